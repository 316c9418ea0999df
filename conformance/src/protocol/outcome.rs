//! How a case ended, in the words of the adapter.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// The client says that it did what it was asked.
    Ok(Success),
    /// The client raised an error: this is what a caller sees of it.
    Error(Failure),
    /// The client cannot do it at all.
    Unsupported {
        /// Which operation, option or value.
        what: String,
    },
    /// The adapter itself is at fault. Never held against the client.
    Broken {
        /// What happened.
        message: String,
    },
}

/// What a client that succeeded tells its caller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Success {
    /// The jobs that it made, as it last saw them.
    pub jobs: Vec<JobReport>,
    /// Files of rows.
    pub rows: RowFiles,
    /// Whether the client says that some rows were not loaded.
    pub partial: bool,
}

/// A job as a client saw it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct JobReport {
    /// Its id: a Salesforce job, a Marketo batch or export.
    pub id: String,
    /// The last state that the client saw, in the provider's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Rows that were processed, if the client tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processed: Option<u64>,
    /// Rows that failed, if the client tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<u64>,
}

/// Files of rows, each as `Table` reads them; a file that is not named was not asked of the client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RowFiles {
    /// Rows that were loaded, as the client gives them to its caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<PathBuf>,
    /// Rows that failed, with the provider's reason under its own column name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<PathBuf>,
    /// Rows that were never processed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unprocessed: Option<PathBuf>,
    /// Rows that were loaded with a warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warnings: Option<PathBuf>,
    /// Rows of a query or an export.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<PathBuf>,
}

/// What a client that failed tells its caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// What kind of error it is.
    pub class: Class,
    /// The provider's code, if the client shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The text of the error, as a caller sees it.
    #[serde(default)]
    pub message: String,
    /// The job, if the client tells which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<String>,
    /// Whether the client says that it is worth another try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retryable: Option<bool>,
    /// Rows that it hands over all the same.
    #[serde(default)]
    pub rows: RowFiles,
}

impl Failure {
    /// An error of this class with this text.
    pub fn new(class: Class, message: impl Into<String>) -> Self {
        Self {
            class,
            code: None,
            message: message.into(),
            job_id: None,
            retryable: None,
            rows: RowFiles::default(),
        }
    }
}

/// The kind of an error, as a caller must be able to tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Not logged in, or no longer.
    Auth,
    /// A daily or monthly limit is used up: trying again soon is of no use.
    Quota,
    /// Too fast, or too much at once: later it works.
    RateLimited,
    /// The provider refused the request.
    Rejected,
    /// The job ended as failed.
    JobFailed,
    /// The job was aborted or cancelled by somebody else.
    JobAborted,
    /// It took longer than the client waits.
    Timeout,
    /// The network, a proxy, or an answer that is none.
    Transport,
    /// The data: refused before it was sent, or damaged on the way back.
    Data,
    /// The caller cancelled.
    Cancelled,
    /// None of these.
    Other,
}

impl Class {
    /// Its word in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Quota => "quota",
            Self::RateLimited => "rate_limited",
            Self::Rejected => "rejected",
            Self::JobFailed => "job_failed",
            Self::JobAborted => "job_aborted",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
            Self::Data => "data",
            Self::Cancelled => "cancelled",
            Self::Other => "other",
        }
    }
}
