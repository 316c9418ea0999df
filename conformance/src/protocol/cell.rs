//! One value of a table on its way between kit and adapter.
//!
//! Rows never travel as CSV: the format under test must not carry the value that is expected of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One value. In a file it is `null`, a text, or an object with one key.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(untagged)]
pub enum Cell {
    /// An explicit null: the field is to be emptied.
    Null,
    /// A text, also the empty one.
    Text(String),
    /// `{"b64":"…"}`: bytes that are no UTF-8, in base 64.
    Bytes {
        /// The bytes.
        b64: String,
    },
    /// `{"missing":true}`: the record has no such key.
    Missing {
        /// Always true.
        missing: bool,
    },
    /// A value that is no text in the client's language.
    Typed(Typed),
}

/// A typed value, written so that no JSON reader can damage it.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Typed {
    /// `{"bool":true}`
    Bool(bool),
    /// `{"int":"9007199254740993"}`: an integer of any size, in digits.
    Int(String),
    /// `{"decimal":"0.10"}`: a decimal number whose digits all count.
    Decimal(String),
    /// `{"date":"2026-03-29"}`
    Date(String),
    /// `{"datetime":"2026-03-29T01:30:00.000Z"}`
    Datetime(String),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A record that has no such key.
    pub fn missing() -> Self {
        Self::Missing { missing: true }
    }

    /// The text of a text cell.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether there is anything to load: not a null, not a missing key, not an empty text.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null | Self::Missing { .. } => true,
            Self::Text(text) => text.is_empty(),
            Self::Bytes { .. } | Self::Typed(_) => false,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
