//! CSV-W-013: control characters that vanish.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-013",
    bug: "drops control characters in silence",
    client: || made(|parts| parts.writer = Arc::new(Strips)),
};

struct Strips;

impl CsvWriter for Strips {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        let mut text = bulk_reference::csv::text_of(cell, nulls)?;
        text.retain(|char| !char.is_ascii_control() || matches!(char, '\t' | '\r' | '\n'));
        Ok(text)
    }
}
