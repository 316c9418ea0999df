//! Seed files: CSV or JSON rows of one object, written through the same rules as an upload.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::job::IngestOperation;
use super::rows::{Committed, Kept, NULL, Plan, Wanted, Writer, commit, prepare};
use super::schema::Object;
use super::world::World;
use crate::core::csv::{self, Delimiter};
use crate::core::rows::{BlankLines, Upload, UploadBuilder};
use crate::core::table::{FIRST_STORED, Source};
use crate::core::time::SimTime;

/// Why a seed file is not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeedError {
    /// The row, counted from 1 without the header; absent if the file as a whole is wrong.
    pub row: Option<u32>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "row {row}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl World {
    /// Writes the rows of a CSV file with a header; all or none.
    ///
    /// # Errors
    /// The first row that the rules refuse, or what is wrong with the header.
    pub fn load_csv(&mut self, object: &str, text: &[u8], now: SimTime) -> Result<u32, SeedError> {
        let mut builder = UploadBuilder::new(Delimiter::Comma, BlankLines::Skip);
        builder.push(text);
        self.load(object, builder.finish(), now)
    }

    /// Writes the rows of a JSON array of objects; all or none.
    ///
    /// # Errors
    /// As [`World::load_csv`]; also what is no such array.
    pub fn load_json(&mut self, object: &str, text: &[u8], now: SimTime) -> Result<u32, SeedError> {
        let rows: Vec<Map<String, Value>> = serde_json::from_slice(text)
            .map_err(|error| whole(format!("it is no JSON array of objects: {error}")))?;
        let mut names: Vec<&str> = Vec::new();
        for name in rows.iter().flat_map(Map::keys) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let mut text = line(names.iter().map(|name| (*name).to_owned()));
        for row in &rows {
            text.extend(line(names.iter().map(|name| cell(row.get(*name)))));
        }
        self.load_csv(object, &text, now)
    }

    fn load(&mut self, object: &str, upload: Upload, now: SimTime) -> Result<u32, SeedError> {
        let object = self.tables.schema().object(object).cloned().ok_or_else(|| {
            whole(format!("there is no object `{object}`; name the file after an object"))
        })?;
        let plan = self.seed_plan(&object, &upload)?;
        // Rows are tried on a copy, which shares everything with the original.
        let mut tables = self.tables.clone();
        let upload = Arc::new(upload);
        let table = tables.table_mut(&object);
        let source = Source::new(Arc::clone(&upload), &plan.table_columns(), NULL);
        let source = table.add_source(Arc::new(source));
        let at = table.commit(now, FIRST_STORED);
        let writer = Writer { plan: &plan, upload: &upload, kept: Kept::Rows(source), commit: at };
        let prepared = prepare(&plan, &upload, 0..upload.row_count());
        for (row, outcome) in (1..).zip(commit(&mut tables, &writer, &prepared)) {
            let message = match outcome {
                Committed::Written { .. } => continue,
                Committed::Failed { error, .. } => error.to_string(),
                Committed::FailsJob(message) => message,
            };
            return Err(SeedError { row: Some(row), message });
        }
        self.tables = tables;
        Ok(upload.row_count())
    }

    fn seed_plan(&self, object: &Arc<Object>, upload: &Upload) -> Result<Plan, SeedError> {
        let facts = upload.facts();
        if facts.first_unescaped_quote.is_some() || facts.unterminated_quote.is_some() {
            return Err(whole("its quotes are not well formed; double each quote in a value"));
        }
        let wanted = Wanted {
            schema: self.tables.schema(),
            settings: &self.settings,
            object,
            operation: IngestOperation::Insert,
            upsert_key: None,
        };
        Plan::read(&wanted, upload.header(), upload.delimiter()).map_err(|error| whole(error.0))
    }
}

fn whole(message: impl Into<String>) -> SeedError {
    SeedError { row: None, message: message.into() }
}

fn line(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let mut out = Vec::new();
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(b',');
        }
        csv::quoted(&mut out, cell.as_bytes());
    }
    out.push(b'\n');
    out
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
