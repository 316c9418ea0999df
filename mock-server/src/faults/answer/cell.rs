//! A text in the middle of a cell: a NUL byte, a line separator, a quote that nobody doubled.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RowEdit;
use super::pick::{Pick, RowPick};
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::rule::Share;
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::Vocabulary;

/// A text stands in the middle of some cells, byte for byte: no quote is doubled for its sake.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The text.
    pub insert: String,
    /// The column by its name in the header line; the first one if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The rows; all if left out.
    #[serde(default = "all")]
    pub of: Pick,
}

fn all() -> Pick {
    Pick::Share(Share::ALL)
}

impl Kind for Cell {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.edits.push(Edit::Rows(RowEdit::Inserted {
            text: self.insert.clone(),
            column: self.column.clone(),
            rows: RowPick { pick: self.of.clone(), salt: draw.seed },
        }));
        true
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        if !self.insert.is_empty() {
            return Ok(());
        }
        let remedy = "write the text that is to stand there, such as \"\\u0000\"";
        Err(Wrong::at("cell.insert", "it is empty", remedy))
    }
}
