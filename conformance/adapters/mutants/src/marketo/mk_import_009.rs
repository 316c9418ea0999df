//! MK-IMPORT-009: a list without rows that is taken for failures.

use std::sync::Arc;

use bulk_conformance::protocol::Success;
use bulk_reference::marketo::{self, Steps};
use bulk_reference::rows::Kind;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-009",
    bug: "takes a list of failures without rows for failures",
    client: || made(|parts| parts.marketo = Arc::new(Wary)),
};

struct Wary;

impl Steps for Wary {
    fn import(&self, run: &Run<'_>) -> Result<Success> {
        let mut success = marketo::import(run)?;
        for batch in &success.jobs {
            success.partial |= run.parts.marketo.report(run, &batch.id, Kind::Failed)?.is_some();
        }
        Ok(success)
    }
}
