//! SF-INGEST-003: a second upload while the first is under way.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::answers::Trouble;
use bulk_reference::clock;
use bulk_reference::rows::Part;
use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-003",
    bug: "uploads again when the answer takes its time",
    client: || made(|parts| parts.salesforce = Arc::new(Impatient)),
};

struct Impatient;

impl Steps for Impatient {
    fn upload(&self, run: &Run<'_>, job: &Job, part: &Part) -> Result<(), Trouble> {
        let began = clock::now();
        salesforce::upload(run, job, part)?;
        match began.elapsed() > PATIENCE {
            true => salesforce::upload(run, job, part),
            false => Ok(()),
        }
    }
}

const PATIENCE: Duration = Duration::from_millis(400);
