//! The connection is torn down: an RST, at a place in the answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Place;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Cut, Delivery, End, Verdict};

/// The connection is torn down, after the rules did what was asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    /// Where.
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
        verdict.delivery = Some(Delivery::Cut(Cut { at: self.at, end: End::Reset }));
        true
    }
}
