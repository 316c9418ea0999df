//! A row of the file as the rules see it: as many decoded cells as the header has.

use std::borrow::Cow;

use crate::core::csv::{self, Delimiter};

/// A row, read.
pub(super) struct RowCells<'a> {
    /// Cells beyond the header are left out; those that the row lacks are absent.
    pub cells: Vec<Option<Cow<'a, [u8]>>>,
    /// How many cells it really has.
    pub sent: usize,
}

/// Reads a row below a header of so many columns.
pub(super) fn read(row: &[u8], delimiter: Delimiter, columns: usize) -> RowCells<'_> {
    let mut cells = Vec::with_capacity(columns);
    let mut sent = 0;
    for cell in csv::cells(row, delimiter) {
        sent += 1;
        if sent <= columns {
            cells.push(Some(cell.decode()));
        }
    }
    cells.resize(columns, None);
    RowCells { cells, sent }
}
