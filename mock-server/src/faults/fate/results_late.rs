//! A job that says it is complete before its results are there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{JobFate, JobFates, Stays};
use crate::core::time::{SimDuration, SimTime};
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;

/// The results come later than the job's end; until then they are answered for as before it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultsLate {
    /// How long after the end, in the org's time; never if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<SimDuration>,
}

impl Kind for ResultsLate {
    fn scope(&self) -> Scope {
        Scope::MakesJob
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.fates.add(JobFate::ResultsLate(self.clone()));
        true
    }
}

impl JobFates {
    /// How long after the end of the job its results come.
    pub fn results_late(&self) -> Option<Stays> {
        let spans = self.iter().filter_map(|fate| match fate {
            JobFate::ResultsLate(late) => Some(Stays::of(late.by)),
            _ => None,
        });
        spans.max()
    }

    /// Whether the results of a job that ended at `ended` are still to come.
    pub fn results_are_to_come(&self, ended: SimTime, now: SimTime) -> bool {
        match self.results_late() {
            None => false,
            Some(Stays::For(span)) => now < ended + span,
            Some(Stays::ForEver) => true,
        }
    }
}
