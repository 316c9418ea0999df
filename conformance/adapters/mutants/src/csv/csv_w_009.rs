//! CSV-W-009: values that move under other names.

use std::sync::Arc;

use bulk_conformance::protocol::Cell;
use bulk_reference::rows::{Intake, Source, open};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-009",
    bug: "writes the values that a record has one after another, under the names of the first columns",
    client: || made(|parts| parts.intake = Arc::new(Shifts)),
};

struct Shifts;

impl Intake for Shifts {
    fn open(&self, run: &Run<'_>) -> Result<Box<dyn Source>> {
        Ok(Box::new(Shifted(open(run)?)))
    }
}

struct Shifted(Box<dyn Source>);

impl Source for Shifted {
    fn header(&self) -> &[String] {
        self.0.header()
    }

    fn next(&mut self) -> Option<Result<Vec<Cell>>> {
        let row = self.0.next()?;
        Some(row.map(|row| {
            let (missing, there): (Vec<_>, Vec<_>) =
                row.into_iter().partition(|cell| matches!(cell, Cell::Missing { .. }));
            there.into_iter().chain(missing).collect()
        }))
    }
}
