//! CSV-W-002: quotes that are escaped as in other languages.

use std::sync::Arc;

use bulk_reference::csv::{CsvWriter, Format};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-002",
    bug: "writes a quote in a value as backslash and quote",
    client: || made(|parts| parts.writer = Arc::new(Backslashes)),
};

struct Backslashes;

impl CsvWriter for Backslashes {
    fn cell(&self, out: &mut Vec<u8>, text: &str, format: Format, alone: bool) {
        if !text.contains('"') {
            return bulk_reference::csv::cell(out, text, format, alone);
        }
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\\\"").as_bytes());
        out.push(b'"');
    }
}
