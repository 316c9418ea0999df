//! CSV-W-007: a null that is an empty text.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-007",
    bug: "sends an empty cell for a null",
    client: || made(|parts| parts.writer = Arc::new(NoNulls)),
};

struct NoNulls;

impl CsvWriter for NoNulls {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        match cell {
            Cell::Null => Ok(String::new()),
            cell => bulk_reference::csv::text_of(cell, nulls),
        }
    }
}
