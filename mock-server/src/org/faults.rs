//! What was drawn for a job is given to the job, under the lock under which it was made.

use super::Org;
use crate::faults::JobFates;

impl Org {
    /// Gives the jobs that a request has just made their fates, and remembers the request's key.
    pub fn give_fates(&mut self, key: Option<u64>, fates: &JobFates) {
        if self.faults.is_empty() && fates.is_empty() {
            return;
        }
        for job in self.salesforce.world.jobs_just_made() {
            self.faults.made(&job, key);
            self.salesforce.world.give_fates(&job, fates);
        }
        for job in self.marketo.world.jobs_just_made() {
            self.faults.made(&job, key);
            self.marketo.world.give_fates(&job, fates);
        }
    }
}
