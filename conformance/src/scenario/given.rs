//! Rows that a call is given, and what they mean.

use crate::protocol::{Dialect, Table};

/// Rows for a client to load.
#[derive(Clone, Debug)]
pub enum Given {
    /// As records.
    Records(Table),
    /// As a CSV file.
    File(CsvFile),
    /// As a CSV file whose bytes are handed over as a stream.
    Stream(CsvFile),
    /// As a CSV file in which everything behind the first line stands so many times: long files that
    /// nobody has to hold in memory. What is stored of them is not looked at.
    Repeated(CsvFile, u64),
}

/// A CSV file, byte by byte, and the table that it stands for.
#[derive(Clone, Debug)]
pub struct CsvFile {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How it is written.
    pub dialect: Dialect,
    /// What it says. Where the file is broken on purpose, what a reader could make of it at best.
    pub table: Table,
}

impl Given {
    /// What the rows say, however they are given.
    pub fn table(&self) -> &Table {
        match self {
            Self::Records(table) => table,
            Self::File(file) | Self::Stream(file) | Self::Repeated(file, _) => &file.table,
        }
    }
}

impl Dialect {
    /// Commas and line feeds: what every client can.
    pub fn plain() -> Self {
        Self { column_delimiter: "COMMA".to_owned(), line_ending: "LF".to_owned() }
    }
}
