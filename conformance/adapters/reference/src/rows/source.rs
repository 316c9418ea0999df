//! The caller's rows, one at a time: records, or a CSV file.

use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use bulk_conformance::protocol::{Cell, Class, Failure};

use super::sink::disk;
use crate::csv::{Field, Format};
use crate::run::{Provider, Result, Run};

/// Rows, one after another.
pub trait Source: Send {
    /// The names of the columns, as the caller wrote them; none if there is no input at all.
    fn header(&self) -> &[String];

    /// The next row, one cell for each name.
    ///
    /// # Errors
    /// Input that cannot be read, or a row that does not fit, of class `data`, with its number.
    fn next(&mut self) -> Option<Result<Vec<Cell>>>;
}

/// As `Intake::open`.
///
/// # Errors
/// Those of `Intake::open`.
pub fn open(run: &Run<'_>) -> Result<Box<dyn Source>> {
    let Some(input) = &run.case.input else {
        return Ok(Box::new(Nothing));
    };
    if let Some(path) = &input.records {
        return Ok(Box::new(Records::new(File::open(path).map_err(|error| disk(&error))?)?));
    }
    let Some(path) = &input.file else { return Ok(Box::new(Nothing)) };
    let delimiter = match &input.dialect {
        Some(dialect) => Format::delimiter_of(&dialect.column_delimiter)?,
        None => b',',
    };
    let file = File::open(path).map_err(|error| disk(&error))?;
    Ok(Box::new(CsvFile::new(run, file, delimiter)?))
}

/// Only these columns of the rows.
pub fn project(rows: Box<dyn Source>, columns: Vec<usize>) -> Box<dyn Source> {
    let header = columns.iter().map(|&at| rows.header()[at].clone()).collect();
    Box::new(Projected { rows, columns, header })
}

struct Nothing;

impl Source for Nothing {
    fn header(&self) -> &[String] {
        &[]
    }

    fn next(&mut self) -> Option<Result<Vec<Cell>>> {
        None
    }
}

struct Projected {
    rows: Box<dyn Source>,
    columns: Vec<usize>,
    header: Vec<String>,
}

impl Source for Projected {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn next(&mut self) -> Option<Result<Vec<Cell>>> {
        let row = self.rows.next()?;
        Some(row.map(|row| self.columns.iter().map(|&at| row[at].clone()).collect()))
    }
}

/// A file of records: one JSON array a line, the first one the header.
struct Records {
    header: Vec<String>,
    lines: Lines<BufReader<File>>,
    row: u64,
}

impl Records {
    fn new(file: File) -> Result<Self> {
        let mut lines = BufReader::new(file).lines();
        let header = match lines.next() {
            None => Vec::new(),
            Some(line) => {
                let line = line.map_err(|error| disk(&error))?;
                serde_json::from_str(&line).map_err(|error| wrong(0, &error))?
            }
        };
        Ok(Self { header, lines, row: 0 })
    }
}

impl Source for Records {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn next(&mut self) -> Option<Result<Vec<Cell>>> {
        let line = self.lines.find(|line| !line.as_ref().is_ok_and(String::is_empty))?;
        self.row += 1;
        let row = line.map_err(|error| disk(&error));
        Some(row.and_then(|line| {
            let row = serde_json::from_str(&line).map_err(|error| wrong(self.row, &error))?;
            fits(row, self.header.len(), self.row)
        }))
    }
}

/// A CSV file. It is read by a thread, since rows are asked for and the reader gives them away.
struct CsvFile {
    header: Vec<String>,
    records: Receiver<Result<Vec<Field>>>,
    row: u64,
    provider: Provider,
}

impl CsvFile {
    fn new(run: &Run<'_>, mut file: File, delimiter: u8) -> Result<Self> {
        let (send, records) = sync_channel(64);
        let reader = std::sync::Arc::clone(&run.parts.reader);
        thread::spawn(move || {
            let gone = || Failure::new(Class::Other, "nobody reads on");
            let mut give = |record| send.send(Ok(record)).map_err(|_| gone());
            if let Err(failure) = reader.read(&mut file, delimiter, &mut give) {
                let _ = send.send(Err(failure));
            }
        });
        let header = match records.recv() {
            Ok(record) => record?.iter().map(Field::to_text).collect(),
            Err(_) => Vec::new(),
        };
        Ok(Self { header, records, row: 0, provider: run.provider() })
    }
}

impl Source for CsvFile {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn next(&mut self) -> Option<Result<Vec<Cell>>> {
        let record = self.records.recv().ok()?;
        self.row += 1;
        let cells = |record: Vec<Field>| record.iter().map(Field::to_cell).collect();
        let row = record.and_then(|record| fits(cells(record), self.header.len(), self.row));
        // A file says what its writer meant: Salesforce's word for a null is one there, too.
        let nulls = self.provider == Provider::Salesforce;
        Some(row.map(|row| if nulls { row.into_iter().map(null_of).collect() } else { row }))
    }
}

fn null_of(cell: Cell) -> Cell {
    match cell.as_text() {
        Some("#N/A") => Cell::Null,
        _ => cell,
    }
}

/// A row under its header. One that is not as wide would shift its values under other names.
fn fits(row: Vec<Cell>, width: usize, number: u64) -> Result<Vec<Cell>> {
    match row.len() == width {
        true => Ok(row),
        false => {
            let what = format!("row {number} has {} cells under {width} names", row.len());
            Err(Failure::new(Class::Data, what))
        }
    }
}

fn wrong(row: u64, error: &dyn std::fmt::Display) -> Failure {
    Failure::new(Class::Data, format!("row {row}: {error}"))
}
