//! A job that is suddenly gone: somebody deleted it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{JobFate, JobFates};
use crate::core::time::SimDuration;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::rule::Share;
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The job is gone and no list shows it; what its rows did stays. Exactly one of the two is said.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vanish {
    /// When this share of its rows is done, rounded down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Share>,
    /// So long after it was made, in the org's time, whatever its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<SimDuration>,
}

impl Kind for Vanish {
    fn scope(&self) -> Scope {
        Scope::MakesJob
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.fates.add(JobFate::Vanish(self.clone()));
        true
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        if self.at.is_some() == self.after.is_some() {
            let remedy = "give a share of its rows as `at`, or a time as `after`";
            return Err(Wrong::at("vanish", "it does not say when, or says it twice", remedy));
        }
        Ok(())
    }
}

impl JobFates {
    /// How long after it was made the job is gone.
    pub fn vanishes_after(&self) -> Option<SimDuration> {
        let spans = self.iter().filter_map(|fate| match fate {
            JobFate::Vanish(vanish) => vanish.after,
            _ => None,
        });
        spans.min()
    }
}
