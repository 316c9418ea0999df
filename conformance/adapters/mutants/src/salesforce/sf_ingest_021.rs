//! SF-INGEST-021: a load that begins again.

use std::sync::Arc;

use bulk_conformance::protocol::Failure;
use bulk_reference::http::{Method, Repeat, Request, fetch};
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Plan, Steps, Tally};
use serde_json::json;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-021",
    bug: "loads all rows again when the answer to the close is lost",
    client: || made(|parts| parts.salesforce = Arc::new(Twice)),
};

struct Twice;

impl Steps for Twice {
    fn close(&self, run: &Run<'_>, job: &Job) -> Result<()> {
        let path = format!("{}/{}", salesforce::jobs_path(run, job.job_type), job.id);
        let request = Request::new(Method::Patch, path).json(&json!({ "state": "UploadComplete" }));
        fetch(run, &request, Repeat::IfNotDone).map(drop).map_err(|trouble| {
            let lost = trouble.maybe_done();
            let failure = Failure::from(trouble);
            if lost { Failure { code: Some(LOST.to_owned()), ..failure } } else { failure }
        })
    }

    fn load_part(&self, run: &Run<'_>, plan: &Plan, part: &Part, tally: &mut Tally) -> Result<()> {
        match salesforce::load_part(run, plan, part, tally) {
            Err(failure) if failure.code.as_deref() == Some(LOST) => {
                salesforce::load_part(run, plan, part, tally)
            }
            ended => ended,
        }
    }
}

const LOST: &str = "LOST";
