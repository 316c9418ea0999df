//! A token that lives longer or shorter than usual.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;

/// The token lives so long, and its answer says so where it says how long.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenLife {
    /// Its life in seconds; one of 0 is dead when it comes.
    pub seconds: u64,
}

impl Kind for TokenLife {
    fn scope(&self) -> Scope {
        Scope::GivesToken
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.session.life = Some(self.seconds);
        true
    }
}
