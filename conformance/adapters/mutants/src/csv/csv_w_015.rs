//! CSV-W-015: rows that are made to fit.

use std::io::Read;
use std::sync::Arc;

use bulk_conformance::protocol::Failure;
use bulk_reference::csv::{CsvReader, Field, Record, read};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-015",
    bug: "cuts rows that are longer than the header, and fills up shorter ones",
    client: || made(|parts| parts.reader = Arc::new(Fits)),
};

struct Fits;

impl CsvReader for Fits {
    fn read(
        &self,
        from: &mut dyn Read,
        delimiter: u8,
        each: &mut dyn FnMut(Record) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut width = None;
        read(from, delimiter, &mut |mut record| {
            let width = *width.get_or_insert(record.len());
            record.resize(width, Field::default());
            each(record)
        })
    }
}
