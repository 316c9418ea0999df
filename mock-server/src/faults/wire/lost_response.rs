//! An answer that is lost on its way, after what was asked was done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cut, Delivery, End, Place};
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;

/// What was asked is done, and the client is not told: the connection ends before the first byte of
/// the answer. A client that asks again asks for the second time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LostResponse {
    /// How the connection ends; in order if left out.
    #[serde(default)]
    pub end: End,
}

impl Kind for LostResponse {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let (at, end) = (Place::BeforeHead, self.end);
        verdict.deliver(Delivery::Cut(Cut { at, end, promises_length: false }))
    }
}
