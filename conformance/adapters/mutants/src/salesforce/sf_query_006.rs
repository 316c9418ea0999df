//! SF-QUERY-006: a page that does not count its rows.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::run::Result;
use bulk_reference::salesforce::{self, Page, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-006",
    bug: "takes a page without a count for a broken one",
    client: || made(|parts| parts.salesforce = Arc::new(Counts)),
};

struct Counts;

impl Steps for Counts {
    fn check_page(&self, page: &Page, rows: u64) -> Result<()> {
        if page.declared.is_none() {
            return Err(Failure::new(Class::Data, "KeyError: 'Sforce-NumberOfRecords'"));
        }
        salesforce::check_page(page, rows)
    }
}
