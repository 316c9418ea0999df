//! MK-IMPORT-013: a file that is sent twice.

use std::sync::Arc;

use bulk_reference::http::{Repeat, fetch};
use bulk_reference::marketo::{Batch, Steps};
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-013",
    bug: "sends its file again when the answer is lost",
    client: || made(|parts| parts.marketo = Arc::new(Blind)),
};

struct Blind;

impl Steps for Blind {
    fn post(&self, run: &Run<'_>, part: &Part) -> Result<Batch> {
        let request = run.parts.marketo.post_request(run, part)?;
        Batch::of(fetch(run, &request, Repeat::Safe)?)
    }
}
