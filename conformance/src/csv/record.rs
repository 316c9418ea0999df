//! A CSV file as the strict reader saw it.

use std::borrow::Cow;

use super::{Flaw, Wrong};

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its records; the first one is the header.
    pub records: Vec<Record>,
    /// What is wrong with it, in the order of places.
    pub flaws: Vec<Flaw>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it begins, in bytes from the start of the file.
    pub at: usize,
    /// Its cells; one at least.
    pub cells: Vec<Field>,
    /// How it ended.
    pub end: End,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where it begins, its quote included.
    pub at: usize,
    /// Its value: without the quotes around it, doubled quotes made single.
    pub value: Vec<u8>,
    /// Whether it began with a quote.
    pub quoted: bool,
}

/// How a record ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// With a line feed.
    Lf,
    /// With a carriage return and a line feed.
    CrLf,
    /// With the file.
    File,
}

impl End {
    /// Salesforce's word for it; the end of a file has none.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Lf => Some("LF"),
            Self::CrLf => Some("CRLF"),
            Self::File => None,
        }
    }
}

impl Field {
    /// The value as text; what is no UTF-8 stands as U+FFFD.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.value)
    }
}

impl Record {
    /// Whether nothing stands on its line.
    pub fn is_blank(&self) -> bool {
        matches!(&self.cells[..], [only] if only.value.is_empty() && !only.quoted)
    }

    /// The values as text.
    pub fn texts(&self) -> Vec<Cow<'_, str>> {
        self.cells.iter().map(Field::text).collect()
    }
}

impl File {
    /// The header; `None` in an empty file.
    pub fn header(&self) -> Option<&Record> {
        self.records.first()
    }

    /// The records behind the header, blank lines left out.
    pub fn rows(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().skip(1).filter(|record| !record.is_blank())
    }

    /// The place of a column, by its name in any letter case.
    pub fn column(&self, name: &str) -> Option<usize> {
        let header = self.header()?;
        header.cells.iter().position(|cell| cell.text().eq_ignore_ascii_case(name))
    }

    /// Flaws of one kind.
    pub fn flaws_of(&self, is: impl Fn(&Wrong) -> bool) -> impl Iterator<Item = &Flaw> {
        self.flaws.iter().filter(move |flaw| is(&flaw.wrong))
    }
}
