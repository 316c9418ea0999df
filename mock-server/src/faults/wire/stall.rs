//! Silence in an answer, for a while or for ever.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Delivery, Place};
use crate::faults::check::Wrong;
use crate::faults::felt::Felt;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The answer stops at a place, and the connection stays open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stall {
    /// Where; before the head if left out.
    #[serde(default = "before_head")]
    pub at: Place,
    /// For how long, felt by the client; the rest of the answer follows. For ever if left out: until
    /// the client goes away, or the server stops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Felt>,
}

fn before_head() -> Place {
    Place::BeforeHead
}

impl Kind for Stall {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.deliver(Delivery::Stall { at: self.at, lasts: self.lasts })
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        self.lasts.unwrap_or_default().check("stall.lasts")?;
        self.at.check("stall.at")
    }
}
