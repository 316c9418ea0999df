//! CSV-W-004: a header that ends otherwise than its rows.

use std::sync::Arc;

use bulk_reference::csv::{CsvWriter, Format, LineEnding};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-004",
    bug: "ends the header with LF, whatever the rows end with",
    client: || made(|parts| parts.writer = Arc::new(OtherHeader)),
};

struct OtherHeader;

impl CsvWriter for OtherHeader {
    fn header(&self, out: &mut Vec<u8>, names: &[String], format: Format) {
        self.row(out, names, Format { ending: LineEnding::Lf, ..format });
    }
}
