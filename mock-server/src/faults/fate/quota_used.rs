//! A limit that others use up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Act, Verdict};
use crate::faults::vocabulary::Vocabulary;

/// Others use a limit that the org shares with them, before the provider looks at the request. A rule
/// that fires again and again is others at work all the time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotaUsed {
    /// The name of the limit, such as `api_requests`.
    pub quota: String,
    /// How much of it; all that is left if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
}

impl Kind for QuotaUsed {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.acts.push(Act::QuotaUsed { quota: self.quota.clone(), amount: self.amount });
        true
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        if words.quotas.contains(&self.quota.as_str()) {
            return Ok(());
        }
        Err(Wrong::word("quota_used.quota", &self.quota, words.quotas.iter().copied()))
    }
}
