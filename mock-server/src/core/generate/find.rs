//! From a value back to the rows that hold it, without looking at the others.
//!
//! A number in a value names its row; a reference names a parent, whose children are a series. What
//! is found so is compared with the cell, so a way back may offer too much and never too little.

use super::column::{Part, Share, Values};
use super::generator::{Generator, Ready};
use crate::core::table::{FieldId, same_folded};

/// Digits of the largest row number.
const DIGITS_MAX: usize = 10;

impl Generator {
    /// The rows that hold `key` in a field, letter case ignored but in ids, in ascending order.
    ///
    /// Where the field is not [invertible](Generator::is_invertible) every row is looked at.
    pub fn find(&self, field: FieldId, key: &[u8]) -> Vec<u32> {
        let Some(ready) = self.column(field) else { return Vec::new() };
        let mut cell = Vec::new();
        let mut holds = |row: &u32| {
            cell.clear();
            self.append_of(ready, *row, &mut cell) && same_folded(&cell, key)
        };
        if !ready.is_invertible() {
            return (0..self.rows()).filter(|row| holds(row)).collect();
        }
        let mut rows = self.candidates(ready, key);
        rows.sort_unstable();
        rows.dedup();
        rows.retain(|row| holds(row));
        rows
    }

    /// Whether the rows of a value can be computed.
    pub fn is_invertible(&self, field: FieldId) -> bool {
        self.column(field).is_some_and(Ready::is_invertible)
    }

    /// Whether no two rows hold the same value in a field.
    pub fn is_unique(&self, field: FieldId) -> bool {
        let Some(ready) = self.column(field) else { return false };
        let Values::Template(parts) = &ready.column.values else { return false };
        let fixed = |parts: &[Part]| parts.iter().all(|part| matches!(part, Part::Text(_)));
        // With text alone on one side, and no doubt about the first or last digit on the other, the
        // number can be told from the value.
        ready.is_invertible()
            && ready.numbers().any(|number| {
                let wide = number.width >= self.digits();
                (fixed(&parts[..number.at]) && (number.cut_after || wide))
                    || (fixed(&parts[number.at + 1..]) && (number.cut_before || wide))
            })
    }

    /// Digits of the last row's number.
    fn digits(&self) -> usize {
        self.rows().saturating_sub(1).max(1).ilog10() as usize + 1
    }

    /// Whether each row's value in a field, as text, is after that of the row in front of it.
    pub fn ascending(&self, field: FieldId) -> bool {
        let Some(ready) = self.column(field) else { return false };
        let column = &ready.column;
        let Values::Template(parts) = &column.values else { return false };
        let fixed = parts.iter().find(|part| !matches!(part, Part::Text(_)));
        let wide = matches!(fixed, Some(Part::Row(width)) if usize::from(*width) >= self.digits());
        wide && column.nulls == Share::NONE && column.edges.is_none()
    }

    fn candidates(&self, ready: &Ready, key: &[u8]) -> Vec<u32> {
        match &ready.column.values {
            Values::Reference(ids, parents) => match ids.row(key) {
                Some(parent) if parent < u64::from(*parents) => (parent as u32..self.rows())
                    .step_by(*parents as usize)
                    .map(|place| ready.deal.invert(place))
                    .collect(),
                Some(_) | None => Vec::new(),
            },
            // Letters may take more bytes in the other case, but not four times as many.
            Values::Template(_) if key.len() <= ready.longest * 4 => {
                let numbers = ready.numbers().flat_map(|number| self.named_by(number, key));
                numbers.collect()
            }
            _ => Vec::new(),
        }
    }

    /// The rows that some digits in `key` name.
    fn named_by(&self, part: Number, key: &[u8]) -> Vec<u32> {
        let mut rows = Vec::new();
        for start in 0..key.len() {
            if part.cut_before && start > 0 && key[start - 1].is_ascii_digit() {
                continue;
            }
            let digits = key[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let shortest = if part.cut_after { digits.max(part.width) } else { part.width };
            for length in shortest..=digits.min(part.width.max(DIGITS_MAX)) {
                // Zeros stand in front only to fill the width.
                if length > part.width && key[start] == b'0' {
                    continue;
                }
                let digits = &key[start..start + length];
                let number = digits.iter().fold(0_u64, |n, digit| {
                    n.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
                });
                if number < u64::from(self.rows()) {
                    let number = number as u32;
                    rows.push(if part.is_key { self.row_of_key(number) } else { number });
                }
            }
        }
        rows
    }
}

/// A part of a template that names the row.
#[derive(Clone, Copy)]
struct Number {
    /// Its place among the parts.
    at: usize,
    is_key: bool,
    width: usize,
    /// No digit can stand in front of it, or after it.
    cut_before: bool,
    cut_after: bool,
}

impl Ready {
    fn is_invertible(&self) -> bool {
        let way_back = match &self.column.values {
            Values::Reference(..) => true,
            Values::Template(_) => self.numbers().count() > 0,
            _ => false,
        };
        way_back && self.column.edges.is_none()
    }

    fn numbers(&self) -> impl Iterator<Item = Number> + '_ {
        let parts = match &self.column.values {
            Values::Template(parts) => parts.as_slice(),
            _ => &[],
        };
        let cuts = |part: Option<&Part>, byte: fn(&str) -> Option<&u8>| match part {
            None => true,
            Some(Part::Text(text)) => byte(text).is_some_and(|byte| !byte.is_ascii_digit()),
            Some(_) => false,
        };
        parts.iter().enumerate().filter_map(move |(at, part)| {
            let (is_key, width) = match part {
                Part::Key(width) => (true, *width),
                Part::Row(width) => (false, *width),
                Part::Text(_) | Part::Column(..) => return None,
            };
            let before = at.checked_sub(1).and_then(|before| parts.get(before));
            Some(Number {
                at,
                is_key,
                width: usize::from(width).max(1),
                cut_before: cuts(before, |text| text.as_bytes().last()),
                cut_after: cuts(parts.get(at + 1), |text| text.as_bytes().first()),
            })
        })
    }
}
