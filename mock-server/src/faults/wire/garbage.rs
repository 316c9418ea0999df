//! Bytes that are no HTTP, where an answer should be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Delivery;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// Something that is no HTTP comes instead of the answer, after the rules did what was asked; then the
/// connection is closed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Garbage {
    /// All that comes.
    #[serde(default = "noise")]
    pub text: String,
}

fn noise() -> String {
    "\u{0}\u{1}\u{2} this is no HTTP\r\n\r\n".to_owned()
}

impl Kind for Garbage {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.deliver(Delivery::Garbage(self.text.clone().into_bytes()))
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        if self.text.is_empty() {
            let remedy = "write something, or use `lost_response`";
            return Err(Wrong::at("garbage.text", "it is empty", remedy));
        }
        Ok(())
    }
}
