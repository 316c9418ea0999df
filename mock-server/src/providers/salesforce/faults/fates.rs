//! Jobs are given the fates that were drawn for them, and what is next due of them follows.

use super::super::world::World;
use crate::faults::{JobFacts, JobFates};

impl World {
    /// Gives a job that was just made what was drawn for it.
    pub fn give_fates(&mut self, id: &str, fates: &JobFates) {
        let Some(number) = self.job_number(id).filter(|_| !fates.is_empty()) else { return };
        if let Some(job) = self.query_jobs.get_mut(&number) {
            job.fates = fates.clone();
            let modified = job.modified;
            self.change_query(number, modified, |_, _| ());
        } else if let Some(modified) = self.job(id).map(|job| job.modified) {
            self.change_job(number, modified, |job, _| job.fates = fates.clone());
        }
    }

    /// What is known of a job whose faults are drawn.
    pub fn job_facts(&self, id: &str) -> Option<JobFacts> {
        if let Some(job) = self.job(id) {
            let object = job.spec.object.name.clone();
            let id = self.job_id(job.number).to_string();
            return Some(JobFacts { id, state: job.state.name(), object });
        }
        let number = self.job_number(id)?;
        let job = self.query_jobs.get(&number)?;
        let object = job.spec.query.object.name.clone();
        Some(JobFacts { id: self.job_id(number).to_string(), state: job.state.name(), object })
    }
}
