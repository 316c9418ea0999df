//! CSV-W-008: a word for nothing.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-008",
    bug: "sends `undefined` for a key that a record has not",
    client: || made(|parts| parts.writer = Arc::new(Undefined)),
};

struct Undefined;

impl CsvWriter for Undefined {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        match cell {
            Cell::Missing { .. } => Ok("undefined".to_owned()),
            cell => bulk_reference::csv::text_of(cell, nulls),
        }
    }
}
