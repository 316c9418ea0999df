//! SF-INGEST-026: everything once more.

use std::path::PathBuf;
use std::sync::Arc;

use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{Plan, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-026",
    bug: "sends all rows again when some have failed",
    client: || made(|parts| parts.salesforce = Arc::new(Thorough)),
};

struct Thorough;

impl Steps for Thorough {
    fn failed_rows(
        &self,
        _run: &Run<'_>,
        _plan: &Plan,
        parts: &[Part],
        _files: &[PathBuf],
    ) -> Result<Vec<Part>> {
        Ok(parts.to_vec())
    }
}
