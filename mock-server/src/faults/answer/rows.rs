//! Rows of an answer that stand there twice, or not at all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RowEdit;
use super::pick::{Pick, RowPick};
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};

/// Each of these rows stands there once more, right behind itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RowsDuplicated(pub Pick);

/// These rows are not there.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RowsMissing(pub Pick);

impl Kind for RowsDuplicated {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let pick = RowPick { pick: self.0.clone(), salt: draw.seed };
        verdict.edits.push(Edit::Rows(RowEdit::Duplicated(pick)));
        true
    }
}

impl Kind for RowsMissing {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let pick = RowPick { pick: self.0.clone(), salt: draw.seed };
        verdict.edits.push(Edit::Rows(RowEdit::Missing(pick)));
        true
    }
}
