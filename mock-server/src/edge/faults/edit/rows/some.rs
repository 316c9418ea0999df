//! Changes of some rows: twice, not at all, or with a text in one of their cells.

use super::{Change, Line};
use crate::core::csv::{self, Cell};
use crate::faults::answer::RowPick;

/// Some rows twice.
pub(super) struct Duplicated(pub(super) RowPick);

impl Change for Duplicated {
    fn row(&mut self, place: u64, line: Line<'_>, out: &mut Vec<u8>) {
        if self.0.holds(place, line.record) {
            line.write_ended(out);
        }
        line.write(out);
    }
}

/// Without some rows.
pub(super) struct Missing(pub(super) RowPick);

impl Change for Missing {
    fn row(&mut self, place: u64, line: Line<'_>, out: &mut Vec<u8>) {
        if !self.0.holds(place, line.record) {
            line.write(out);
        }
    }
}

/// A text in the middle of one cell of some rows.
pub(super) struct Inserted {
    text: String,
    column: Option<String>,
    rows: RowPick,
    /// The column's place; none if the file has no such column.
    place: Option<usize>,
}

impl Inserted {
    pub(super) fn new(text: String, column: Option<String>, rows: RowPick) -> Self {
        Self { text, column, rows, place: None }
    }

    fn cell(&self, cell: &Cell<'_>, out: &mut Vec<u8>) {
        let raw = cell.raw;
        // Neither within a character nor between doubled quotes: those would be other faults.
        let cuts = |at: &usize| {
            raw[*at] & 0xc0 != 0x80 && (*at < 2 || raw[*at - 1] != b'"' || raw[*at] != b'"')
        };
        let at = (raw.len() / 2..raw.len()).find(cuts).unwrap_or(raw.len());
        out.extend_from_slice(&raw[..at]);
        out.extend_from_slice(self.text.as_bytes());
        out.extend_from_slice(&raw[at..]);
    }
}

impl Change for Inserted {
    fn header(&mut self, line: Line<'_>, out: &mut Vec<u8>) {
        self.place = match &self.column {
            None => Some(0),
            Some(name) => csv::cells(line.record, line.delimiter)
                .position(|cell| cell.decode().eq_ignore_ascii_case(name.as_bytes())),
        };
        line.write(out);
    }

    fn row(&mut self, place: u64, line: Line<'_>, out: &mut Vec<u8>) {
        let Some(column) = self.place.filter(|_| self.rows.holds(place, line.record)) else {
            return line.write(out);
        };
        for (place, cell) in csv::cells(line.record, line.delimiter).enumerate() {
            if place > 0 {
                out.push(line.delimiter.byte());
            }
            if place == column {
                self.cell(&cell, out);
            } else {
                out.extend_from_slice(cell.raw);
            }
        }
        out.extend_from_slice(line.end);
    }
}
