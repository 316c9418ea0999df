//! Columns of an answer in another order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RowEdit;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};

/// The columns stand in another order, the same in every answer with as many columns: one that is
/// drawn, unless some are named.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnsPermuted {
    /// The columns that come first, in this order; the others follow as they stood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<String>,
}

impl Kind for ColumnsPermuted {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let edit = RowEdit::Permuted { seed: draw.seed, first: self.first.clone() };
        verdict.edits.push(Edit::Rows(edit));
        true
    }
}
