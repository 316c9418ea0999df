//! SF-QUERY-001: nothing is read behind the first page.

use std::sync::Arc;

use bulk_reference::run::Result;
use bulk_reference::salesforce::{Info, Page, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-001",
    bug: "reads the first page only",
    client: || made(|parts| parts.salesforce = Arc::new(FirstOnly)),
};

struct FirstOnly;

impl Steps for FirstOnly {
    fn next_page(&self, _: &Page, _: &[String], _: u64, _: &Info) -> Result<Option<String>> {
        Ok(None)
    }

    fn check_total(&self, _info: &Info, _rows: u64) -> Result<()> {
        Ok(())
    }
}
