//! Writes the cell of a row at the end of a buffer, without looking at another row.
//!
//! This is what an export of millions of rows spends its time in: texts are ready with their quotes,
//! and what has a fixed length is copied in one piece.

use super::column::{Fold, Values};
use super::generator::{Generator, Ready, Step};
use super::numbers::{append_decimal, append_number, below, digits8, draw};
use super::row_ids::RowIds;
use super::words::to_ascii;
use crate::core::calendar::{write_date, write_second};
use crate::core::csv;
use crate::core::table::FieldId;

impl Generator {
    /// Appends the value of a cell; `false`, and nothing appended, for null and a field without a
    /// column.
    pub fn append(&self, row: u32, field: FieldId, out: &mut Vec<u8>) -> bool {
        self.column(field).is_some_and(|ready| self.append_of(ready, row, out))
    }

    /// As [`Generator::append`], as a quoted cell of CSV.
    #[inline]
    pub fn append_quoted(&self, row: u32, field: FieldId, out: &mut Vec<u8>) -> bool {
        let Some(ready) = self.column(field) else { return false };
        if let Some((edges, place)) = ready.edge(row) {
            edges.quoted(place).append(out);
            return true;
        }
        if ready.is_null(row) {
            return false;
        }
        if ready.may_hold_quotes && !matches!(ready.column.values, Values::Words(_)) {
            let mut value = Vec::new();
            self.append_value::<false>(ready, row, &mut value);
            csv::quoted(out, &value);
        } else {
            self.append_value::<true>(ready, row, out);
        }
        true
    }

    pub(super) fn append_of(&self, ready: &Ready, row: u32, out: &mut Vec<u8>) -> bool {
        if let Some((edges, place)) = ready.edge(row) {
            edges.plain(place).append(out);
            return true;
        }
        let null = ready.is_null(row);
        if !null {
            self.append_value::<false>(ready, row, out);
        }
        !null
    }

    /// Appends a value that is neither null nor an edge case; if quoted, it holds no quotes itself.
    #[inline]
    fn append_value<const QUOTED: bool>(&self, ready: &Ready, row: u32, out: &mut Vec<u8>) {
        let drawn = || draw(ready.value_key, row);
        let between = |from: i64, to: i64| {
            let count = to.abs_diff(from).saturating_add(1);
            from.wrapping_add(below(drawn(), count) as i64)
        };
        match &ready.column.values {
            Values::Words(words) if QUOTED => words.append_quoted(drawn(), out),
            Values::Words(words) => words.append(drawn(), Fold::None, out),
            Values::Template(_) if QUOTED => self.append_steps(&ready.quoted, row, out),
            Values::Template(_) => self.append_steps(&ready.steps, row, out),
            Values::Whole(from, to) => append_amount::<QUOTED>(between(*from, *to), 0, out),
            Values::Decimal(from, to, scale) => {
                append_amount::<QUOTED>(between(*from, *to), *scale, out);
            }
            Values::Boolean(share) => {
                // In one piece of fixed length, as all that is short.
                let (text, length) = match (QUOTED, share.holds(drawn())) {
                    (true, true) => (b"\"true\"  ", 6),
                    (true, false) => (b"\"false\" ", 7),
                    (false, true) => (b"true    ", 4),
                    (false, false) => (b"false   ", 5),
                };
                let end = out.len() + length;
                out.extend_from_slice(text);
                out.truncate(end);
            }
            Values::Date(from, to) => {
                let text = append_blank::<QUOTED>(b"\"0000-00-00\"", out);
                write_date(text, between(*from, *to));
            }
            Values::Moment(from, to) => {
                let text = append_blank::<QUOTED>(b"\"0000-00-00T00:00:00.000Z\"", out);
                write_second(text, between(*from, *to));
            }
            Values::Second(from, to) => {
                let text = append_blank::<QUOTED>(b"\"0000-00-00T00:00:00Z\"", out);
                write_second(text, between(*from, *to));
            }
            Values::Reference(RowIds::Text(ids), _) => {
                let parent = ready.parents.remainder(ready.deal.apply(row));
                let text = append_blank::<QUOTED>(b"\"000000000000000000\"", out);
                ids.write(u64::from(parent), text);
            }
            Values::Reference(ids @ RowIds::Numbers(_), _) => {
                let parent = ready.parents.remainder(ready.deal.apply(row));
                enclose::<QUOTED>(out, |out| ids.append(parent, out));
            }
            Values::Cases(place, _) => {
                let steps = self.case(*place, row).and_then(|case| ready.cases.get(case));
                let steps = steps.map_or(&[][..], Vec::as_slice);
                enclose::<QUOTED>(out, |out| self.append_steps(steps, row, out));
            }
            Values::Pattern(_) => append_pattern::<QUOTED>(ready, drawn(), out),
        }
    }

    /// Which word a column of words has in a row.
    fn case(&self, place: usize, row: u32) -> Option<usize> {
        let chooser = &self.columns[place];
        match &chooser.column.values {
            Values::Words(words) => Some(words.drawn_place(draw(chooser.value_key, row))),
            _ => None,
        }
    }

    #[inline]
    fn append_steps(&self, steps: &[Step], row: u32, out: &mut Vec<u8>) {
        for step in steps {
            match step {
                Step::Text(text) => text.append(out),
                Step::Column(place, fold) => {
                    self.append_folded(&self.columns[*place], row, *fold, out);
                }
                Step::Row(width) => append_number(out, row, *width),
                Step::Key(width) => append_number(out, self.key_of_row(row), *width),
            }
        }
    }

    /// Appends a value inside another one.
    #[inline]
    fn append_folded(&self, ready: &Ready, row: u32, fold: Fold, out: &mut Vec<u8>) {
        if ready.is_null(row) {
            return;
        }
        if let Values::Words(words) = &ready.column.values {
            return words.append(draw(ready.value_key, row), fold, out);
        }
        let start = out.len();
        self.append_value::<false>(ready, row, out);
        if fold != Fold::None {
            let text = String::from_utf8_lossy(&out[start..]);
            let folded = if fold == Fold::Lower { text.to_lowercase() } else { to_ascii(&text) };
            out.truncate(start);
            out.extend_from_slice(folded.as_bytes());
        }
    }
}

/// Appends what `append` does, between quotes if it is quoted.
#[inline]
fn enclose<const QUOTED: bool>(out: &mut Vec<u8>, append: impl Fn(&mut Vec<u8>)) {
    if QUOTED {
        out.push(b'"');
    }
    append(out);
    if QUOTED {
        out.push(b'"');
    }
}

/// Appends a blank form of fixed length, to be filled in where it stands: what is put together
/// elsewhere would have to be read back.
#[inline]
fn append_blank<'o, const QUOTED: bool>(form: &[u8], out: &'o mut Vec<u8>) -> &'o mut [u8] {
    let start = out.len() + usize::from(QUOTED);
    out.extend_from_slice(if QUOTED { form } else { &form[1..form.len() - 1] });
    &mut out[start..]
}

#[inline]
fn append_amount<const QUOTED: bool>(number: i64, scale: u8, out: &mut Vec<u8>) {
    enclose::<QUOTED>(out, |out| append_decimal(out, number, scale));
}

/// A digit of the draw for each `#`; both halves of the draw give eight.
#[inline]
fn append_pattern<const QUOTED: bool>(ready: &Ready, drawn: u64, out: &mut Vec<u8>) {
    let steps = if QUOTED { &ready.quoted } else { &ready.steps };
    let Some(Step::Text(pattern)) = steps.first() else { return };
    let mut digits = [0; 16];
    digits[..8].copy_from_slice(&digits8(below(drawn, 100_000_000) as u32));
    digits[8..].copy_from_slice(&digits8(below(drawn << 32, 100_000_000) as u32));
    let start = out.len() + usize::from(QUOTED);
    pattern.append(out);
    let text = &mut out[start..];
    for (nth, place) in ready.places.iter().enumerate() {
        if let Some(byte) = text.get_mut(*place) {
            *byte = digits[nth % digits.len()];
        }
    }
}
