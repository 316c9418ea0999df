//! What was drawn for a job is given to the job, under the lock under which it is made.

use super::Org;
use crate::faults::JobFates;

impl Org {
    /// Says what is to become of the jobs that a request is about to make.
    pub fn expect_jobs(&mut self, fates: &JobFates) {
        if !fates.is_empty() {
            self.salesforce.world.expect_jobs(fates);
            self.marketo.world.expect_jobs(fates);
        }
    }

    /// Gives the jobs that a request has just made their fates, and remembers the request's key.
    pub fn give_fates(&mut self, key: Option<u64>, fates: &JobFates) {
        if self.faults.is_empty() && fates.is_empty() {
            return;
        }
        let made = self.salesforce.world.jobs_just_made().into_iter();
        for job in made.chain(self.marketo.world.jobs_just_made()) {
            self.faults.made(&job, key);
        }
        if !fates.is_empty() {
            self.salesforce.world.expect_jobs(&JobFates::default());
            self.marketo.world.expect_jobs(&JobFates::default());
        }
    }
}
