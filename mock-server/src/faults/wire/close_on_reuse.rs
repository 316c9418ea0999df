//! A connection that is promised to be kept, and closed when it is used again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Delivery, End};
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;

/// The answer comes whole, on a connection that seems to be kept; when the head of the next request
/// has come, the connection is closed. That request is not processed: it is safe to send it again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseOnReuse {
    /// How the connection ends; in order if left out.
    #[serde(default)]
    pub end: End,
}

impl Kind for CloseOnReuse {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.deliver(Delivery::CloseOnReuse { end: self.end })
    }
}
