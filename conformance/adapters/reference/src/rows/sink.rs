//! Tables for the caller, written as rows come.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use bulk_conformance::protocol::{Cell, Class, Failure, RowFiles};

use crate::run::{Result, Run};

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Rows that were loaded.
    Success,
    /// Rows that failed.
    Failed,
    /// Rows that were never processed.
    Unprocessed,
    /// Rows that were loaded with a warning.
    Warnings,
    /// Rows of a query or an export.
    Records,
}

impl Kind {
    /// The name of its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failed => "failed",
            Self::Unprocessed => "unprocessed",
            Self::Warnings => "warnings",
            Self::Records => "records",
        }
    }
}

/// How rows are built for the caller. A method that is not overridden is the honest one.
pub trait Rows: Send + Sync {
    /// Gives a row away: one cell for each name of the header.
    ///
    /// # Errors
    /// Those of the file.
    fn row(&self, sink: &mut Sink, cells: Vec<Cell>) -> Result<()> {
        sink.write(&cells)
    }

    /// The names of the columns, as the caller sees them.
    fn header(&self, _kind: Kind, names: Vec<String>) -> Vec<String> {
        names
    }
}

/// A table that is being written.
pub struct Sink {
    /// What it holds.
    pub kind: Kind,
    /// How many rows it has.
    pub rows: u64,
    /// The names of its columns, once they are known.
    pub header: Option<Vec<String>>,
    path: PathBuf,
    file: BufWriter<File>,
}

impl Sink {
    /// An empty table in the case's folder.
    ///
    /// # Errors
    /// Those of the file.
    pub fn new(run: &Run<'_>, kind: Kind) -> Result<Self> {
        let path = run.file(&format!("{}.ndjson", kind.name()));
        let file = File::create(&path).map_err(|error| disk(&error))?;
        Ok(Self { kind, rows: 0, header: None, path, file: BufWriter::new(file) })
    }

    /// Sets the names of the columns; once they are set, those of a further part must be the same.
    ///
    /// # Errors
    /// Other names than before, of class `data`; those of the file.
    pub fn set_header(&mut self, run: &Run<'_>, names: Vec<String>) -> Result<()> {
        let names = run.parts.rows.header(self.kind, names);
        match &self.header {
            Some(known) if *known == names => Ok(()),
            Some(known) => {
                let what = format!("columns {names:?} after {known:?}");
                Err(Failure::new(Class::Data, what))
            }
            None => {
                self.line(&names)?;
                self.header = Some(names);
                Ok(())
            }
        }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Those of the file.
    pub fn write(&mut self, cells: &[Cell]) -> Result<()> {
        self.rows += 1;
        self.line(&cells)
    }

    fn line(&mut self, line: &impl serde::Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.file, line).map_err(|error| disk(&error))?;
        self.file.write_all(b"\n").map_err(|error| disk(&error))
    }

    /// Closes the table and names its file among the others; one without a header gets an empty one.
    ///
    /// # Errors
    /// Those of the file.
    pub fn finish(mut self, files: &mut RowFiles) -> Result<()> {
        if self.header.is_none() {
            self.line(&Vec::<String>::new())?;
        }
        self.file.flush().map_err(|error| disk(&error))?;
        let place = match self.kind {
            Kind::Success => &mut files.success,
            Kind::Failed => &mut files.failed,
            Kind::Unprocessed => &mut files.unprocessed,
            Kind::Warnings => &mut files.warnings,
            Kind::Records => &mut files.records,
        };
        *place = Some(self.path);
        Ok(())
    }
}

/// The disk failed: neither the provider nor the caller is to blame.
pub(crate) fn disk(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(Class::Other, error.to_string())
}

impl Rows for super::Honest {}
