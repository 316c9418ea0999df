//! Another body than the answer's, or a part of it, in an answer that is otherwise whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};

/// What the body is. Status, headers and framing are right: nothing but the content tells.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// This text, whatever the headers call it.
    Text(String),
    /// Its first bytes, so many.
    CutTo(u64),
}

impl Kind for Body {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.edits.push(Edit::Body(self.clone()));
        true
    }
}
