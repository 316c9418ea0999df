//! An upload that the server reads slowly, so that its client cannot go on writing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::check::Wrong;
use crate::faults::felt::Felt;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// The server reads some bytes of the upload, pauses, and reads on. A body that tells which job it
/// makes (an import in one call) is read first: its pauses come before its answer instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlowRead {
    /// Bytes between two pauses; 65536 if left out.
    #[serde(default = "some_bytes")]
    #[schemars(range(min = 1))]
    pub bytes: u64,
    /// A pause; one second if left out.
    #[serde(default = "a_second")]
    pub pause: Felt,
}

fn some_bytes() -> u64 {
    64 << 10
}

fn a_second() -> Felt {
    Felt::from_millis(1000)
}

impl Kind for SlowRead {
    fn scope(&self) -> Scope {
        Scope::TakesRows
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.slow_read.replace(*self).is_none()
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        if self.bytes == 0 {
            let problem = "no byte would ever be read";
            return Err(Wrong::at("slow_read.bytes", problem, "write 1 or more"));
        }
        self.pause.check("slow_read.pause")
    }
}
