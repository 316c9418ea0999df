//! CSV-W-019: a last row that is lost.

use std::io::Read;
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::csv::{CsvReader, Record, read};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-019",
    bug: "reads a file up to its last line end",
    client: || made(|parts| parts.reader = Arc::new(ToTheLastLineEnd)),
};

struct ToTheLastLineEnd;

impl CsvReader for ToTheLastLineEnd {
    fn read(
        &self,
        from: &mut dyn Read,
        delimiter: u8,
        each: &mut dyn FnMut(Record) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        let wrong = |error: std::io::Error| Failure::new(Class::Data, error.to_string());
        from.read_to_end(&mut bytes).map_err(wrong)?;
        let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        read(&mut &bytes[..end], delimiter, each)
    }
}
