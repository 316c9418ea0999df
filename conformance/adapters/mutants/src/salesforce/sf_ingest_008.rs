//! SF-INGEST-008: a failure without its reason.

use std::sync::Arc;

use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, JobType, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-008",
    bug: "says that a job failed, and not why",
    client: || made(|parts| parts.salesforce = Arc::new(Silent)),
};

struct Silent;

impl Steps for Silent {
    fn wait(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        let info = salesforce::wait(run, job)?;
        match job.job_type {
            JobType::Ingest => Ok(Info { message: None, ..info }),
            JobType::Query => Ok(info),
        }
    }
}
