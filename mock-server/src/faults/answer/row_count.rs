//! A header that counts the rows of an answer, and counts them wrong.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reword::{At, Reword};
use super::told;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::{Answers, Vocabulary};

/// What the header with the number of rows says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowCount {
    /// So many rows more than there are, or fewer.
    OffBy(i64),
    /// Nothing: the header is not there.
    Missing,
    /// This text.
    Value(String),
}

impl Kind for RowCount {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let Answers::Rows { count: Some(count), .. } = draw.words.answers else { return false };
        let how = match self {
            Self::OffBy(rows) => Reword::OffBy(*rows),
            Self::Missing => Reword::Remove,
            Self::Value(value) => Reword::Unless("", value.clone()),
        };
        verdict.edits.push(Edit::Said(At::Header(count), how));
        true
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        told(words, "row_count", |answers| matches!(answers, Answers::Rows { count: Some(_), .. }))
    }
}
