//! Writes cells and records at the end of a buffer, every cell quoted.
//!
//! Bulk results quote every value so that a reader with the wrong delimiter in mind still finds
//! the cells. Nothing here knows what is written, or where the buffer goes.

use memchr::memchr;

use super::cells::{Cell, cells};
use super::dialect::{Delimiter, LineEnding};

/// Appends `value` as a quoted cell.
#[inline]
pub fn quoted(out: &mut Vec<u8>, value: &[u8]) {
    out.reserve(value.len() + 2);
    out.push(b'"');
    literal(out, value);
    out.push(b'"');
}

/// Appends the value of `cell` as a quoted cell; one that is well quoted already is copied.
#[inline]
pub fn requote(out: &mut Vec<u8>, cell: &Cell<'_>) {
    if cell.is_well_quoted() {
        out.extend_from_slice(cell.raw);
    } else {
        quoted(out, &cell.decode());
    }
}

/// Appends all cells of `row`, quoted, with `delimiter` between them and no terminator.
pub fn requote_row(out: &mut Vec<u8>, row: &[u8], delimiter: Delimiter) {
    out.reserve(row.len() + 16);
    for (n, cell) in cells(row, delimiter).enumerate() {
        if n > 0 {
            out.push(delimiter.byte());
        }
        requote(out, &cell);
    }
}

/// Appends what ends a record.
#[inline]
pub fn end_row(out: &mut Vec<u8>, line_ending: LineEnding) {
    out.extend_from_slice(line_ending.bytes());
}

/// Appends `value` with its quotes doubled.
fn literal(out: &mut Vec<u8>, mut value: &[u8]) {
    while let Some(quote) = memchr(b'"', value) {
        out.extend_from_slice(&value[..=quote]);
        out.push(b'"');
        value = &value[quote + 1..];
    }
    out.extend_from_slice(value);
}
