//! What can be wrong with a CSV file, and where.

use std::fmt;

/// Something that RFC 4180 does not allow, or that readers take in different ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where in the file, in bytes from its start.
    pub at: usize,
    /// In which record, counted from 0: that is the header.
    pub record: usize,
    /// What it is.
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A byte order mark at the start of the file.
    ByteOrderMark,
    /// A quote in a cell that does not begin with one.
    StrayQuote,
    /// Text between a closing quote and the next delimiter.
    TextAfterQuote,
    /// A quote that is never closed; the place is where it opens.
    Unterminated,
    /// More cells than the header has, or fewer.
    Ragged {
        /// Cells of the header.
        header: usize,
        /// Cells of the record.
        found: usize,
    },
    /// A carriage return outside of quotes, without a line feed behind it.
    LoneCr,
    /// A record that ends otherwise than the first one.
    MixedEndings,
    /// A line without anything on it. In a file of one column it may be meant as an empty value: most
    /// readers skip it.
    BlankLine,
    /// Bytes that are no UTF-8.
    NotUtf8,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ByteOrderMark => "a byte order mark",
            Self::StrayQuote => "a quote in an unquoted cell",
            Self::TextAfterQuote => "text after a closing quote",
            Self::Unterminated => "a quote that is never closed",
            Self::Ragged { header, found } => {
                return write!(f, "{found} cells under a header of {header}");
            }
            Self::LoneCr => "a carriage return outside of quotes without a line feed",
            Self::MixedEndings => "a record that ends otherwise than the first",
            Self::BlankLine => "a blank line",
            Self::NotUtf8 => "bytes that are no UTF-8",
        })
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.record {
            0 => write!(f, "{} in the header, at byte {}", self.wrong, self.at),
            row => write!(f, "{} in row {row}, at byte {}", self.wrong, self.at),
        }
    }
}
