//! An answer that says that it is gzip, and is not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};

/// The answer says that it is gzip, whether or not the client asked for that, and its bytes are wrong
/// from one of them on. It is as long as it should be: only unpacking it tells.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BadGzip {
    /// So many compressed bytes are right, none if left out. An answer that has no more is all right.
    #[serde(default)]
    pub after: u64,
}

impl Kind for BadGzip {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.edits.push(Edit::BadGzip { after: self.after });
        true
    }
}
