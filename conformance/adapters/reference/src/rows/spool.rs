//! Files to upload: written before anything is sent, so that an upload can be repeated whole and a
//! row that cannot be sent is known before a job exists.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use bulk_conformance::protocol::{Class, Failure};

use super::Source;
use super::sink::disk;
use crate::csv::{Format, Nulls};
use crate::http;
use crate::run::{Result, Run};

/// A file that goes up in one call.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it is.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
    /// How many rows it has, the header not counted.
    pub rows: u64,
    /// How it is written.
    pub format: Format,
}

impl Part {
    /// It as the body of a request.
    pub fn body(&self) -> http::Payload {
        http::Payload::Stream(std::sync::Arc::new(Upload {
            path: self.path.clone(),
            bytes: self.bytes,
        }))
    }

    /// It, from the first byte.
    ///
    /// # Errors
    /// Those of the file.
    pub fn open(&self) -> Result<File> {
        File::open(&self.path).map_err(|error| disk(&error))
    }
}

/// A file as the body of a request.
pub struct Upload {
    /// Where it is.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
}

impl http::Source for Upload {
    fn len(&self) -> u64 {
        self.bytes
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::BufReader::new(File::open(&self.path)?)))
    }
}

/// As `Intake::spool`. Input without rows gives no part.
///
/// # Errors
/// Those of `Intake::spool`.
pub fn spool(
    run: &Run<'_>,
    rows: &mut dyn Source,
    format: Format,
    nulls: Nulls,
    name: &str,
) -> Result<Vec<Part>> {
    let (writer, intake) = (&run.parts.writer, &run.parts.intake);
    let most = run.parts.policy.upload_bytes_max(run);
    let mut head = Vec::new();
    writer.preamble(&mut head);
    writer.header(&mut head, rows.header(), format);
    let head_size = intake.measure(&head);
    let mut parts: Vec<Writing> = Vec::new();
    let (mut row, mut number) = (Vec::new(), 0);
    while let Some(cells) = rows.next() {
        number += 1;
        let texts =
            cells?.iter().map(|cell| writer.text_of(cell, nulls)).collect::<Result<Vec<_>>>();
        row.clear();
        writer.row(&mut row, &texts.map_err(|failure| at_row(failure, number))?, format);
        let size = intake.measure(&row);
        if head_size + size > most {
            let what = format!("row {number} alone is larger than an upload may be");
            return Err(Failure::new(Class::Data, what));
        }
        if parts.last().is_none_or(|part| part.size + size > most) {
            let path = run.file(&format!("{name}-{}.csv", parts.len() + 1));
            parts.push(Writing::new(&path, &head, head_size)?);
        }
        if let Some(part) = parts.last_mut() {
            part.add(&row, size)?;
        }
    }
    parts.into_iter().map(|part| part.finish(format)).collect()
}

fn at_row(failure: Failure, row: u64) -> Failure {
    let message = format!("row {row}: {}", failure.message);
    Failure { message, ..failure }
}

/// A part that is being written.
struct Writing {
    path: PathBuf,
    file: BufWriter<File>,
    size: u64,
    bytes: u64,
    rows: u64,
}

impl Writing {
    fn new(path: &Path, head: &[u8], size: u64) -> Result<Self> {
        let mut file = BufWriter::new(File::create(path).map_err(|error| disk(&error))?);
        file.write_all(head).map_err(|error| disk(&error))?;
        Ok(Self { path: path.to_owned(), file, size, bytes: head.len() as u64, rows: 0 })
    }

    fn add(&mut self, row: &[u8], size: u64) -> Result<()> {
        self.size += size;
        self.bytes += row.len() as u64;
        self.rows += 1;
        self.file.write_all(row).map_err(|error| disk(&error))
    }

    fn finish(mut self, format: Format) -> Result<Part> {
        self.file.flush().map_err(|error| disk(&error))?;
        Ok(Part { path: self.path, bytes: self.bytes, rows: self.rows, format })
    }
}
