//! A place in an answer, as a tester would point at it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place in an answer; rows and fields are counted from 1. A body that has no such place is left
/// as it is, and the rule does not count as fired… but for the ends, which every body has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Before the first byte of the answer's head.
    BeforeHead,
    /// After the head, before the body.
    AfterHead,
    /// So many bytes of the body.
    Byte(u64),
    /// So many bytes before the body's end.
    BeforeEnd(u64),
    /// Between the header line of a CSV and its first row.
    AfterHeaderRow,
    /// In the middle of that row of a CSV, its header line not counted.
    Row(u64),
    /// Inside that quoted field of a CSV, its header line not counted.
    InQuotes(u64),
    /// In the middle of that character of several bytes.
    InChar(u64),
}
