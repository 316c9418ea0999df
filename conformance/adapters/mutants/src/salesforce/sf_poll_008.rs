//! SF-POLL-008: a job that is still open is over.

use std::sync::Arc;

use bulk_conformance::protocol::Class;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-POLL-008",
    bug: "takes a job that stays open for one that is over",
    client: || made(|parts| parts.salesforce = Arc::new(Shrugs)),
};

struct Shrugs;

impl Steps for Shrugs {
    fn wait(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        match salesforce::wait(run, job) {
            Err(failure) if failure.class == Class::Other => {
                let info = self.look(run, job)?;
                Ok(Info { state: "JobComplete".to_owned(), ..info })
            }
            ended => ended,
        }
    }
}
