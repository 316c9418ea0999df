//! MK-EXPORT-015: a status that lags, taken at its word.

use std::sync::Arc;

use bulk_reference::marketo::{self, ExtractPhase, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-015",
    bug: "takes an export that is still shown as `Created` for one that failed",
    client: || made(|parts| parts.marketo = Arc::new(Impatient)),
};

struct Impatient;

impl Steps for Impatient {
    fn extract_phase(&self, status: &str) -> ExtractPhase {
        match status {
            "Created" => ExtractPhase::Failed,
            other => marketo::extract_phase(other),
        }
    }
}
