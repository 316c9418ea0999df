//! SF-INGEST-025: whole records for a delete.

use std::sync::Arc;

use bulk_reference::rows::Source;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::Steps;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-025",
    bug: "sends all columns of the rows that it deletes",
    client: || made(|parts| parts.salesforce = Arc::new(Generous)),
};

struct Generous;

impl Steps for Generous {
    fn open_rows(&self, run: &Run<'_>) -> Result<Box<dyn Source>> {
        run.parts.intake.open(run)
    }
}
