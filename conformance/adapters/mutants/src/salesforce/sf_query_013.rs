//! SF-QUERY-013: one version for jobs, another for results.

use std::sync::Arc;

use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-013",
    bug: "reads results in the version that it was built for",
    client: || made(|parts| parts.salesforce = Arc::new(Fixed)),
};

struct Fixed;

impl Steps for Fixed {
    fn results_path(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> String {
        let path = salesforce::results_path(run, job, locator);
        match path.split_once("/jobs/") {
            Some((_, behind)) => format!("/services/data/v62.0/jobs/{behind}"),
            None => path,
        }
    }
}
