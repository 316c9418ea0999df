//! SF-INGEST-016: a job that is deleted at work.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::http::{Method, Repeat, Request, fetch};
use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-016",
    bug: "deletes a job that takes too long",
    client: || made(|parts| parts.salesforce = Arc::new(Rash)),
};

struct Rash;

impl Steps for Rash {
    fn tidy_up(&self, run: &Run<'_>, job: &Job, failure: &Failure) {
        if failure.class != Class::Timeout {
            return salesforce::tidy_up(run, job, failure);
        }
        let run = run.tidy();
        let path = format!("{}/{}", salesforce::jobs_path(&run, job.job_type), job.id);
        let _ = fetch(&run, &Request::new(Method::Delete, path), Repeat::Never);
    }
}
