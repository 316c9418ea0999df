//! CSV-W-016: long values that are cut.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-016",
    bug: "cuts values at 32 000 characters",
    client: || made(|parts| parts.writer = Arc::new(Cuts)),
};

struct Cuts;

impl CsvWriter for Cuts {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        let text = bulk_reference::csv::text_of(cell, nulls)?;
        Ok(text.chars().take(32_000).collect())
    }
}
