//! A field of a record as a cell: its value as it is shown, quoted only where it must be.
//!
//! A million leads pass here, so nothing is allocated for a cell that needs no quotes.

use std::io::Write;

use super::super::id::{Guids, record_id};
use super::super::instance::{DataType, Field};
use super::super::settings::Booleans;
use crate::core::calendar::write_second;
use crate::core::csv;
use crate::core::table::{FieldId, View};

/// What stands for nothing in a file, without quotes. Documented, and recorded (5.5.3).
pub(super) const MISSING: &[u8] = b"null";

/// A field of one kind of record.
#[derive(Clone, Copy)]
pub(super) struct FieldCell {
    from: From,
    booleans: Booleans,
}

/// Where the value of a field comes from.
#[derive(Clone, Copy)]
enum From {
    /// The record's number.
    Id,
    /// The record's GUID.
    Guid(Guids),
    /// When the record was made.
    Made,
    /// When the record was last changed.
    Changed,
    /// What was written.
    Written(FieldId, DataType),
}

impl FieldCell {
    /// A field of a record whose GUID is one of `guids`, if it has one.
    pub(super) fn of(id: FieldId, field: &Field, guids: Option<Guids>, booleans: Booleans) -> Self {
        let from = match (field.name(), guids) {
            ("id", None) if field.computed => From::Id,
            ("marketoGUID", Some(guids)) => From::Guid(guids),
            ("createdAt", _) if field.computed => From::Made,
            ("updatedAt", _) if field.computed => From::Changed,
            _ => From::Written(id, field.data_type),
        };
        Self { from, booleans }
    }

    /// Appends the value; `false`, and nothing appended, if there is none.
    #[inline]
    pub(super) fn append(&self, view: &View<'_>, out: &mut Vec<u8>) -> bool {
        match self.from {
            From::Id => write!(out, "{}", record_id(view.number())).is_ok(),
            From::Guid(guids) => write!(out, "{}", guids.guid(view.number().0)).is_ok(),
            From::Made => append_second(view.created().at.millis(), out),
            From::Changed => append_second(view.modified().at.millis(), out),
            From::Written(field, data_type) => self.append_written(view, field, data_type, out),
        }
    }

    #[inline]
    fn append_written(
        &self,
        view: &View<'_>,
        field: FieldId,
        data_type: DataType,
        out: &mut Vec<u8>,
    ) -> bool {
        let start = out.len();
        let is_there = match view.computed() {
            Some((generator, row)) => generator.append(row, field, out),
            None => match view.cell(field) {
                Some(value) => {
                    out.extend_from_slice(&value);
                    true
                }
                None => false,
            },
        };
        if is_there && data_type == DataType::Boolean && self.booleans == Booleans::Digits {
            let digit = if out[start..].eq_ignore_ascii_case(b"true") { b'1' } else { b'0' };
            out.truncate(start);
            out.push(digit);
        }
        is_there
    }
}

/// Appends an instant in whole seconds: `2026-01-31T12:00:00Z`.
#[inline]
pub(super) fn append_second(ms: i64, out: &mut Vec<u8>) -> bool {
    let start = out.len();
    out.extend_from_slice(b"0000-00-00T00:00:00Z");
    write_second(&mut out[start..], ms.div_euclid(1000));
    true
}

/// Ends the cell that was appended from `start` on: with quotes if it holds what stands between
/// cells or rows, or a quote.
#[inline]
pub(super) fn close(out: &mut Vec<u8>, start: usize, delimiter: u8) {
    let special = |byte: &u8| *byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
    if out[start..].iter().any(special) {
        let value = out.split_off(start);
        csv::quoted(out, &value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_cell_that_must_be_is_quoted() {
        let closed = |value: &str, delimiter: u8| {
            let mut out = b"before,".to_vec();
            out.extend_from_slice(value.as_bytes());
            close(&mut out, 7, delimiter);
            String::from_utf8(out.split_off(7)).expect("text")
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
