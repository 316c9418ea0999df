//! Jobs take the fates that were drawn for them, and what is known of a job whose faults are drawn.

use super::super::operation::Kind;
use super::super::world::World;
use crate::faults::{JobFacts, JobFates};

impl World {
    /// Says what is to become of the jobs that the call under way makes; nothing, once it is over.
    pub fn expect_jobs(&mut self, fates: &JobFates) {
        self.fates_of_new.clone_from(fates);
    }

    /// What is known of an import or extract whose faults are drawn, by its id in the path.
    pub fn job_facts(&self, import: &str, export: &str) -> Option<JobFacts> {
        if !import.is_empty() {
            return self.import_facts(import.parse().ok()?);
        }
        self.export_facts(self.export_guids().number(export)?)
    }
}

/// What rules call the records of a kind; `object` is the custom object.
pub fn object_word(kind: Kind, object: &str) -> String {
    match kind {
        Kind::Leads => "leads".into(),
        Kind::Activities => "activities".into(),
        Kind::Objects => object.to_owned(),
        Kind::Members => "program_members".into(),
    }
}
