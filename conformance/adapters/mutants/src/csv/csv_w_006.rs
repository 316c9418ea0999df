//! CSV-W-006: letters that are composed.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-006",
    bug: "composes letters and their accents",
    client: || made(|parts| parts.writer = Arc::new(Composes)),
};

struct Composes;

impl CsvWriter for Composes {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        let text = bulk_reference::csv::text_of(cell, nulls)?;
        Ok(text.replace("e\u{301}", "\u{E9}").replace("A\u{30A}", "\u{C5}"))
    }
}
