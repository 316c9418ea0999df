//! MK-EXPORT-003: a failure without its reason.

use std::sync::Arc;

use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-003",
    bug: "does not read why an export failed",
    client: || made(|parts| parts.marketo = Arc::new(Taciturn)),
};

struct Taciturn;

impl Steps for Taciturn {
    fn look_at_extract(&self, run: &Run<'_>, id: &str) -> Result<Extract> {
        Ok(Extract { message: None, ..marketo::look_at_extract(run, id)? })
    }
}
