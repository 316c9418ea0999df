//! SF-QUERY-004: without a locator the first page comes again.

use std::sync::Arc;

use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Page, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-004",
    bug: "reads the first page again where the locator is missing",
    client: || made(|parts| parts.salesforce = Arc::new(FromTheStart)),
};

struct FromTheStart;

impl Steps for FromTheStart {
    fn next_page(
        &self,
        page: &Page,
        seen: &[String],
        rows: u64,
        info: &Info,
    ) -> Result<Option<String>> {
        match &page.locator {
            // For ever would be too long for whoever watches.
            None if seen.len() < 20 => Ok(Some(String::new())),
            _ => salesforce::next_page(page, seen, rows, info),
        }
    }

    fn results_path(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> String {
        salesforce::results_path(run, job, locator.filter(|text| !text.is_empty()))
    }
}
