//! Which of the requests that a rule is about it hits: by count, by chance, by what was before.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rule::{Many, Share};
use crate::core::time::SimDuration;

/// Everything that is said must hold; a rule that says nothing hits every request. Zero means never.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    /// The nth of them, or several, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nth: Option<Many<u64>>,
    /// Every nth of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<u64>,
    /// The first so many; those after are fine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<u64>,
    /// So many of them, drawn from the seed: the same request meets the same fate in every run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<Share>,
    /// How often at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<u64>,
    /// What is counted together; a job's requests if there is a job, else a client's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// Only when the same was asked before.
    #[serde(skip_serializing_if = "is_false")]
    pub only_on_retry: bool,
    /// Only after something happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<After>,
    /// Only from then on, counted in the org's time from when the rule was installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<SimDuration>,
    /// Only until then, counted as `from`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<SimDuration>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What is counted together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Requests that say the same.
    Key,
    /// Requests about one job.
    Job,
    /// Requests of one user or client.
    Client,
    /// All requests of the org: who comes first then depends on the order of arrival, and the
    /// journal says so.
    Org,
}

/// Something after which a rule begins to hit: all that are named.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct After {
    /// A call of this operation was answered; about the same job, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The job of the request, or any job where it has none, came to this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Another rule of this name fired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

impl When {
    /// Whether the `count`th request that a rule is about is hit; `drawn` is what chance says.
    pub(super) fn counts(&self, count: u64, drawn: u64) -> bool {
        self.nth.as_ref().is_none_or(|nth| nth.iter().any(|nth| *nth == count))
            && self.every.is_none_or(|every| every > 0 && count.is_multiple_of(every))
            && self.first.is_none_or(|first| count <= first)
            && self.probability.is_none_or(|share| share.holds(drawn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_means_never() {
        for never in ["nth = 0", "every = 0", "first = 0", "probability = 0.0"] {
            let when: When = toml::from_str(never).expect(never);
            assert!((1..100).all(|count| !when.counts(count, count << 50)), "{never}");
        }
    }

    #[test]
    fn requests_are_counted_from_one() {
        let hit = |text: &str| -> Vec<u64> {
            let when: When = toml::from_str(text).expect(text);
            (1..=6).filter(|count| when.counts(*count, 0)).collect()
        };
        assert_eq!(hit("nth = 3"), [3]);
        assert_eq!(hit("nth = [1, 4]"), [1, 4]);
        assert_eq!(hit("every = 2"), [2, 4, 6]);
        assert_eq!(hit("first = 2"), [1, 2]);
        assert_eq!(hit(""), [1, 2, 3, 4, 5, 6]);
    }
}
