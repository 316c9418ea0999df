//! A job that stays in a state, for a while or for ever.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{JobFate, JobFates};
use crate::core::time::SimDuration;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The job goes no further than this state by itself; a client can still abort it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stuck {
    /// The state.
    pub state: String,
    /// How long in the org's time; for ever if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<SimDuration>,
}

/// Longer than anybody waits: a hundred years.
const FOR_EVER: SimDuration = SimDuration::from_hours(876_000);

impl Kind for Stuck {
    fn scope(&self) -> Scope {
        Scope::MakesJob
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.fates.add(JobFate::Stuck(self.clone()));
        true
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        if words.states.contains(&self.state.as_str()) {
            return Ok(());
        }
        Err(Wrong::word("stuck.state", &self.state, words.states.iter().copied()))
    }
}

impl JobFates {
    /// How much longer than usual the job stays in a state.
    pub fn held_in(&self, state: &str) -> SimDuration {
        let held = self.iter().filter_map(|fate| match fate {
            JobFate::Stuck(stuck) if stuck.state == state => Some(stuck.lasts.unwrap_or(FOR_EVER)),
            JobFate::Stuck(_) => None,
        });
        held.max().unwrap_or_default()
    }
}
