//! MK-EXPORT-018: all that was created goes into the queue.

use std::sync::Arc;

use bulk_reference::http::{Repeat, Request, body_of, fetch};
use bulk_reference::marketo::{self, Extract, Range, Steps};
use bulk_reference::run::{Result, Run};
use serde_json::Value;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-018",
    bug: "puts every export into the queue that it finds created",
    client: || made(|parts| parts.marketo = Arc::new(Zealous)),
};

struct Zealous;

impl Steps for Zealous {
    fn create(&self, run: &Run<'_>, range: &Range) -> Result<Extract> {
        let extract = marketo::create(run, range)?;
        let all = Request::get("/bulk/v1/leads/export.json?status=created");
        let mut answer = fetch(run, &all, Repeat::Safe)?;
        let said: Value =
            serde_json::from_slice(&body_of(&mut answer).unwrap_or_default()).unwrap_or_default();
        for found in said["result"].as_array().into_iter().flatten() {
            let id = found["exportId"].as_str().unwrap_or_default().to_owned();
            if id != extract.id {
                run.parts.marketo.enqueue(run, &Extract { id, ..Extract::default() })?;
            }
        }
        Ok(extract)
    }
}
