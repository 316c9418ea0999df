//! SF-QUERY-014: text without a charset is Latin-1.

use std::fs;
use std::sync::Arc;

use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Page, Steps};

use crate::Mutant;
use crate::made::{made, on_disk};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-014",
    bug: "reads text without a charset as ISO-8859-1",
    client: || made(|parts| parts.salesforce = Arc::new(Latin)),
};

struct Latin;

impl Steps for Latin {
    fn page(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> Result<Page> {
        let page = salesforce::page(run, job, locator)?;
        let text: String = on_disk(fs::read(&page.path))?.into_iter().map(char::from).collect();
        on_disk(fs::write(&page.path, text))?;
        Ok(page)
    }
}
