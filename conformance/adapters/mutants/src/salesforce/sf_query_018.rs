//! SF-QUERY-018: a page that did not come.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::Parts;
use bulk_reference::policy::{Attempt, Policy};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Page, Steps};

use crate::Mutant;
use crate::made::{made, under};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-018",
    bug: "gives up when the connection of a page is torn down",
    client: || made(|parts| parts.salesforce = Arc::new(Once)),
};

struct Once;

impl Steps for Once {
    fn page(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> Result<Page> {
        let parts = Parts { policy: Arc::new(NoRetries), ..run.parts.clone() };
        salesforce::page(&under(run, &parts), job, locator)
    }
}

struct NoRetries;

impl Policy for NoRetries {
    fn retry(&self, _run: &Run<'_>, _attempt: &Attempt<'_>) -> Option<Duration> {
        None
    }
}
