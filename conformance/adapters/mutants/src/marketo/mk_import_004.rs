//! MK-IMPORT-004: a failed import that is a success.

use std::sync::Arc;

use bulk_reference::marketo::{self, BatchPhase, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-004",
    bug: "takes an import that failed for one that is complete",
    client: || made(|parts| parts.marketo = Arc::new(Easygoing)),
};

struct Easygoing;

impl Steps for Easygoing {
    fn batch_phase(&self, status: &str) -> BatchPhase {
        match status {
            "Failed" => BatchPhase::Done,
            other => marketo::batch_phase(other),
        }
    }
}
