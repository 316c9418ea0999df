//! A place in an answer, as a tester would point at it. Where it lies in the bytes, `finder` finds out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::check::Wrong;

/// A place in an answer; rows, fields and characters are counted from 1. An answer that has no such
/// place goes out whole, and the journal says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Before the first byte of the answer's head.
    BeforeHead,
    /// After the head, before the body.
    AfterHead,
    /// After so many bytes of the body.
    Byte(u64),
    /// So many bytes before the body's end; a mebibyte at most, since they are held back until the
    /// end is known.
    BeforeEnd(u64),
    /// Between the header line of a CSV and its first row.
    AfterHeaderRow,
    /// In the middle of that row of a CSV, between two characters; its header line is not counted.
    Row(u64),
    /// In the middle of that quoted field of a CSV, those of the header line counted.
    InQuotes(u64),
    /// After the first byte of that character of several bytes.
    InChar(u64),
}

impl Place {
    /// What is held back at most to know where the end is.
    const BEFORE_END_MAX: u64 = 1 << 20;

    /// Whether it is told by what the body says, which nobody sees in compressed bytes.
    pub fn is_semantic(self) -> bool {
        match self {
            Self::AfterHeaderRow | Self::Row(_) | Self::InQuotes(_) | Self::InChar(_) => true,
            Self::BeforeHead | Self::AfterHead | Self::Byte(_) | Self::BeforeEnd(_) => false,
        }
    }

    /// Refuses a place that no answer has.
    pub(super) fn check(self, key: &str) -> Result<(), Wrong> {
        match self {
            Self::Row(0) | Self::InQuotes(0) | Self::InChar(0) => {
                Err(Wrong::at(key, "rows, fields and characters are counted from 1", "write 1"))
            }
            Self::BeforeEnd(bytes) if bytes > Self::BEFORE_END_MAX => {
                let problem = format!("{bytes} bytes before the end are too many to hold back");
                let most = Self::BEFORE_END_MAX;
                Err(Wrong::at(key, problem, format!("write {most} at most, or use `byte`")))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a place outside of the body; `remedy` says what to use instead.
    pub(super) fn check_in_body(self, key: &str, remedy: &str) -> Result<(), Wrong> {
        if self == Self::BeforeHead {
            return Err(Wrong::at(key, "there is no body before the head", remedy));
        }
        self.check(key)
    }
}
