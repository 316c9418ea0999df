//! Counters that lag behind: a job is shown with a part of what it has done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reword::{At, Reword};
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::rule::Share;
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::Answers;

/// The counters of a job show a share of the truth, rounded down.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountersLag {
    /// The share; nothing is counted yet if left out.
    #[serde(default)]
    pub share: Share,
}

impl Kind for CountersLag {
    fn scope(&self) -> Scope {
        Scope::ShowsJob
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let Answers::Job { counters, .. } = draw.words.answers else { return false };
        for counter in counters {
            let at = At::Pointer((*counter).to_owned());
            verdict.edits.push(Edit::Said(at, Reword::Share(self.share)));
        }
        !counters.is_empty()
    }
}
