//! Jobs take the fates that were drawn for them, and what is known of a job whose faults are drawn.

use super::super::world::World;
use crate::faults::{JobFacts, JobFates};

impl World {
    /// Says what is to become of the jobs that the call under way makes; nothing, once it is over.
    pub fn expect_jobs(&mut self, fates: &JobFates) {
        self.fates_of_new.clone_from(fates);
    }

    /// The id of 18 characters of a job that there may be no more.
    pub fn job_id_in_full(&self, id: &str) -> Option<String> {
        let number = self.number_in_job_id(id)?;
        Some(self.job_id(number).to_string())
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
