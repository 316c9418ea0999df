//! CSV-W-005: values that are trimmed.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-005",
    bug: "trims blanks and tabs off values",
    client: || made(|parts| parts.writer = Arc::new(Trims)),
};

struct Trims;

impl CsvWriter for Trims {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        let text = bulk_reference::csv::text_of(cell, nulls)?;
        Ok(text.trim_matches([' ', '\t']).to_owned())
    }
}
