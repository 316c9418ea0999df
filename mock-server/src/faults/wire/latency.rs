//! An answer that takes longer, in real time: its client feels it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spread::{Drawn, Spread};
use crate::faults::check::Wrong;
use crate::faults::felt::Felt;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The client waits so long before anything is done with its request; or, by the byte or row, while
/// bodies are read and sent. The org's clock is not moved. Several rules add up.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Latency(pub Spread<Felt>);

impl Kind for Latency {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        match self.0.draw(&mut draw.chance) {
            Drawn::Once(felt) => verdict.wait.0 += felt.0,
            Drawn::Carried(pace) => verdict.pace = verdict.pace.and(pace),
        }
        true
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        self.0.check("latency")
    }
}
