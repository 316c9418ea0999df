//! SF-INGEST-015: a job that stays open.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-015",
    bug: "leaves its job open when an upload fails",
    client: || made(|parts| parts.salesforce = Arc::new(Untidy)),
};

struct Untidy;

impl Steps for Untidy {
    fn tidy_up(&self, run: &Run<'_>, job: &Job, failure: &Failure) {
        if failure.class == Class::Cancelled {
            salesforce::tidy_up(run, job, failure);
        }
    }
}
