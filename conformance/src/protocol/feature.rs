//! What an adapter may say that its client can or cannot do: a closed list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that not every client can do. What is not on the list cannot be declined.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Feature {
    /// Rows handed over as records.
    #[serde(rename = "input.records")]
    InputRecords,
    /// Rows handed over as a CSV file.
    #[serde(rename = "input.file")]
    InputFile,
    /// Rows handed over as a stream of bytes.
    #[serde(rename = "input.stream")]
    InputStream,
    /// A null is not an empty text.
    #[serde(rename = "null.explicit")]
    NullExplicit,
    /// Delimiters other than the comma.
    #[serde(rename = "dialect.delimiters")]
    Delimiters,
    /// Line endings other than the client's usual one.
    #[serde(rename = "dialect.line_endings")]
    LineEndings,
    /// Input that is too large for one job is split into several; honours `limits.upload_bytes`.
    #[serde(rename = "split")]
    Split,
    /// A new token is fetched when the old one dies.
    #[serde(rename = "auth.refresh")]
    AuthRefresh,
    /// A refresh token is used, and replaced by the one that comes with an answer.
    #[serde(rename = "auth.refresh_token")]
    AuthRefreshToken,
    /// A call under way can be cancelled.
    #[serde(rename = "cancel")]
    Cancel,
    /// A broken download goes on where it broke.
    #[serde(rename = "resume")]
    Resume,
    /// Rows that were never processed are fetched.
    #[serde(rename = "results.unprocessed")]
    ResultsUnprocessed,
    /// Only the failed rows of a job are sent again (`sf.retry_failed`).
    #[serde(rename = "retry_failed")]
    RetryFailed,
    /// A time range that is too long is split into several exports.
    #[serde(rename = "export.split")]
    ExportSplit,
    /// The pause between polls can be set; honours `poll_ms`.
    #[serde(rename = "poll.configurable")]
    PollConfigurable,
    /// The time after which a client gives up can be set; honours `limits.timeout_ms`.
    #[serde(rename = "timeout.configurable")]
    TimeoutConfigurable,
    /// Values with types: booleans, numbers, dates.
    #[serde(rename = "typed")]
    Typed,
    /// Cases of one `session` share one client, and one login; at most `parallel` at a time.
    #[serde(rename = "session.shared")]
    SessionShared,
    /// Counters, columns and similar facts beside the rows are shown in outcomes.
    #[serde(rename = "results.columns")]
    ResultsColumns,
}

impl Feature {
    /// All of them.
    pub const ALL: &'static [Feature] = &[
        Self::InputRecords,
        Self::InputFile,
        Self::InputStream,
        Self::NullExplicit,
        Self::Delimiters,
        Self::LineEndings,
        Self::Split,
        Self::AuthRefresh,
        Self::AuthRefreshToken,
        Self::Cancel,
        Self::Resume,
        Self::ResultsUnprocessed,
        Self::RetryFailed,
        Self::ExportSplit,
        Self::PollConfigurable,
        Self::TimeoutConfigurable,
        Self::Typed,
        Self::SessionShared,
        Self::ResultsColumns,
    ];

    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::InputRecords => "input.records",
            Self::InputFile => "input.file",
            Self::InputStream => "input.stream",
            Self::NullExplicit => "null.explicit",
            Self::Delimiters => "dialect.delimiters",
            Self::LineEndings => "dialect.line_endings",
            Self::Split => "split",
            Self::AuthRefresh => "auth.refresh",
            Self::AuthRefreshToken => "auth.refresh_token",
            Self::Cancel => "cancel",
            Self::Resume => "resume",
            Self::ResultsUnprocessed => "results.unprocessed",
            Self::RetryFailed => "retry_failed",
            Self::ExportSplit => "export.split",
            Self::PollConfigurable => "poll.configurable",
            Self::TimeoutConfigurable => "timeout.configurable",
            Self::Typed => "typed",
            Self::SessionShared => "session.shared",
            Self::ResultsColumns => "results.columns",
        }
    }
}

/// What an adapter says of a feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Support {
    /// Yes, or no without a reason.
    Plain(bool),
    /// Yes, for these values: names of delimiters (`COMMA` …) or line endings (`LF`, `CRLF`).
    Some(Vec<String>),
    /// No, and why.
    No {
        /// Always false.
        no: bool,
        /// The reason, for the report.
        why: String,
        /// Where the client's makers talk about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issue: Option<String>,
    },
}

impl Support {
    /// Whether the client can do it at all.
    pub fn is_yes(&self) -> bool {
        match self {
            Self::Plain(yes) => *yes,
            Self::Some(values) => !values.is_empty(),
            Self::No { .. } => false,
        }
    }

    /// Whether the client can do it with this value.
    pub fn covers(&self, value: &str) -> bool {
        match self {
            Self::Some(values) => values.iter().any(|known| known == value),
            other => other.is_yes(),
        }
    }
}
