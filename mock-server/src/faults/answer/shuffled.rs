//! Rows of an answer in an order that is drawn.

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RowEdit;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};

/// The rows stand there in another order, each time in another one; the header line stays first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowsShuffled {
    /// How many rows are mixed with each other at a time, since a long answer is never held whole;
    /// 10 000 if left out.
    #[serde(default = "usual_block")]
    pub block: NonZeroU32,
}

fn usual_block() -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(9_999)
}

impl Kind for RowsShuffled {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let seed = draw.chance.next_u64();
        verdict.edits.push(Edit::Rows(RowEdit::Shuffled { seed, block: self.block }));
        true
    }
}
