//! Stored values, shown: as JSON and as the text of an extract; and JSON taken in.

use std::borrow::Cow;

use serde_json::Value;

use super::super::instance::{DataType, Field};
use super::{boolean, instant};
use crate::core::time::SimTime;

/// Appends a value that is not empty as the text of an extract, without quotes.
///
/// A missing value is the extract's own business.
pub fn append_text(field: &Field, stored: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&canonical(field, stored));
}

/// A value as JSON; one that is empty is null.
pub fn json(field: &Field, stored: &[u8]) -> Value {
    if stored.is_empty() {
        return Value::Null;
    }
    let shown = canonical(field, stored);
    let text = || Value::String(String::from_utf8_lossy(&shown).into_owned());
    match field.data_type {
        DataType::Boolean => match &*shown {
            b"true" => Value::Bool(true),
            b"false" => Value::Bool(false),
            _ => text(),
        },
        kind if kind.is_number() => match serde_json::from_slice(&shown) {
            Ok(number @ Value::Number(_)) => number,
            // A generator may have made something else of it.
            Ok(_) | Err(_) => text(),
        },
        _ => text(),
    }
}

/// A member of a JSON record as the cell of a row would say it: null is an empty one. Lists and
/// objects are no value of any field.
pub fn sent(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Null => Some(Cow::Borrowed("")),
        Value::Bool(true) => Some(Cow::Borrowed("true")),
        Value::Bool(false) => Some(Cow::Borrowed("false")),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The form in which every value that a client sent is stored already.
fn canonical<'a>(field: &Field, stored: &'a [u8]) -> Cow<'a, [u8]> {
    match field.data_type {
        DataType::Boolean => {
            boolean(stored).map_or(Cow::Borrowed(stored), |word| Cow::Borrowed(word.as_bytes()))
        }
        DataType::Datetime if !instant::is_canonical(stored) => {
            instant::datetime(stored).unwrap_or(Cow::Borrowed(stored))
        }
        _ => Cow::Borrowed(stored),
    }
}

/// Appends a whole number.
pub fn append_number(number: u64, out: &mut Vec<u8>) {
    let mut digits = [0_u8; 20];
    let mut rest = number;
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[first..]);
}

/// Appends an instant as `2026-01-31T00:00:00Z`.
pub fn append_instant(at: SimTime, out: &mut Vec<u8>) {
    instant::append(at.millis().div_euclid(1000), out);
}

/// An instant as `2026-01-31T00:00:00Z`, the form that leads, lists and jobs show.
pub fn instant_text(at: SimTime) -> String {
    let mut out = Vec::with_capacity(20);
    append_instant(at, &mut out);
    String::from_utf8(out).unwrap_or_default()
}
