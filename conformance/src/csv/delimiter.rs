//! The six delimiters of Salesforce, and what Marketo makes of its three formats.

use crate::protocol::Dialect;

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
    /// `^`
    Caret,
    /// A backquote.
    Backquote,
}

impl Delimiter {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe, Self::Caret, Self::Backquote];

    /// The byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
            Self::Caret => b'^',
            Self::Backquote => b'`',
        }
    }

    /// Salesforce's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comma => "COMMA",
            Self::Semicolon => "SEMICOLON",
            Self::Tab => "TAB",
            Self::Pipe => "PIPE",
            Self::Caret => "CARET",
            Self::Backquote => "BACKQUOTE",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delimiter| delimiter.name() == name)
    }

    /// That of a Marketo import: `csv`, `tsv` or `ssv`, in any letter case (marketo-bulk.md 4.2.2: on
    /// import the s of `ssv` is a semicolon).
    pub fn of_format(format: &str) -> Option<Self> {
        match format.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Comma),
            "tsv" => Some(Self::Tab),
            "ssv" => Some(Self::Semicolon),
            _ => None,
        }
    }
}

impl Dialect {
    /// The dialect of this delimiter and these line ends.
    pub fn of(delimiter: Delimiter, crlf: bool) -> Self {
        Self {
            column_delimiter: delimiter.name().to_owned(),
            line_ending: if crlf { "CRLF" } else { "LF" }.to_owned(),
        }
    }

    /// Its delimiter; the comma if it names none that there is.
    pub fn delimiter(&self) -> Delimiter {
        Delimiter::named(&self.column_delimiter).unwrap_or(Delimiter::Comma)
    }

    /// Whether its lines end in CR LF.
    pub fn is_crlf(&self) -> bool {
        self.line_ending == "CRLF"
    }

    /// The bytes at the end of its lines.
    pub fn line_end(&self) -> &'static str {
        if self.is_crlf() { "\r\n" } else { "\n" }
    }
}
