//! CSV as both providers write and read it: RFC 4180, in UTF-8, with other delimiters.

mod reader;
mod writer;

use bulk_conformance::protocol::{Class, Failure};

pub use reader::{CsvReader, Field, Honest as HonestReader, Record, read};
pub use writer::{CsvWriter, Honest as HonestWriter, Nulls, cell, row, text_of};

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnding {
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    Crlf,
}

impl LineEnding {
    /// Salesforce's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::Crlf => "CRLF",
        }
    }

    /// Its bytes.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Lf => b"\n",
            Self::Crlf => b"\r\n",
        }
    }

    /// The one of this name.
    ///
    /// # Errors
    /// A word that is neither.
    pub fn of(name: &str) -> Result<Self, Failure> {
        match name {
            "LF" => Ok(Self::Lf),
            "CRLF" => Ok(Self::Crlf),
            _ => Err(Failure::new(Class::Rejected, format!("no line ending: {name}"))),
        }
    }
}

/// Names and bytes of the delimiters, in Salesforce's words.
pub const DELIMITERS: [(&str, u8); 6] = [
    ("COMMA", b','),
    ("TAB", b'\t'),
    ("SEMICOLON", b';'),
    ("PIPE", b'|'),
    ("CARET", b'^'),
    ("BACKQUOTE", b'`'),
];

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// What stands between two cells.
    pub delimiter: u8,
    /// What stands after a row.
    pub ending: LineEnding,
}

impl Format {
    /// Commas and line feeds.
    pub const PLAIN: Self = Self { delimiter: b',', ending: LineEnding::Lf };

    /// The delimiter of this name.
    ///
    /// # Errors
    /// A name that no delimiter has.
    pub fn delimiter_of(name: &str) -> Result<u8, Failure> {
        let known = DELIMITERS.iter().find(|(known, _)| *known == name);
        let none = || Failure::new(Class::Rejected, format!("no delimiter: {name}"));
        known.map(|(_, byte)| *byte).ok_or_else(none)
    }

    /// The name of its delimiter.
    pub fn delimiter_name(self) -> &'static str {
        let known = DELIMITERS.iter().find(|(_, byte)| *byte == self.delimiter);
        known.map_or("COMMA", |(name, _)| name)
    }
}
