//! SF-LIMIT-002: far more calls than a job needs.

use std::sync::Arc;

use bulk_reference::http::{Repeat, Request, fetch};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Steps, jobs_path};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-LIMIT-002",
    bug: "reads the list of all jobs again and again while it waits",
    client: || made(|parts| parts.salesforce = Arc::new(Curious)),
};

struct Curious;

impl Steps for Curious {
    fn look(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        for _ in 0..60 {
            let list = Request::get(jobs_path(run, job.job_type));
            fetch(run, &list, Repeat::Safe)?;
        }
        salesforce::look(run, job)
    }
}
