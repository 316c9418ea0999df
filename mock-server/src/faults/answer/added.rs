//! A column in an answer that nobody asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RowEdit;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};

/// One more column, with the same value in every row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnAdded {
    /// Its name.
    pub name: String,
    /// Its value.
    #[serde(default)]
    pub value: String,
    /// Its place, counted from 1; the last one if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
}

impl Kind for ColumnAdded {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.edits.push(Edit::Rows(RowEdit::Added {
            name: self.name.clone(),
            value: self.value.clone(),
            place: self.place,
        }));
        true
    }
}
