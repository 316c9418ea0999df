//! SF-QUERY-003: an empty segment in the path of later pages.

use std::sync::Arc;

use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-003",
    bug: "puts a slash too many into the path of later pages",
    client: || made(|parts| parts.salesforce = Arc::new(Slashes)),
};

struct Slashes;

impl Steps for Slashes {
    fn results_path(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> String {
        let path = salesforce::results_path(run, job, locator);
        if locator.is_some() { path.replace("/query/", "/query//") } else { path }
    }
}
