//! A job that fails on the way, for a reason that is not in its rows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::JobFate;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::rule::Share;
use crate::faults::verdict::Verdict;

/// The job fails; rows that were done before stay done, the rest is not reached.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fail {
    /// What it says of the reason.
    pub message: String,
    /// The share of its rows that are done before, rounded down; none if left out.
    #[serde(default)]
    pub at: Share,
}

impl Kind for Fail {
    fn scope(&self) -> Scope {
        Scope::MakesJob
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.fates.add(JobFate::Fail(self.clone()));
        true
    }
}
