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

/// For how long something stays as it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stays {
    /// So much longer than usual.
    For(SimDuration),
    /// For ever: nothing is ever due.
    ForEver,
}

impl Stays {
    /// For a span, or for ever.
    pub fn of(span: Option<SimDuration>) -> Self {
        span.map_or(Self::ForEver, Self::For)
    }
}

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
    /// For how much longer than usual the job stays in a state. A machine adds a span once, when the
    /// job comes to the state; for ever means that nothing of it is due.
    pub fn held_in(&self, state: &str) -> Option<Stays> {
        let held = self.iter().filter_map(|fate| match fate {
            JobFate::Stuck(stuck) if stuck.state == state => Some(Stays::of(stuck.lasts)),
            _ => None,
        });
        held.max()
    }

    /// Whether the job never leaves a state by itself.
    pub fn ends_in(&self, state: &str) -> bool {
        self.held_in(state) == Some(Stays::ForEver)
    }

    /// How much longer than usual the job stays in a state that it leaves; zero for one that it does
    /// not, since nothing is due there.
    pub fn held_for(&self, state: &str) -> SimDuration {
        match self.held_in(state) {
            Some(Stays::For(span)) => span,
            Some(Stays::ForEver) | None => SimDuration::ZERO,
        }
    }
}
