//! A size that is not that of the file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reword::{At, Reword};
use super::told;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::{Answers, Vocabulary};

/// What the status of a job says of its file's size.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileSize {
    /// So many bytes more than there are, or fewer.
    OffBy(i64),
    /// Nothing.
    Missing,
}

impl Kind for FileSize {
    fn scope(&self) -> Scope {
        Scope::ShowsJob
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let Answers::Job { file_size: Some(size), .. } = draw.words.answers else { return false };
        let how = match self {
            Self::OffBy(bytes) => Reword::OffBy(*bytes),
            Self::Missing => Reword::Remove,
        };
        verdict.edits.push(Edit::Said(At::Pointer(size.into()), how));
        true
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        let tells = |answers| matches!(answers, Answers::Job { file_size: Some(_), .. });
        told(words, "file_size", tells)
    }
}
