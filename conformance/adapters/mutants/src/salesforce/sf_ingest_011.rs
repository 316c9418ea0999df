//! SF-INGEST-011: rows that are in nobody's books.

use std::sync::Arc;

use bulk_conformance::protocol::Cell;
use bulk_reference::rows::{Kind, Rows, Sink};
use bulk_reference::run::Result;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-011",
    bug: "hands over the first of the rows that were never processed, and no other",
    client: || made(|parts| parts.rows = Arc::new(FirstOnly)),
};

struct FirstOnly;

impl Rows for FirstOnly {
    fn row(&self, sink: &mut Sink, cells: Vec<Cell>) -> Result<()> {
        match sink.kind == Kind::Unprocessed && sink.rows > 0 {
            true => Ok(()),
            false => sink.write(&cells),
        }
    }
}
