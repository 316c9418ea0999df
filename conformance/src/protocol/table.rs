//! Tables in files: one JSON array a line, the first line the header.

use std::fmt;
use std::io::{BufRead, Write};
use std::path::Path;

use super::Cell;

/// A header and rows. A row may be shorter or longer than the header only where a case is about that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Table {
    /// Names of the columns.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// What is wrong with a file of rows, and on which line.
#[derive(Debug)]
pub struct TableError {
    line: usize,
    what: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.what),
            line => write!(f, "line {line}: {}", self.what),
        }
    }
}

impl std::error::Error for TableError {}

impl Table {
    /// A table of a header and no rows.
    pub fn new<S: Into<String>>(header: impl IntoIterator<Item = S>) -> Self {
        Self { header: header.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    #[must_use]
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|known| known == name)
    }

    /// The values of a column, from the first row to the last; empty if there is no such column.
    pub fn values(&self, name: &str) -> Vec<&Cell> {
        let Some(at) = self.column(name) else { return Vec::new() };
        self.rows.iter().filter_map(|row| row.get(at)).collect()
    }

    /// Reads a table.
    ///
    /// # Errors
    /// The first line that is no array of cells; a file without a header line is an empty table.
    pub fn read(from: impl BufRead) -> Result<Self, TableError> {
        let mut table = Self::default();
        for (at, line) in from.lines().enumerate() {
            let wrong = |what: String| TableError { line: at + 1, what };
            let line = line.map_err(|error| wrong(error.to_string()))?;
            if at == 0 {
                table.header = serde_json::from_str(&line)
                    .map_err(|error| wrong(format!("no array of column names: {error}")))?;
            } else if !line.is_empty() {
                let row = serde_json::from_str(&line)
                    .map_err(|error| wrong(format!("no array of cells: {error}")))?;
                table.rows.push(row);
            }
        }
        Ok(table)
    }

    /// Reads a table from a file.
    ///
    /// # Errors
    /// As [`Table::read`]; a file that cannot be read is wrong in line 0.
    pub fn load(path: &Path) -> Result<Self, TableError> {
        let file = std::fs::File::open(path)
            .map_err(|error| TableError { line: 0, what: format!("cannot be read: {error}") })?;
        Self::read(std::io::BufReader::new(file))
    }

    /// Writes the table.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, mut to: impl Write) -> std::io::Result<()> {
        serde_json::to_writer(&mut to, &self.header)?;
        to.write_all(b"\n")?;
        for row in &self.rows {
            serde_json::to_writer(&mut to, row)?;
            to.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Writes the table into a file.
    ///
    /// # Errors
    /// Those of the file.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        self.write(&mut file)?;
        file.flush()
    }
}
