//! SF-INGEST-030: a caller who is not heard.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-030",
    bug: "leaves its job at work when the caller cancels",
    client: || made(|parts| parts.salesforce = Arc::new(Deaf)),
};

struct Deaf;

impl Steps for Deaf {
    fn tidy_up(&self, run: &Run<'_>, job: &Job, failure: &Failure) {
        if failure.class != Class::Cancelled {
            salesforce::tidy_up(run, job, failure);
        }
    }
}
