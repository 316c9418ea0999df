//! CSV-W-012: integers that go through a float.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure, Typed};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-012",
    bug: "reads integers as floating point numbers",
    client: || made(|parts| parts.writer = Arc::new(Floats)),
};

struct Floats;

impl CsvWriter for Floats {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        match cell {
            Cell::Typed(Typed::Int(digits)) => {
                let float: f64 = digits.parse().unwrap_or_default();
                Ok(format!("{float:.0}"))
            }
            cell => bulk_reference::csv::text_of(cell, nulls),
        }
    }
}
