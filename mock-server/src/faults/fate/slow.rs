//! A job that waits longer for its turn, or is worked on longer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{JobFate, JobFates};
use crate::core::time::SimDuration;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The job takes longer, in the org's time.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slow {
    /// The wait for its turn; as usual if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<Slower>,
    /// The work on its rows; as usual if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Slower>,
}

/// By how much.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Slower {
    /// So many times as long. A wait of nothing stays one.
    Times(#[schemars(range(min = 0.0))] f64),
    /// So much longer, once.
    Plus(SimDuration),
}

impl Slower {
    /// The time that a span takes; `first` where it is the first of its job.
    fn applied(self, span: SimDuration, first: bool) -> SimDuration {
        let millis = span.millis();
        SimDuration::from_millis(match self {
            Self::Times(factor) => (millis as f64 * factor) as u64,
            Self::Plus(more) if first => millis.saturating_add(more.millis()),
            Self::Plus(_) => millis,
        })
    }
}

impl Kind for Slow {
    fn scope(&self) -> Scope {
        Scope::MakesJob
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.fates.add(JobFate::Slow(self.clone()));
        true
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        if self.queue.is_none() && self.work.is_none() {
            let remedy = "give `queue`, `work` or both, such as work = { times = 10 }";
            return Err(Wrong::at("slow", "it says nothing", remedy));
        }
        for (key, slower) in [("slow.queue", self.queue), ("slow.work", self.work)] {
            if let Some(Slower::Times(factor)) = slower
                && !(factor.is_finite() && factor >= 0.0)
            {
                let problem = format!("time cannot run by a factor of {factor}");
                return Err(Wrong::at(format!("{key}.times"), problem, "give one of 0 or more"));
            }
        }
        Ok(())
    }
}

impl JobFates {
    /// How long the job waits for its turn that would wait for `usual`.
    pub fn queue_wait(&self, usual: SimDuration) -> SimDuration {
        let slower = self.iter().filter_map(|fate| match fate {
            JobFate::Slow(slow) => slow.queue,
            _ => None,
        });
        slower.fold(usual, |wait, slower| slower.applied(wait, true))
    }

    /// How long a part of the work takes that would take `usual`; `first` for the job's first part.
    pub fn work_time(&self, usual: SimDuration, first: bool) -> SimDuration {
        let slower = self.iter().filter_map(|fate| match fate {
            JobFate::Slow(slow) => slow.work,
            _ => None,
        });
        slower.fold(usual, |time, slower| slower.applied(time, first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_added_once_and_a_factor_every_time() {
        let slow: Slow = toml::from_str("queue = { times = 2.5 }\nwork = { plus = \"1m\" }")
            .expect("a slow job");
        let mut fates = JobFates::default();
        fates.add(JobFate::Slow(slow));
        let second = SimDuration::from_secs(1);
        assert_eq!(fates.queue_wait(second).millis(), 2500);
        assert_eq!(fates.work_time(second, true).millis(), 61_000);
        assert_eq!(fates.work_time(second, false).millis(), 1000);
    }
}
