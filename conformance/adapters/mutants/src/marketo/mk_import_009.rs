//! MK-IMPORT-009: a list that must be there.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::marketo::{self, Batch, Steps};
use bulk_reference::rows::{Kind, Part, Sink};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-009",
    bug: "asks for lists that its batch has not, and fails when there is none",
    client: || made(|parts| parts.marketo = Arc::new(Thorough)),
};

struct Thorough;

impl Steps for Thorough {
    fn reports(
        &self,
        run: &Run<'_>,
        part: &Part,
        batch: &Batch,
        sinks: &mut [Sink; 2],
    ) -> Result<()> {
        let found = run.parts.marketo.report(run, &batch.id, Kind::Failed)?;
        found.ok_or_else(|| Failure::new(Class::Rejected, "there is no list of failures"))?;
        marketo::reports(run, part, batch, sinks)
    }
}
