//! Writes cells and records at the end of a buffer, every cell quoted or only those that need it.
//!
//! Some bulk results quote every value so that a reader with the wrong delimiter in mind still finds
//! the cells. Nothing here knows what is written, or where the buffer goes.

use memchr::{memchr, memchr_iter, memchr3};

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

/// Appends `value` as a cell, quoted only if it would not be read as itself.
#[inline]
pub fn minimal(out: &mut Vec<u8>, value: &[u8], delimiter: Delimiter) {
    let odd = memchr3(delimiter.byte(), b'"', b'\n', value).or_else(|| memchr(b'\r', value));
    if odd.is_some() { quoted(out, value) } else { out.extend_from_slice(value) }
}

/// Appends the value of `cell` as a quoted cell; one that is well quoted already is copied.
#[inline]
pub fn requote(out: &mut Vec<u8>, cell: &Cell<'_>) {
    if let Some(value) = cell.without_quotes() {
        out.reserve(value.len() + 2);
        out.push(b'"');
        out.extend_from_slice(value);
        out.push(b'"');
    } else if cell.is_well_quoted() {
        out.extend_from_slice(cell.raw);
    } else {
        quoted(out, &cell.decode());
    }
}

/// Appends all cells of `row`, quoted, with `delimiter` between them and no terminator.
///
/// The same bytes as [`requote`] cell by cell, in less time.
pub fn requote_row(out: &mut Vec<u8>, row: &[u8], delimiter: Delimiter) {
    if memchr(b'"', row).is_some() {
        requote_mixed(out, row, delimiter);
    } else {
        quote_between(out, row, delimiter.byte());
    }
}

/// Appends what ends a record.
#[inline]
pub fn end_row(out: &mut Vec<u8>, line_ending: LineEnding) {
    out.extend_from_slice(line_ending.bytes());
}

/// Appends a record that holds no quote at all: quotes go to both ends and around delimiters.
fn quote_between(out: &mut Vec<u8>, row: &[u8], delimiter: u8) {
    out.push(b'"');
    let mut from = 0;
    for at in memchr_iter(delimiter, row) {
        out.extend_from_slice(&row[from..at]);
        out.extend_from_slice(&[b'"', delimiter, b'"']);
        from = at + 1;
    }
    out.extend_from_slice(&row[from..]);
    out.push(b'"');
}

/// Appends a record that holds quotes; neighbours that are well quoted are copied in one piece.
fn requote_mixed(out: &mut Vec<u8>, row: &[u8], delimiter: Delimiter) {
    let mut copied = 0;
    let mut at = 0;
    for cell in cells(row, delimiter) {
        let end = at + cell.raw.len();
        if !cell.is_well_quoted() {
            out.extend_from_slice(&row[copied..at]);
            requote(out, &cell);
            copied = end;
        }
        at = end + 1;
    }
    out.extend_from_slice(&row[copied..]);
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
