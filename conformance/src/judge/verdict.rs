//! What is said of a case, and of a requirement once all of its cases are over.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Finding, Judgement, Objection};

/// What is said of a case or of a requirement.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It speaks for the client.
    Pass,
    /// The client is wrong, twice in a row.
    Fail,
    /// The client was wrong once, and right when the same was played again.
    Flaky,
    /// What was to be provoked did not happen: it says nothing, and is never taken for good.
    NotExercised,
    /// What would have to be seen is not shown by the client or its adapter.
    NotObserved,
    /// The client says that it cannot do this, and may say so.
    Declined,
    /// The client has none of the operations, or never does what is asked about and need not do it.
    NotApplicable,
    /// Its cases were left out of this run.
    NotLookedAt,
    /// The adapter is at fault: nothing is said of the client.
    AdapterError,
    /// The kit is at fault: nothing is said of the client.
    KitError,
}

impl Status {
    /// All of them, as reports count them.
    pub const ALL: &'static [Status] = &[
        Self::Pass,
        Self::Fail,
        Self::Flaky,
        Self::NotExercised,
        Self::NotObserved,
        Self::Declined,
        Self::NotApplicable,
        Self::NotLookedAt,
        Self::AdapterError,
        Self::KitError,
    ];

    /// Its words in reports.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Flaky => "flaky",
            Self::NotExercised => "not exercised",
            Self::NotObserved => "not observed",
            Self::Declined => "declined",
            Self::NotApplicable => "not applicable",
            Self::NotLookedAt => "not looked at",
            Self::AdapterError => "adapter error",
            Self::KitError => "kit error",
        }
    }

    /// Whether something was found out about the client.
    pub fn is_verdict(self) -> bool {
        matches!(self, Self::Pass | Self::Fail | Self::Flaky)
    }

    /// Whether the client was seen to be wrong.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Fail | Self::Flaky)
    }
}

/// What is said of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// In one word.
    pub status: Status,
    /// What is wrong with the client, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// Why nothing is said, where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Verdict {
    /// It speaks for the client.
    pub fn pass() -> Self {
        Self { status: Status::Pass, finding: None, why: None }
    }

    /// The client is wrong.
    pub fn fail(finding: Finding) -> Self {
        Self { status: Status::Fail, finding: Some(finding), why: None }
    }

    /// Nothing is said, and why.
    pub fn nothing(status: Status, why: impl Into<String>) -> Self {
        Self { status, finding: None, why: Some(why.into()) }
    }
}

impl From<Judgement> for Verdict {
    fn from(judgement: Judgement) -> Self {
        match judgement {
            Ok(()) => Self::pass(),
            Err(Objection::Fails(finding)) => Self::fail(finding),
            Err(Objection::NotExercised(why)) => Self::nothing(Status::NotExercised, why),
            Err(Objection::NotObserved(why)) => Self::nothing(Status::NotObserved, why),
            Err(Objection::NotApplicable(why)) => Self::nothing(Status::NotApplicable, why),
        }
    }
}
