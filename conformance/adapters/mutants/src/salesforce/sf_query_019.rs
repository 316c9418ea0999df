//! SF-QUERY-019: a job that nobody waits for is deleted.

use std::sync::Arc;

use bulk_conformance::protocol::Failure;
use bulk_reference::http::{Method, Repeat, Request, fetch};
use bulk_reference::run::Run;
use bulk_reference::salesforce::{Job, JobType, Steps, jobs_path, tidy_up};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-019",
    bug: "deletes a query that it stopped waiting for",
    client: || made(|parts| parts.salesforce = Arc::new(Deletes)),
};

struct Deletes;

impl Steps for Deletes {
    fn tidy_up(&self, run: &Run<'_>, job: &Job, failure: &Failure) {
        if job.job_type == JobType::Ingest {
            return tidy_up(run, job, failure);
        }
        let path = format!("{}/{}", jobs_path(run, job.job_type), job.id);
        let _ = fetch(&run.tidy(), &Request::new(Method::Delete, path), Repeat::Never);
    }
}
