//! SF-INGEST-018: characters that are taken for bytes.

use std::sync::Arc;

use bulk_reference::rows::Intake;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-018",
    bug: "measures uploads in characters",
    client: || made(|parts| parts.intake = Arc::new(Characters)),
};

struct Characters;

impl Intake for Characters {
    fn measure(&self, written: &[u8]) -> u64 {
        String::from_utf8_lossy(written).chars().count() as u64
    }
}
