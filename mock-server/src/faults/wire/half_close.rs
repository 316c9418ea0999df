//! A connection of which the server closes its half.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Delivery;
use crate::faults::check::Wrong;
use crate::faults::felt::Felt;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The answer comes whole, and the server closes its half of the connection. What the client sends
/// from then on is taken and thrown away.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HalfClose {
    /// How long the client's half stays open, if the client does not close it; a minute if left out.
    #[serde(default = "a_minute")]
    pub lasts: Felt,
}

fn a_minute() -> Felt {
    Felt::from_millis(60_000)
}

impl Kind for HalfClose {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.deliver(Delivery::HalfClose { lasts: self.lasts })
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        self.lasts.check("half_close.lasts")
    }
}
