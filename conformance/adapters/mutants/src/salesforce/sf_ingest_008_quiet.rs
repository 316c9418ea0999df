//! SF-INGEST-008: a failure that is none.

use std::sync::Arc;

use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, JobType, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-008",
    bug: "takes a job that failed for one that is complete",
    client: || made(|parts| parts.salesforce = Arc::new(Quiet)),
};

struct Quiet;

impl Steps for Quiet {
    fn wait(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        let info = salesforce::wait(run, job)?;
        if job.job_type == JobType::Query || info.state != "Failed" {
            return Ok(info);
        }
        let state = "JobComplete".to_owned();
        Ok(Info { state, processed: None, failed: None, ..info })
    }
}
