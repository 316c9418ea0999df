//! SF-INGEST-022: a second upload after a lost answer.

use std::sync::Arc;

use bulk_reference::answers::Trouble;
use bulk_reference::http::{Repeat, fetch};
use bulk_reference::rows::Part;
use bulk_reference::run::Run;
use bulk_reference::salesforce::{Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-022",
    bug: "uploads to the same job again when the answer is lost",
    client: || made(|parts| parts.salesforce = Arc::new(Retrying)),
};

struct Retrying;

impl Steps for Retrying {
    fn upload(&self, run: &Run<'_>, job: &Job, part: &Part) -> Result<(), Trouble> {
        let request = run.parts.salesforce.put_request(run, job, part);
        fetch(run, &request, Repeat::Safe).map(drop)
    }
}
