//! An answer in chunks, one of which is malformed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Delivery, Place, words};
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The answer goes out in chunks, whether or not its length is known; at a place, something stands
/// where the size of the next chunk should, and the connection is closed.
///
/// A client of HTTP/1.0 knows no chunks: its answer goes out whole, and the journal says so.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BadChunk {
    /// Where; after the head if left out.
    #[serde(default = "after_head")]
    pub at: Place,
    /// What stands there; `ZZ` if left out.
    #[serde(default = "no_number")]
    pub size: String,
}

fn after_head() -> Place {
    Place::AfterHead
}

fn no_number() -> String {
    "ZZ".to_owned()
}

impl Kind for BadChunk {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.deliver(Delivery::BadChunk { at: self.at, size: self.size.clone() })
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        words::check_value("bad_chunk.size", &self.size)?;
        if u32::from_str_radix(&self.size, 16).is_ok() {
            let problem = format!("`{}` is the size of a chunk", self.size);
            return Err(Wrong::at("bad_chunk.size", problem, "write what is none, such as `ZZ`"));
        }
        self.at.check_in_body("bad_chunk.at", "write `after_head`")
    }
}
