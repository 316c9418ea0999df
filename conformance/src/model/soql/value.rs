//! A value of a field, and when two of them are the same.

use std::cmp::Ordering;

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Any text, ids and picklist values among them.
    Text(String),
    /// A number; those of the tests are quarters, so that sums are exact.
    Number(f64),
    /// A check box.
    Flag(bool),
    /// Days since 1970-01-01.
    Day(i64),
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Instant(i64),
}

impl Value {
    /// The text of a value that is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The order of two values of one type; none if one is null or their types differ.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
            (Value::Flag(a), Value::Flag(b)) => Some(a.cmp(b)),
            (Value::Day(a), Value::Day(b)) | (Value::Instant(a), Value::Instant(b)) => {
                Some(a.cmp(b))
            }
            _ => None,
        }
    }
}

/// A text without the difference of letter case.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}
