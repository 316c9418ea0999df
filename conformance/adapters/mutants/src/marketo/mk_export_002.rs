//! MK-EXPORT-002: a cancelled export that is a success.

use std::sync::Arc;

use bulk_conformance::protocol::Class;
use bulk_reference::marketo::{self, Extract, Range, Steps};
use bulk_reference::rows::Sink;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-002",
    bug: "takes a cancelled export for one without rows",
    client: || made(|parts| parts.marketo = Arc::new(Easygoing)),
};

struct Easygoing;

impl Steps for Easygoing {
    fn export_range(&self, run: &Run<'_>, range: &Range, sink: &mut Sink) -> Result<Extract> {
        match marketo::export_range(run, range, sink) {
            Err(failure) if failure.class == Class::JobAborted => Ok(Extract::default()),
            ended => ended,
        }
    }
}
