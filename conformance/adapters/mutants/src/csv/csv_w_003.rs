//! CSV-W-003: line ends that are made alike.

use std::sync::Arc;

use bulk_conformance::protocol::{Cell, Failure};
use bulk_reference::csv::{CsvWriter, Nulls};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-003",
    bug: "turns CR LF inside of a value into LF",
    client: || made(|parts| parts.writer = Arc::new(OneLineEnd)),
};

struct OneLineEnd;

impl CsvWriter for OneLineEnd {
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        Ok(bulk_reference::csv::text_of(cell, nulls)?.replace("\r\n", "\n"))
    }
}
