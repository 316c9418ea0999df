//! CSV-W-010: an empty value that is a blank line.

use std::sync::Arc;

use bulk_reference::csv::{CsvWriter, Format};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-010",
    bug: "writes a row of one empty cell as a blank line",
    client: || made(|parts| parts.writer = Arc::new(BlankLines)),
};

struct BlankLines;

impl CsvWriter for BlankLines {
    fn cell(&self, out: &mut Vec<u8>, text: &str, format: Format, _alone: bool) {
        bulk_reference::csv::cell(out, text, format, false);
    }
}
