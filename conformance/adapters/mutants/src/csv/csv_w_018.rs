//! CSV-W-018: values that are made harmless for spreadsheets.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-018",
    bug: "puts an apostrophe before what a spreadsheet would compute",
    client: || made(|parts| parts.writer = Arc::new(Apostrophes)),
};

struct Apostrophes;

impl CsvWriter for Apostrophes {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        let text = bulk_reference::csv::text_of(cell, nulls)?;
        let computed = text.starts_with(['=', '+', '-', '@']);
        Ok(if computed { format!("'{text}") } else { text })
    }
}
