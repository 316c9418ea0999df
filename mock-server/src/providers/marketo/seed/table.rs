//! A seed file of CSV: its header against the columns that are known, its rows as named cells.

use std::sync::Arc;

use super::SeedError;
use crate::core::csv::{self, Delimiter};
use crate::core::nearest::suggest;
use crate::core::rows::{BlankLines, Upload, UploadBuilder};
use crate::core::table::OwnCell;
use crate::core::time::SimTime;

use super::super::instance::Fields;
use super::super::values;

/// A file that was read.
pub(super) struct SeedTable<'f> {
    file: &'f str,
    header: Vec<String>,
    rows: Upload,
}

/// One row of it.
pub(super) struct SeedRow<'t> {
    table: &'t SeedTable<'t>,
    number: u32,
    cells: Vec<Vec<u8>>,
}

impl<'f> SeedTable<'f> {
    /// A file whose header names only what is `known`.
    pub(super) fn read(file: &'f str, text: &[u8], known: &[&str]) -> Result<Self, SeedError> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut builder = UploadBuilder::new(Delimiter::Comma, BlankLines::Skip);
        builder.push(text);
        let rows = builder.finish();
        let header = csv::cells(rows.header(), Delimiter::Comma);
        let header: Vec<String> =
            header.map(|cell| String::from_utf8_lossy(&cell.decode()).into_owned()).collect();
        for (place, name) in header.iter().enumerate() {
            let wrong =
                |message| SeedError { file: file.to_owned(), place: "header".into(), message };
            if !known.contains(&name.as_str()) {
                let remedy = suggest(name, known.iter().copied());
                return Err(wrong(format!("there is no column `{name}`; {remedy}")));
            }
            if header[..place].contains(name) {
                return Err(wrong(format!("there are two columns `{name}`; leave one out")));
            }
        }
        Ok(Self { file, header, rows })
    }

    /// Its rows, each with as many cells as the header.
    pub(super) fn rows(&self) -> impl Iterator<Item = Result<SeedRow<'_>, SeedError>> {
        let rows = self.rows.rows(0..self.rows.row_count());
        (1..).zip(rows).map(|(number, row)| {
            let cells = csv::cells(row, Delimiter::Comma);
            let cells: Vec<Vec<u8>> = cells.map(|cell| cell.decode().into_owned()).collect();
            let found = cells.len();
            let row = SeedRow { table: self, number, cells };
            if found != self.header.len() {
                let wanted = self.header.len();
                return Err(row.error(format!("{found} cells, and the header has {wanted}")));
            }
            Ok(row)
        })
    }
}

impl SeedRow<'_> {
    /// What is wrong with this row.
    pub(super) fn error(&self, message: impl Into<String>) -> SeedError {
        SeedError {
            file: self.table.file.to_owned(),
            place: format!("row {}", self.number),
            message: message.into(),
        }
    }

    /// A cell; nothing if it is empty or its column is not there.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        let place = self.table.header.iter().position(|name| name == column)?;
        let cell = self.cells.get(place).filter(|cell| !cell.is_empty())?;
        Some(String::from_utf8_lossy(cell).into_owned())
    }

    /// A cell that must not be empty.
    pub(super) fn required(&self, column: &str) -> Result<String, SeedError> {
        self.text(column).ok_or_else(|| self.error(format!("`{column}` is empty; give it a value")))
    }

    /// A number that must be there.
    pub(super) fn number(&self, column: &str) -> Result<u32, SeedError> {
        let text = self.required(column)?;
        text.parse().map_err(|_| {
            self.error(format!("`{column}`: `{text}` is not an id; write a whole number"))
        })
    }

    /// An instant; that of the standard set if nothing is said.
    pub(super) fn instant(&self, column: &str) -> Result<SimTime, SeedError> {
        let text = self.text(column).unwrap_or_else(|| "2024-01-01T00:00:00Z".to_owned());
        text.parse().map_err(|_| {
            let remedy = "write it as 2024-01-31T09:00:00Z";
            self.error(format!("`{column}`: `{text}` is not an instant; {remedy}"))
        })
    }

    /// When the record was made, and when it was last changed, which is not before.
    pub(super) fn made_and_changed(&self) -> Result<(SimTime, SimTime), SeedError> {
        let made = self.instant("createdAt")?;
        match self.text("updatedAt") {
            Some(_) => Ok((made, self.instant("updatedAt")?.max(made))),
            None => Ok((made, made)),
        }
    }

    /// The cells that have a value, under their fields and in the form in which they are stored; those
    /// that are computed are left out.
    pub(super) fn own_cells(&self, fields: &Fields) -> Result<Vec<OwnCell>, SeedError> {
        let mut own = Vec::new();
        for (name, cell) in self.table.header.iter().zip(&self.cells) {
            let Some(id) = fields.named(name) else { continue };
            let field = fields.at(id);
            if cell.is_empty() || field.computed {
                continue;
            }
            let stored = values::stored(field, cell).map_err(|flaw| {
                let sent = String::from_utf8_lossy(cell);
                let why = values::problem(field, cell, flaw).in_report;
                self.error(format!(
                    "`{name}`: `{sent}`: {why}; its type is {}",
                    field.data_type.word()
                ))
            })?;
            own.push((id, Some(stored.into_owned().into_boxed_slice())));
        }
        Ok(own)
    }
}

/// The columns that a file may have: all fields with a REST name.
pub(super) fn columns(fields: &Fields) -> Vec<&str> {
    fields.iter().map(|(_, field)| field.name()).filter(|name| !name.is_empty()).collect()
}

/// A text as a cell of a field, if there is such a field.
pub(super) fn cell(fields: &Fields, name: &str, value: &str) -> Option<OwnCell> {
    fields.named(name).map(|id| (id, Some(value.as_bytes().into())))
}

/// What seeds did, as activities tell it.
pub(super) fn cause() -> Arc<super::super::activities::Cause> {
    Arc::new(super::super::activities::Cause {
        source: "List import".into(),
        reason: "Seed data".into(),
        user: String::new(),
    })
}
