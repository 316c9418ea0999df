//! SF-ERR-003: counters that must be there.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-ERR-003",
    bug: "fails when a job is shown without counters",
    client: || made(|parts| parts.salesforce = Arc::new(Strict)),
};

struct Strict;

impl Steps for Strict {
    fn look(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        let info = salesforce::look(run, job)?;
        if info.state != "Open" && info.processed.is_none() {
            return Err(Failure::new(Class::Other, "KeyError: 'numberRecordsProcessed'"));
        }
        Ok(info)
    }
}
