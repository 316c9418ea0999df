//! A token that is good for nothing from this request on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Act, Verdict};

/// The token of the request dies, before the provider looks at it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenDies {
    /// Only when the rows of an upload were read: it is refused then, and not taken.
    #[serde(default)]
    pub late: bool,
}

impl Kind for TokenDies {
    fn scope(&self) -> Scope {
        Scope::HasToken
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let late = self.late && draw.words.takes_rows;
        verdict.acts.push(Act::TokenDies { late, revoked: false });
        true
    }
}
