//! A job that its provider forgets early, with its results or these alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{JobFate, JobFates};
use crate::core::time::{SimDuration, SimTime};
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;

/// The job's results, and with them the job, are gone soon after its end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionPassed {
    /// How long after the end, in the org's time; at once if left out.
    #[serde(default)]
    pub after: SimDuration,
    /// Whether the job itself is still shown, as long as usual.
    #[serde(default)]
    pub keeps_job: bool,
}

impl Kind for RetentionPassed {
    fn scope(&self) -> Scope {
        Scope::MakesJob
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.fates.add(JobFate::RetentionPassed(self.clone()));
        true
    }
}

impl JobFates {
    fn passed(&self) -> impl Iterator<Item = &RetentionPassed> {
        self.iter().filter_map(|fate| match fate {
            JobFate::RetentionPassed(passed) => Some(passed),
            _ => None,
        })
    }

    /// How long after its end the job is kept that would be kept for `usual`.
    pub fn retention(&self, usual: SimDuration) -> SimDuration {
        let spans = self.passed().filter(|passed| !passed.keeps_job).map(|passed| passed.after);
        spans.min().unwrap_or(usual)
    }

    /// Whether the results of a job that ended at `ended` are gone, while the job may be there.
    pub fn results_are_gone(&self, ended: SimTime, now: SimTime) -> bool {
        self.passed().any(|passed| now >= ended + passed.after)
    }
}
