//! SF-QUERY-002: the header of later pages is a row.

use std::fs;
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Page, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-002",
    bug: "joins pages with their headers",
    client: || made(|parts| parts.salesforce = Arc::new(Joins)),
};

struct Joins;

impl Steps for Joins {
    fn page(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> Result<Page> {
        let page = salesforce::page(run, job, locator)?;
        if locator.is_some() {
            let text = fs::read_to_string(&page.path).map_err(disk)?;
            let header = text.lines().next().unwrap_or_default();
            fs::write(&page.path, format!("{header}\n{text}")).map_err(disk)?;
        }
        Ok(page)
    }

    fn check_page(&self, _page: &Page, _rows: u64) -> Result<()> {
        Ok(())
    }

    fn check_total(&self, _info: &Info, _rows: u64) -> Result<()> {
        Ok(())
    }
}

fn disk(error: std::io::Error) -> Failure {
    Failure::new(Class::Other, error.to_string())
}
