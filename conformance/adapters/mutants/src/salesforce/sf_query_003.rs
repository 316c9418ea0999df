//! SF-QUERY-003: a locator that is changed on its way back.

use std::sync::Arc;

use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-003",
    bug: "takes the `=` off the end of locators",
    client: || made(|parts| parts.salesforce = Arc::new(Trims)),
};

struct Trims;

impl Steps for Trims {
    fn results_path(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> String {
        salesforce::results_path(run, job, locator.map(|text| text.trim_end_matches('=')))
    }
}
