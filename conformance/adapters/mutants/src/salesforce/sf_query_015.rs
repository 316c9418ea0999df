//! SF-QUERY-015: any delimiter parts cells that have no quotes.

use std::io::Read;
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::csv::{CsvReader, DELIMITERS, Field, Record, read};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-015",
    bug: "parts cells without quotes at every delimiter there is",
    client: || made(|parts| parts.reader = Arc::new(Guesses)),
};

struct Guesses;

impl CsvReader for Guesses {
    fn read(
        &self,
        from: &mut dyn Read,
        delimiter: u8,
        each: &mut dyn FnMut(Record) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let wrong = |error: std::io::Error| Failure::new(Class::Data, error.to_string());
        let mut text = Vec::new();
        from.read_to_end(&mut text).map_err(wrong)?;
        let is_delimiter = |byte: &u8| DELIMITERS.iter().any(|(_, known)| known == byte);
        let lines = text.split(|byte| *byte == b'\n');
        // Where the rows have quotes they are read well.
        if lines.clone().nth(1).is_none_or(|row| row.is_empty() || row.ends_with(b"\"")) {
            return read(&mut text.as_slice(), delimiter, each);
        }
        let field = |bytes: &[u8]| Field { bytes: bytes.to_vec(), quoted: false };
        let rows = lines.filter(|line| !line.is_empty());
        rows.map(|line| line.split(is_delimiter).map(field).collect()).try_for_each(each)
    }
}
