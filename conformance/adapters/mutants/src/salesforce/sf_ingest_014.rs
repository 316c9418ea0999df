//! SF-INGEST-014: results before there are any.

use std::sync::Arc;

use bulk_reference::rows::Kind;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, JobType, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-014",
    bug: "asks for results as soon as the job is closed",
    client: || made(|parts| parts.salesforce = Arc::new(Eager)),
};

struct Eager;

impl Steps for Eager {
    fn wait(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        if job.job_type == JobType::Ingest {
            // What comes of it is not looked at.
            let _ = salesforce::result_file(run, job, Kind::Success);
        }
        salesforce::wait(run, job)
    }
}
