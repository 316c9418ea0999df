//! MK-IMPORT-005: failures that nobody fetches.

use std::path::PathBuf;
use std::sync::Arc;

use bulk_reference::marketo::{self, Steps};
use bulk_reference::rows::Kind;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-005",
    bug: "does not fetch the rows that failed",
    client: || made(|parts| parts.marketo = Arc::new(Incurious)),
};

struct Incurious;

impl Steps for Incurious {
    fn report(&self, run: &Run<'_>, id: &str, kind: Kind) -> Result<Option<PathBuf>> {
        match kind {
            Kind::Failed => Ok(None),
            other => marketo::report(run, id, other),
        }
    }
}
