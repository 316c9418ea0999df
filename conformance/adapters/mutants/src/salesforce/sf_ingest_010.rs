//! SF-INGEST-010: failed rows that nobody hears of.

use std::sync::Arc;

use bulk_conformance::protocol::Success;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-010",
    bug: "reports success although rows have failed",
    client: || made(|parts| parts.salesforce = Arc::new(Cheerful)),
};

struct Cheerful;

impl Steps for Cheerful {
    fn ingest(&self, run: &Run<'_>) -> Result<Success> {
        Ok(Success { partial: false, ..salesforce::ingest(run)? })
    }
}
