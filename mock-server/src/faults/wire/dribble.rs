//! An answer that comes a few bytes at a time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Delivery;
use crate::faults::check::Wrong;
use crate::faults::felt::Felt;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The answer, head and body, comes a few bytes at a time: no pause is long, but it takes its time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dribble {
    /// Bytes between two pauses; 1 if left out.
    #[serde(default = "one")]
    #[schemars(range(min = 1))]
    pub bytes: u64,
    /// A pause; 100 ms if left out.
    #[serde(default = "tenth")]
    pub pause: Felt,
}

fn one() -> u64 {
    1
}

fn tenth() -> Felt {
    Felt::from_millis(100)
}

impl Kind for Dribble {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.deliver(Delivery::Dribble { bytes: self.bytes, pause: self.pause })
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        if self.bytes == 0 {
            let remedy = "write 1 or more; an answer of which nothing comes is a `stall`";
            return Err(Wrong::at("dribble.bytes", "no byte would ever come", remedy));
        }
        self.pause.check("dribble.pause")
    }
}
