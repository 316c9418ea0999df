//! CSV-W-011: quotes for commas only.

use std::sync::Arc;

use bulk_reference::csv::{CsvWriter, Format};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-011",
    bug: "quotes values with commas, whatever the delimiter",
    client: || made(|parts| parts.writer = Arc::new(CommasOnly)),
};

struct CommasOnly;

impl CsvWriter for CommasOnly {
    fn cell(&self, out: &mut Vec<u8>, text: &str, format: Format, alone: bool) {
        let format = Format { delimiter: b',', ..format };
        bulk_reference::csv::cell(out, text, format, alone);
    }
}
