//! The data of a job as a table: what the driver writes as CSV and the model judges row by row.

use super::records::RecordName;

/// How a file ends its lines, and what a job's `lineEnding` promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Newline {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`
    Crlf,
}

impl Newline {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Newline::Lf => "LF",
            Newline::Crlf => "CRLF",
        }
    }

    /// The characters in the file.
    pub fn characters(self) -> &'static str {
        match self {
            Newline::Lf => "\n",
            Newline::Crlf => "\r\n",
        }
    }
}

/// A record as an uploaded Id column names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordRef {
    /// The record that this row of an earlier job made, if it did by the time of the upload.
    Made(RecordName),
    /// A well-formed id that no record ever had.
    Never(RecordName),
}

/// One value of an uploaded row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing between the delimiters.
    Empty,
    /// This text, untrimmed (10.6). `#N/A` means null (3.12).
    Text(String),
    /// The id of a record; belongs in an Id column.
    Record(RecordRef),
}

/// The body of one PUT.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Upload {
    /// The header line; no columns means a body of zero bytes.
    pub columns: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<Cell>>,
    /// How the file ends its lines.
    pub newline: Newline,
}

impl Upload {
    /// Whether the body has no bytes at all.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Where a column stands; letter case does not count (section 2).
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name.eq_ignore_ascii_case(column))
    }
}
