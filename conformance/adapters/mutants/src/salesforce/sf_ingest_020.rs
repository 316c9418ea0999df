//! SF-INGEST-020: a first row that is not there.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure, Success};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-020",
    bug: "looks at the first row before it knows that there is one",
    client: || made(|parts| parts.salesforce = Arc::new(Assuming)),
};

struct Assuming;

impl Steps for Assuming {
    fn ingest(&self, run: &Run<'_>) -> Result<Success> {
        if run.parts.salesforce.open_rows(run)?.next().is_none() {
            return Err(Failure::new(Class::Other, "IndexError: list index out of range"));
        }
        salesforce::ingest(run)
    }
}
