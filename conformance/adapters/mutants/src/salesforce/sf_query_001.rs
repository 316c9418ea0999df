//! SF-QUERY-001: a page that was read is read again.

use std::sync::Arc;

use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Page, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-001",
    bug: "reads each page twice, to be sure",
    client: || made(|parts| parts.salesforce = Arc::new(Twice)),
};

struct Twice;

impl Steps for Twice {
    fn page(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> Result<Page> {
        salesforce::page(run, job, locator)?;
        salesforce::page(run, job, locator)
    }
}
