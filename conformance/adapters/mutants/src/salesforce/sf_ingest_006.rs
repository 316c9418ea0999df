//! SF-INGEST-006: another spelling.

use std::sync::Arc;

use bulk_reference::http::{Method, Repeat, Request, fetch};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Steps};
use serde_json::json;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-006",
    bug: "writes `uploadComplete`, and the right word only when that is refused",
    client: || made(|parts| parts.salesforce = Arc::new(Casual)),
};

struct Casual;

impl Steps for Casual {
    fn close(&self, run: &Run<'_>, job: &Job) -> Result<()> {
        let path = format!("{}/{}", salesforce::jobs_path(run, job.job_type), job.id);
        let request = Request::new(Method::Patch, path).json(&json!({ "state": "uploadComplete" }));
        match fetch(run, &request, Repeat::IfNotDone) {
            Ok(_) => Ok(()),
            Err(_) => salesforce::close(run, job),
        }
    }
}
