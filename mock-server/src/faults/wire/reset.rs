//! The connection is torn down: an RST, at a place in the answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cut, Delivery, End, Place};
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The connection is torn down, after the rules did what was asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    /// Where; before the head if left out. What was sent shortly before is lost to a client that has
    /// not taken it from the network yet.
    #[serde(default = "before_head")]
    pub at: Place,
}

fn before_head() -> Place {
    Place::BeforeHead
}

impl Kind for Reset {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let (at, end) = (self.at, End::Reset);
        verdict.deliver(Delivery::Cut(Cut { at, end, promises_length: false }))
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        self.at.check("reset.at")
    }
}
