//! SF-POLL-007: a time-out like any other error.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-POLL-007",
    bug: "does not say that it was a time-out",
    client: || made(|parts| parts.salesforce = Arc::new(Vague)),
};

struct Vague;

impl Steps for Vague {
    fn wait(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        salesforce::wait(run, job).map_err(|failure| match failure.class {
            Class::Timeout => Failure { class: Class::Other, ..failure },
            _ => failure,
        })
    }
}
