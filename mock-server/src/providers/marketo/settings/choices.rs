//! The values that settings can take.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a strict reader refuses.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Leniency {
    /// It is taken.
    Accept,
    /// It is refused.
    Refuse,
}

/// A byte order mark in front of a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ByteOrderMark {
    /// It is left out.
    Strip,
    /// It belongs to the first name, which is then that of no field.
    Keep,
}

/// Whether letter case counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterCase {
    /// It counts.
    Exact,
    /// It does not.
    Ignore,
}

/// A column of an import that is no field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnknownColumn {
    /// The batch fails with a message.
    FailBatch,
    /// The call is refused with 1006; no batch is made.
    RefuseCall,
    /// The column is left out.
    Ignore,
}

/// A row of an import that is no UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvalidText {
    /// The row fails; its bytes stand in the failures file as they were sent.
    FailRow,
    /// The batch fails.
    FailBatch,
}

/// A cell of an import with nothing in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlankCells {
    /// It empties the field.
    Clear,
    /// It leaves the field as it was.
    Ignore,
}

/// A cell of an import that holds the text `NULL`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NullText {
    /// It is that text.
    Keep,
    /// It empties the field.
    Clear,
}

/// The failures or warnings file of a batch that has none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmptyReport {
    /// 404.
    NotFound,
    /// 200 and no bytes.
    Empty,
}

/// What stands between cells in SSV extracts; imports take semicolons.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ssv {
    /// `;`
    Semicolon,
    /// A space.
    Space,
}

/// The file of an extract without records.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmptyExtract {
    /// No bytes at all.
    Nothing,
    /// The header.
    Header,
}

/// How booleans are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Booleans {
    /// `true` and `false`.
    Words,
    /// `1` and `0`.
    Digits,
}

/// A formula field that an extract asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormulaFields {
    /// Its column holds nothing.
    Empty,
    /// The extract is refused, as with a field that is not there.
    Refuse,
}

/// The answer to a range that begins past the end of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RangePastEnd {
    /// 416.
    Unsatisfiable,
    /// 200 and the whole file.
    Whole,
}

/// A lead that is asked for by its id and is not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnknownLead {
    /// The call is refused with 1004.
    Refuse,
    /// The result is empty.
    Empty,
}
