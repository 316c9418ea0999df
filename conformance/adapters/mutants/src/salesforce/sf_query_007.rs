//! SF-QUERY-007: a query that finds nothing.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::run::Result;
use bulk_reference::salesforce::{self, Info, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-007",
    bug: "raises an error where a query finds nothing",
    client: || made(|parts| parts.salesforce = Arc::new(Wants)),
};

struct Wants;

impl Steps for Wants {
    fn check_total(&self, info: &Info, rows: u64) -> Result<()> {
        if rows == 0 {
            return Err(Failure::new(Class::Data, "the result is empty"));
        }
        salesforce::check_total(info, rows)
    }
}
