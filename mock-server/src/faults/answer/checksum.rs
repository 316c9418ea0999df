//! A checksum that is not that of the file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reword::{At, Reword};
use super::told;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::{Answers, Vocabulary};

/// What the status of a job says of its file's checksum.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Checksum {
    /// Another one of the same form.
    Wrong,
    /// Nothing.
    Missing,
    /// This text.
    Value(String),
}

impl Kind for Checksum {
    fn scope(&self) -> Scope {
        Scope::ShowsJob
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let Answers::Job { checksum: Some(checksum), .. } = draw.words.answers else {
            return false;
        };
        let how = match self {
            Self::Wrong => Reword::OtherDigit,
            Self::Missing => Reword::Remove,
            // Only where there is a file.
            Self::Value(value) => Reword::Unless("", value.clone()),
        };
        verdict.edits.push(Edit::Said(At::Pointer(checksum.into()), how));
        true
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        let tells = |answers| matches!(answers, Answers::Job { checksum: Some(_), .. });
        told(words, "checksum", tells)
    }
}
