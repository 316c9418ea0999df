//! An answer that is shorter than its head promised, ended in order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cut, Delivery, End, Place};
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The body ends early, and the connection with it, in order: only its `Content-Length` tells that
/// something is missing.
///
/// An answer that would go out in chunks gets a length if it has 16 MiB at most; a longer one ends
/// without its last chunk, and the journal says so.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Truncate {
    /// Where; one byte before the end if left out.
    #[serde(default = "before_last_byte")]
    pub at: Place,
}

fn before_last_byte() -> Place {
    Place::BeforeEnd(1)
}

impl Kind for Truncate {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.deliver(Delivery::Cut(Cut { at: self.at, end: End::Fin, promises_length: true }))
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        if self.at == Place::BeforeEnd(0) {
            let problem = "nothing would be missing";
            return Err(Wrong::at("truncate.at", problem, "write `before_end = 1` or more"));
        }
        self.at.check_in_body("truncate.at", "use `empty_reply`")
    }
}
