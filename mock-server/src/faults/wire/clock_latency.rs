//! An answer that takes longer on the org's clock alone: nobody waits.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spread::{Drawn, Spread};
use crate::core::time::SimDuration;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Act, Verdict};
use crate::faults::vocabulary::Vocabulary;

/// The org's clock goes on so far before the rules see the request; or, by the byte or row, before the
/// last byte of the answer.
///
/// What falls due on the way happens. A clock that follows real time (wall or scaled) stays where it
/// is, and the journal says so.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ClockLatency(pub Spread<SimDuration>);

impl Kind for ClockLatency {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        match self.0.draw(&mut draw.chance) {
            Drawn::Once(span) => verdict.acts.push(Act::ClockAdvances(span)),
            Drawn::Carried(pace) => verdict.clock_pace = verdict.clock_pace.and(pace),
        }
        true
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        self.0.check("clock_latency")
    }
}
