//! MK-RATE-005: a queued export that is a failure.

use std::sync::Arc;

use bulk_reference::http::{Method, Repeat, Request, fetch};
use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-RATE-005",
    bug: "fails when its export is in the queue already",
    client: || made(|parts| parts.marketo = Arc::new(Literal)),
};

struct Literal;

impl Steps for Literal {
    fn enqueue(&self, run: &Run<'_>, extract: &Extract) -> Result<()> {
        let path = marketo::export_path(run, Some(&extract.id), "enqueue");
        fetch(run, &Request::new(Method::Post, path), Repeat::Safe)?;
        Ok(())
    }
}
