//! A token that somebody revoked, with the grant behind it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Act, Verdict};

/// The token of the request was revoked: it is refused, and so is what would refresh it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRevoked {}

impl Kind for TokenRevoked {
    fn scope(&self) -> Scope {
        Scope::HasToken
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.acts.push(Act::TokenDies { late: false, revoked: true });
        true
    }
}
