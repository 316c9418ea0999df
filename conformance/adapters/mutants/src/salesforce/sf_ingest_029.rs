//! SF-INGEST-029: columns whose order changes from run to run.

use std::sync::Arc;

use bulk_reference::rows::{Intake, Source, open, project};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-029",
    bug: "writes columns in another order each time, as hash tables give them",
    client: || made(|parts| parts.intake = Arc::new(Unordered)),
};

struct Unordered;

impl Intake for Unordered {
    fn open(&self, run: &Run<'_>) -> Result<Box<dyn Source>> {
        let rows = open(run)?;
        let width = rows.header().len().max(1);
        // The same for all of a case, which is opened more than once, and other in the next.
        let turn: usize = run.case.id.bytes().map(usize::from).sum();
        let columns = (0..rows.header().len()).map(|at| (at + turn) % width).collect();
        Ok(project(rows, columns))
    }
}
