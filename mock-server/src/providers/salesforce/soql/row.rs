//! One record as a query sees it: the value at the end of a path.
//!
//! Knows paths and records; conditions, orders and columns are others' business.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::super::id::Id;
use super::super::record::{Record, Records};
use super::super::schema::{FieldIndex, KeyPrefix};
use super::super::tables::Tables;
use super::super::typed::{Typed, date, typed};
use super::parts::part_of;
use super::query::{Path, Step};

/// The stored value at the end of a path from `record`, as bytes; `None` if there is none.
pub(super) fn value<'a>(
    tables: &'a Tables,
    record: &Record<'a>,
    step: &'a Step,
) -> Option<Cow<'a, [u8]>> {
    match step {
        Step::Field(index) => record.value(*index),
        Step::Part { field, part } => {
            let kind = record.object().field_at(*field).kind;
            let whole = owned(typed(kind, &record.value(*field)?));
            Some(Cow::Owned(text_of(&part_of(*part, whole))))
        }
        Step::TypeName => Some(Cow::Borrowed(record.object().name.as_bytes())),
        Step::Parent { lookup, targets } => {
            let (parent, object) = parent(tables, record, *lookup)?;
            let (target, next) = targets.iter().find(|(of, _)| of.key_prefix == object)?;
            let record = Records::of(tables, target)?.get(parent)?;
            value(tables, &record, next)
        }
    }
}

/// The number and the object of the record that a reference leads to.
pub(super) fn parent(
    tables: &Tables,
    record: &Record<'_>,
    lookup: FieldIndex,
) -> Option<(u64, KeyPrefix)> {
    let stored = record.value(lookup)?;
    let id = Id::parse(std::str::from_utf8(&stored).ok()?)?;
    let (prefix, number) = tables.place_of(&id)?;
    Some((number.0, prefix))
}

/// The typed value at the end of a path.
pub(super) fn typed_value<'a>(
    tables: &'a Tables,
    record: &Record<'a>,
    path: &'a Path,
) -> Option<Typed<'a>> {
    match value(tables, record, &path.step)? {
        Cow::Borrowed(stored) => Some(typed(path.kind, stored)),
        Cow::Owned(stored) => Some(owned(typed(path.kind, &stored))),
    }
}

/// A part of a date as it would be stored.
fn text_of(part: &Typed<'_>) -> Vec<u8> {
    match part {
        Typed::Number(number) => number.to_string().into_bytes(),
        Typed::Date(day) => date(*day).into_bytes(),
        _ => Vec::new(),
    }
}

/// A value that borrows from nobody.
pub(super) fn owned(value: Typed<'_>) -> Typed<'static> {
    match value {
        Typed::Text(text) => Typed::Text(Cow::Owned(text.into_owned())),
        Typed::Number(number) => Typed::Number(number),
        Typed::Boolean(truth) => Typed::Boolean(truth),
        Typed::Date(day) => Typed::Date(day),
        Typed::Datetime(at) => Typed::Datetime(at),
        Typed::Time(ms) => Typed::Time(ms),
        Typed::Id(id) => Typed::Id(id),
    }
}

/// The order of two values of one type; letter case of text is ignored unless it decides a tie.
pub(super) fn compare(a: &Typed<'_>, b: &Typed<'_>) -> Ordering {
    match (a, b) {
        (Typed::Text(a), Typed::Text(b)) => compare_folded(a, b),
        (Typed::Number(a), Typed::Number(b)) => a.total_cmp(b),
        (Typed::Boolean(a), Typed::Boolean(b)) => a.cmp(b),
        (Typed::Date(a), Typed::Date(b))
        | (Typed::Datetime(a), Typed::Datetime(b))
        | (Typed::Time(a), Typed::Time(b)) => a.cmp(b),
        (Typed::Id(a), Typed::Id(b)) => a.short().cmp(b.short()),
        // Values of one field differ in type only where a fixture holds what does not fit it.
        _ => rank(a).cmp(&rank(b)),
    }
}

fn rank(value: &Typed<'_>) -> u8 {
    match value {
        Typed::Boolean(_) => 0,
        Typed::Number(_) => 1,
        Typed::Date(_) => 2,
        Typed::Datetime(_) => 3,
        Typed::Time(_) => 4,
        Typed::Id(_) => 5,
        Typed::Text(_) => 6,
    }
}

/// The order of two texts, letter case ignored as [`folded`](crate::core::table::folded) does.
pub(super) fn compare_folded(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        return a
            .bytes()
            .map(|byte| byte.to_ascii_lowercase())
            .cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    a.chars().flat_map(char::to_lowercase).cmp(b.chars().flat_map(char::to_lowercase))
}
