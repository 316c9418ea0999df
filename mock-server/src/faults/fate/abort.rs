//! A job that somebody else aborts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::JobFate;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::rule::Share;
use crate::faults::verdict::Verdict;

/// Somebody else aborts the job; rows that were done before stay done, the rest is not reached.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Abort {
    /// The share of its rows that are done before, rounded down; none if left out.
    #[serde(default)]
    pub at: Share,
}

impl Kind for Abort {
    fn scope(&self) -> Scope {
        Scope::MakesJob
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.fates.add(JobFate::Abort(self.clone()));
        true
    }
}
