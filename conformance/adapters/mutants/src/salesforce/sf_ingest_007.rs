//! SF-INGEST-007: a body that is not there.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure, Success};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-007",
    bug: "reads JSON from the answer to a delete",
    client: || made(|parts| parts.salesforce = Arc::new(Curious)),
};

struct Curious;

impl Steps for Curious {
    fn delete_job(&self, run: &Run<'_>) -> Result<Success> {
        salesforce::delete_job(run)?;
        Err(Failure::new(Class::Other, "JSONDecodeError: Expecting value: line 1 column 1"))
    }
}
