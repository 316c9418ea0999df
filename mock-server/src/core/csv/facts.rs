//! What a scan tells about a file besides its records: counts, oddities and where they stand.
//!
//! Plain data for rules, journals and reports to judge; nothing here is called an error.

use serde::Serialize;

/// What is wrong with the quotes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// White space stands between the start of a cell and its opening quote.
    ///
    /// The cell is read as a quoted one all the same, so that the record ends where its author
    /// meant it to.
    SpaceBeforeQuote,
    /// A quote stands inside an unquoted cell, or text follows a closing quote.
    ///
    /// The quote is literal data, and the rest of the cell is read as unquoted.
    UnescapedQuote,
}

/// A place in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
pub struct Position {
    /// Bytes before it.
    pub offset: u64,
    /// Records before its record, blank lines left out; the header is record 0.
    pub row: u64,
}

/// What was seen in a stream so far; the same however the stream was cut into chunks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, schemars::JsonSchema)]
pub struct Facts {
    /// Records that are not blank lines, the header among them.
    pub rows: u64,
    /// Lines without a byte between two terminators.
    pub blank_lines: u64,
    /// Bytes of the longest record, its terminator left out.
    pub longest_record_bytes: u64,
    /// Records and blank lines that ended with a bare line feed.
    pub lf: u64,
    /// Records and blank lines that ended with a carriage return and a line feed.
    pub crlf: u64,
    /// Bare line feeds inside quotes.
    pub quoted_lf: u64,
    /// Pairs of carriage return and line feed inside quotes.
    pub quoted_crlf: u64,
    /// Bare carriage returns inside quotes.
    pub quoted_cr: u64,
    /// Bare carriage returns outside quotes: data, but seldom meant.
    pub lone_cr: u64,
    /// The first quote of the kind [`Flaw::UnescapedQuote`].
    pub first_unescaped_quote: Option<Position>,
    /// Records that hold at least one [`Flaw::SpaceBeforeQuote`].
    pub space_before_quote_rows: u64,
    /// The opening quote of a cell that the stream ended in; known once the scan is finished.
    pub unterminated_quote: Option<Position>,
    /// The stream begins with a UTF-8 byte order mark, which is data of the first cell.
    pub bom: bool,
    /// The last byte so far ended a record.
    pub final_newline: bool,
    /// At least one cell was quoted.
    pub quoted_cells: bool,
}
