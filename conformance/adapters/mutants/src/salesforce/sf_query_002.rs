//! SF-QUERY-002: the header of later pages is a row.

use std::fs;
use std::sync::Arc;

use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Page, Steps};

use crate::Mutant;
use crate::made::{made, on_disk};

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
            let text = on_disk(fs::read_to_string(&page.path))?;
            let header = text.lines().next().unwrap_or_default();
            on_disk(fs::write(&page.path, format!("{header}\n{text}")))?;
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
