//! What the settings with a closed list of values can be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }
    )+};
}

choices! {
    /// Recorded with both codes, at different times.
    SecondUploadCode {
        /// `INVALIDJOB` (seen at v43).
        Invalidjob,
        /// `BULK_API_ERROR` (seen at v47).
        BulkApiError,
    }

    /// Which line ends may stand between the parts of a multipart body.
    MultipartLineEnds {
        /// CRLF or LF: one client sends bare LF, and nobody knows what the provider does.
        Any,
        /// CRLF only, as the format says.
        Crlf,
    }

    /// What happens to a job that is closed without an upload.
    CloseWithoutUpload {
        /// It completes with no record.
        Complete,
        /// The closing is refused.
        Refuse,
    }

    /// Whether letter case counts.
    LetterCase {
        /// As documented, letter by letter.
        Exact,
        /// In any letter case.
        Any,
    }

    /// What happens to a request body with a property that no job has.
    UnknownProperty {
        /// It is refused with `JSON_PARSER_ERROR`.
        Refuse,
        /// The property is passed over.
        Ignore,
    }

    /// What a result file answers before the job is over.
    EarlyResults {
        /// 400 `INVALIDJOBSTATE`.
        Refuse,
        /// 404 `NOT_FOUND`.
        NotFound,
        /// 409.
        Conflict,
        /// 204 without a body.
        NoContent,
        /// 200 with the header line only.
        HeaderOnly,
    }

    /// What a locator that leads nowhere answers.
    BadLocator {
        /// 400.
        Refuse,
        /// 404 `NOT_FOUND`.
        NotFound,
    }

    /// Whether newlines inside quoted values must equal the job's line ending.
    QuotedNewlines {
        /// Any newline is data.
        Accept,
        /// Another newline than the job's fails the job.
        MustMatch,
    }

    /// Who pays for a flaw.
    Blame {
        /// The row fails.
        Row,
        /// The job fails.
        Job,
    }

    /// What a blank line is.
    BlankLineRule {
        /// Nothing.
        Skip,
        /// A record with one empty value.
        Row,
    }

    /// What becomes of a job whose file has a header only.
    HeaderOnly {
        /// It completes with no record.
        Complete,
        /// It fails.
        Fail,
    }

    /// What an `Id` column means in an upsert by another field.
    UpsertWithIdColumn {
        /// The external id decides; an empty Id or the matched record's own is fine.
        Match,
        /// A row with an Id fails.
        Refuse,
        /// The column is passed over.
        Ignore,
    }

    /// The order of result rows.
    ResultOrder {
        /// As uploaded.
        Sent,
        /// Shuffled, the same for the same job.
        Shuffled,
    }

    /// Whether failed rows of updates, deletes and matched upserts carry their id.
    FailedResultsId {
        /// From v53 on.
        ByVersion,
        /// Always.
        Always,
        /// Never, as recordings show.
        Empty,
    }

    /// How numbers come back in result files.
    NumbersInResults {
        /// As they were sent.
        AsSent,
        /// Currencies and doubles as Java prints them, such as `9.12260031E8`.
        Java,
    }
}

impl CloseWithoutUpload {
    /// Whether the closing goes through.
    pub fn is_accepted(self) -> bool {
        self == Self::Complete
    }
}

impl SecondUploadCode {
    /// The code on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalidjob => "INVALIDJOB",
            Self::BulkApiError => "BULK_API_ERROR",
        }
    }
}

impl From<BlankLineRule> for crate::core::rows::BlankLines {
    fn from(rule: BlankLineRule) -> Self {
        match rule {
            BlankLineRule::Skip => Self::Skip,
            BlankLineRule::Row => Self::Row,
        }
    }
}

impl From<MultipartLineEnds> for crate::core::multipart::LineEnds {
    fn from(ends: MultipartLineEnds) -> Self {
        match ends {
            MultipartLineEnds::Any => Self::Any,
            MultipartLineEnds::Crlf => Self::Crlf,
        }
    }
}
