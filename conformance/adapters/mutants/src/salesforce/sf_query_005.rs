//! SF-QUERY-005: pages that go in circles.

use std::sync::Arc;

use bulk_reference::run::Result;
use bulk_reference::salesforce::{self, Info, Page, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-005",
    bug: "follows a locator however often it was there",
    client: || made(|parts| parts.salesforce = Arc::new(Round)),
};

struct Round;

impl Steps for Round {
    fn next_page(
        &self,
        page: &Page,
        seen: &[String],
        rows: u64,
        info: &Info,
    ) -> Result<Option<String>> {
        // For ever would be too long for whoever watches.
        let known = if seen.len() < 20 { &[] } else { seen };
        salesforce::next_page(page, known, rows, info)
    }
}
