//! Rows on their way in and out: what the caller hands over, the files that are uploaded, and what
//! the caller gets back. Nothing here holds more than a row at a time.

mod sink;
mod source;
mod spool;

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use bulk_conformance::protocol::{Cell, Class, Failure};

use crate::csv::{Format, Nulls};
use crate::http::{Answer, Broken};
use crate::run::{Result, Run};

pub(crate) use sink::disk;
pub use sink::{Kind, Rows, Sink};
pub use source::{Source, open, project};
pub use spool::{Part, Upload, spool};

/// How the caller's rows become files to upload. A method that is not overridden is the honest one.
pub trait Intake: Send + Sync {
    /// The rows that the case hands over, from the first one.
    ///
    /// # Errors
    /// Input that cannot be read.
    fn open(&self, run: &Run<'_>) -> Result<Box<dyn Source>> {
        open(run)
    }

    /// Writes rows into files, none larger than the policy says, each with the header.
    ///
    /// # Errors
    /// Rows that no file can carry, of class `data`, with the number of the row.
    fn spool(
        &self,
        run: &Run<'_>,
        rows: &mut dyn Source,
        format: Format,
        nulls: Nulls,
        name: &str,
    ) -> Result<Vec<Part>> {
        spool(run, rows, format, nulls, name)
    }

    /// How much of an upload these bytes take.
    fn measure(&self, written: &[u8]) -> u64 {
        written.len() as u64
    }
}

/// The honest one.
pub struct Honest;

impl Intake for Honest {}

/// Reads a CSV of a provider, and gives away the header first, then each row as cells.
///
/// # Errors
/// A file that is none, or a row that is not as wide as the header, of class `data`.
pub fn read_table(
    run: &Run<'_>,
    from: &mut dyn Read,
    delimiter: u8,
    to_cell: &dyn Fn(&crate::csv::Field) -> Cell,
    each: &mut dyn FnMut(u64, Line) -> Result<()>,
) -> Result<()> {
    let (mut width, mut row) = (0, 0);
    run.parts.reader.read(from, delimiter, &mut |record| {
        if row == 0 {
            width = record.len();
            each(0, Line::Header(record.iter().map(|field| field.to_text()).collect()))?;
        } else if record.len() == width {
            each(row, Line::Row(record.iter().map(to_cell).collect()))?;
        } else {
            let what = format!("row {row} has {} cells under {width} names", record.len());
            return Err(Failure::new(Class::Data, what));
        }
        row += 1;
        Ok(())
    })
}

/// A line of a table.
pub enum Line {
    /// The names of the columns.
    Header(Vec<String>),
    /// The values of a row.
    Row(Vec<Cell>),
}

/// Writes a body into a file, from its first byte. What breaks off is written anew by the next try.
///
/// # Errors
/// A body that breaks off; those of the file.
pub fn save(mut answer: Answer, path: &Path) -> Result<Answer, Broken> {
    let mut file = BufWriter::new(File::create(path).map_err(Broken::late)?);
    std::io::copy(&mut answer.body, &mut file).map_err(Broken::late)?;
    file.flush().map_err(Broken::late)?;
    Ok(answer)
}
