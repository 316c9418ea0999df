//! Jobs are given the fates that were drawn for them, and what is next due of them follows.

use super::super::world::World;
use crate::faults::{JobFacts, JobFates};

impl World {
    /// Gives a job that was just made what was drawn for it.
    pub fn give_fates(&mut self, id: &str, fates: &JobFates) {
        let _ = (id, fates);
    }

    /// What is known of an import or extract whose faults are drawn.
    pub fn job_facts(&self, import: &str, export: &str) -> Option<JobFacts> {
        let _ = (import, export);
        None
    }
}
