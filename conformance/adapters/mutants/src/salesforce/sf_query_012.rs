//! SF-QUERY-012: a query that failed has no rows.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Success};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-012",
    bug: "takes a query that failed for one without rows",
    client: || made(|parts| parts.salesforce = Arc::new(NoRows)),
};

struct NoRows;

impl Steps for NoRows {
    fn query(&self, run: &Run<'_>) -> Result<Success> {
        match salesforce::query(run) {
            Err(failure) if matches!(failure.class, Class::JobFailed | Class::JobAborted) => {
                Ok(Success { rows: failure.rows, ..Success::default() })
            }
            ended => ended,
        }
    }
}
