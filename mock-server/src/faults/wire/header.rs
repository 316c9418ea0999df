//! A header of an answer that is removed, changed or added.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::Vocabulary;

/// A change of one header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeaderChange {
    /// It is not there.
    Remove(String),
    /// It says something else.
    Set(String, String),
    /// It is there once more.
    Add(String, String),
    /// The content type names this charset; the bytes stay as they are.
    Charset(String),
}

impl HeaderChange {
    /// The name of the header.
    pub fn name(&self) -> &str {
        match self {
            Self::Remove(name) | Self::Set(name, _) | Self::Add(name, _) => name,
            Self::Charset(_) => "content-type",
        }
    }
}

/// One header says something else, is there once more, or is missing; exactly one of these.
///
/// Headers of HTTP itself (`Content-Length`, `Date`, `Connection`, `Transfer-Encoding`) can be changed
/// too: the body stays framed as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Its name, in any letter case.
    pub name: String,
    /// What it says instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<String>,
    /// What it says a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<String>,
    /// Whether it is missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remove: bool,
}

impl Header {
    fn change(&self) -> Option<HeaderChange> {
        let name = self.name.to_ascii_lowercase();
        match (&self.set, &self.add, self.remove) {
            (Some(value), None, false) => Some(HeaderChange::Set(name, value.clone())),
            (None, Some(value), false) => Some(HeaderChange::Add(name, value.clone())),
            (None, None, true) => Some(HeaderChange::Remove(name)),
            _ => None,
        }
    }
}

impl Kind for Header {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.edits.extend(self.change().map(Edit::Header));
        true
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        words::check_name("header.name", &self.name)?;
        match self.change() {
            Some(HeaderChange::Set(_, value)) => words::check_value("header.set", &value),
            Some(HeaderChange::Add(_, value)) => words::check_value("header.add", &value),
            Some(_) => Ok(()),
            None => {
                let problem = "it says none, or more than one, of `set`, `add` and `remove`";
                Err(Wrong::at("header", problem, "write exactly one of them"))
            }
        }
    }
}
