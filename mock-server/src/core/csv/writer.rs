//! Writes cells and records at the end of a buffer, every cell quoted or only those that need it.
//!
//! Some bulk results quote every value so that a reader with the wrong delimiter in mind still finds
//! the cells. Nothing here knows what is written, or where the buffer goes.

use memchr::{memchr, memchr_iter};

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

/// The bytes that no cell can hold without quotes: what stands between cells or rows, and quotes.
pub struct Specials([bool; 256]);

impl Specials {
    /// Those of files with that byte between cells.
    pub fn of(delimiter: u8) -> Self {
        let mut special = [false; 256];
        for byte in [delimiter, b'"', b'\n', b'\r'] {
            special[usize::from(byte)] = true;
        }
        Self(special)
    }

    /// Appends `value` as a cell, quoted only if it would not be read as itself.
    #[inline]
    pub fn append(&self, out: &mut Vec<u8>, value: &[u8]) {
        if self.stand_in(value) { quoted(out, value) } else { out.extend_from_slice(value) }
    }

    /// Ends the cell that was appended as it is from `start` on: with quotes if it needs them.
    #[inline]
    pub fn close(&self, out: &mut Vec<u8>, start: usize) {
        if self.stand_in(&out[start..]) {
            let value = out.split_off(start);
            quoted(out, &value);
        }
    }

    #[inline]
    fn stand_in(&self, value: &[u8]) -> bool {
        value.iter().any(|byte| self.0[usize::from(*byte)])
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_cell_that_must_be_is_quoted() {
        let closed = |value: &str, delimiter: u8| {
            let mut out = b"before,".to_vec();
            out.extend_from_slice(value.as_bytes());
            let specials = Specials::of(delimiter);
            specials.close(&mut out, 7);
            let mut appended = Vec::new();
            specials.append(&mut appended, value.as_bytes());
            assert_eq!(out[7..], appended);
            String::from_utf8(appended).expect("text")
        };
        for plain in ["", " a b ", "null", "O'Brien; \t", "\u{2028}", "\0"] {
            assert_eq!(closed(plain, b','), plain);
        }
        assert_eq!(closed("a,b", b','), "\"a,b\"");
        assert_eq!(closed("a,b", b';'), "a,b");
        assert_eq!(closed("a;b", b';'), "\"a;b\"");
        assert_eq!(closed("a b", b' '), "\"a b\"");
        assert_eq!(closed("say \"hi\"", b','), "\"say \"\"hi\"\"\"");
        assert_eq!(closed("two\nlines", b','), "\"two\nlines\"");
        assert_eq!(closed("stray\rreturn", b','), "\"stray\rreturn\"");
    }
}
