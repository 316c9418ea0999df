//! SF-QUERY-010: nobody counts.

use std::sync::Arc;

use bulk_reference::run::Result;
use bulk_reference::salesforce::{Info, Page, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-010",
    bug: "does not count the rows of a query",
    client: || made(|parts| parts.salesforce = Arc::new(Uncounted)),
};

struct Uncounted;

impl Steps for Uncounted {
    fn check_page(&self, _page: &Page, _rows: u64) -> Result<()> {
        Ok(())
    }

    fn check_total(&self, _info: &Info, _rows: u64) -> Result<()> {
        Ok(())
    }
}
