//! CSV-W-017: lines that are taken for rows.

use std::sync::Arc;

use bulk_conformance::protocol::Cell;
use bulk_reference::rows::{Kind, Rows, Sink};
use bulk_reference::run::Result;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-017",
    bug: "parts the file of loaded rows by lines",
    client: || made(|parts| parts.rows = Arc::new(Lines)),
};

struct Lines;

impl Rows for Lines {
    fn row(&self, sink: &mut Sink, cells: Vec<Cell>) -> Result<()> {
        let lines = |cell: &Cell| cell.as_text().map_or(0, |text| text.matches('\n').count());
        let more: usize = cells.iter().map(lines).sum();
        sink.write(&cells)?;
        let strays = if sink.kind == Kind::Success { more } else { 0 };
        (0..strays).try_for_each(|_| sink.write(&cells))
    }
}
