//! Why a case does not speak for the client.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a judge says of a case: nothing against the client, or an objection.
pub type Judgement = Result<(), Objection>;

/// Why a case does not count as passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// The client is wrong.
    Fails(Finding),
    /// What was to be provoked did not happen: the case says nothing.
    NotExercised(String),
    /// What would have to be seen is not shown by this client.
    NotObserved(String),
    /// The client never does what the requirement is about, and need not do it.
    NotApplicable(String),
}

/// What is wrong, and where it is to be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// In a sentence.
    pub what: String,
    /// Places in the journal that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<u64>,
    /// What was to be expected, with visible escapes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was seen instead, with visible escapes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
}

impl Finding {
    /// A finding in these words.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), places: Vec::new(), expected: None, seen: None }
    }

    /// To be seen at these places of the journal.
    #[must_use]
    pub fn at(mut self, places: impl IntoIterator<Item = u64>) -> Self {
        self.places.extend(places);
        self
    }

    /// With what was expected and what was seen.
    #[must_use]
    pub fn differs(mut self, expected: impl Into<String>, seen: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self.seen = Some(seen.into());
        self
    }
}

impl From<Finding> for Objection {
    fn from(finding: Finding) -> Self {
        Self::Fails(finding)
    }
}

impl Objection {
    /// The client is wrong, in these words.
    pub fn fails(what: impl Into<String>) -> Self {
        Self::Fails(Finding::new(what))
    }
}
