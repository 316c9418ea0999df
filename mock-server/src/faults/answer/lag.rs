//! Reads of a job's state that lag behind: they show the state before its last change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reword::{At, Reword};
use crate::core::time::SimDuration;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::Answers;

/// How long the state before is shown. Only reads lag; what a change answers is the truth. A change
/// from before there was any rule is not known of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateLags {
    /// To the first so many reads after each change, whoever reads; 0 for none.
    Reads(u64),
    /// For so long after each change, in the org's time.
    Lasts(SimDuration),
}

impl Kind for StateLags {
    fn scope(&self) -> Scope {
        Scope::ShowsJob
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let Answers::Job { state, .. } = draw.words.answers else { return false };
        let Some(before) = draw.before.filter(|_| draw.facts.reads_job) else { return false };
        let lags = match self {
            Self::Reads(reads) => before.reads <= *reads,
            Self::Lasts(lasts) => draw.now.since(before.until) < *lasts,
        };
        if lags {
            let how = Reword::Unless("", before.state.to_owned());
            verdict.edits.push(Edit::Said(At::Pointer(state.into()), how));
        }
        lags
    }
}
