//! The two choices that make a CSV dialect here: the byte between cells and the end of a record.
//!
//! Quotes are always `"`, doubled inside a quoted cell. The names that a provider gives to these
//! choices are its own and stay in its folder.

use serde::{Deserialize, Serialize};

/// The byte between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `` ` ``
    Backquote,
    /// `^`
    Caret,
    /// `,`
    #[default]
    Comma,
    /// `|`
    Pipe,
    /// `;`
    Semicolon,
    /// A horizontal tab.
    Tab,
}

impl Delimiter {
    /// Every delimiter, for tables and tests.
    pub const ALL: [Self; 6] =
        [Self::Backquote, Self::Caret, Self::Comma, Self::Pipe, Self::Semicolon, Self::Tab];

    /// The delimiter as it stands in a file.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Backquote => b'`',
            Self::Caret => b'^',
            Self::Comma => b',',
            Self::Pipe => b'|',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// Whether `byte` is white space that may not stand before an opening quote.
    pub(crate) const fn is_blank(self, byte: u8) -> bool {
        byte == b' ' || (byte == b'\t' && !matches!(self, Self::Tab))
    }
}

/// What ends a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnding {
    /// A line feed.
    #[default]
    Lf,
    /// A carriage return and a line feed.
    Crlf,
}

impl LineEnding {
    /// Both line endings, for tables and tests.
    pub const ALL: [Self; 2] = [Self::Lf, Self::Crlf];

    /// The line ending as it stands in a file.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Lf => b"\n",
            Self::Crlf => b"\r\n",
        }
    }
}
