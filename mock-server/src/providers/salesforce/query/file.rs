//! A page of a query job's results, written piece by piece (4.4).
//!
//! Recorded: the header line stands on every page, names quoted and in canonical letter case; every
//! value is quoted, nothing is `""`. Documented: up to v49 the columns come in alphabetical order.

use std::sync::Arc;

use super::super::record::Record;
use super::super::soql::{Column, Cursor, Enough, ResultSet, Select, write_csv};
use super::super::tables::Tables;
use super::spec::QuerySpec;
use crate::core::csv::{self, Delimiter, LineEnding};

/// How large a piece grows before it is handed over.
const PIECE_BYTES: usize = 64 << 10;

/// The last version whose columns are in alphabetical order. Documented.
const ALPHABETICAL_UP_TO: u16 = 49;

/// Rows that are written to learn how large a row is.
const SAMPLE_ROWS: u64 = 64;

/// One page of results, made while it is sent.
pub struct QueryFile {
    writer: RowWriter,
    cursor: Option<Cursor>,
    header_due: bool,
}

/// Writes rows in a job's dialect.
struct RowWriter {
    columns: Vec<Column>,
    delimiter: Delimiter,
    line_ending: LineEnding,
}

impl QueryFile {
    /// `rows` rows from row `offset` on.
    pub fn new(results: &Arc<ResultSet>, spec: &QuerySpec, offset: u64, rows: u64) -> Self {
        let cursor = Some(results.rows(offset, rows));
        Self { writer: RowWriter::of(spec), cursor, header_due: true }
    }

    /// The header line alone.
    pub fn header_only(spec: &QuerySpec) -> Self {
        Self { writer: RowWriter::of(spec), cursor: None, header_due: true }
    }

    /// The header line behind columns of a job's own, as the result files of an ingest job have them.
    pub fn header_behind(spec: &QuerySpec, own: &[&str]) -> Vec<u8> {
        let mut header = Vec::new();
        let writer = RowWriter::of(spec);
        for name in own {
            csv::quoted(&mut header, name.as_bytes());
            header.push(writer.delimiter.byte());
        }
        writer.header(&mut header);
        header
    }

    /// The next piece; `None` once the page is complete.
    pub fn next_piece(&mut self) -> Option<Vec<u8>> {
        if !self.header_due && self.cursor.is_none() {
            return None;
        }
        let mut piece = Vec::with_capacity(PIECE_BYTES + 4096);
        if std::mem::take(&mut self.header_due) {
            self.writer.header(&mut piece);
        }
        if let Some(cursor) = &mut self.cursor {
            let writer = &self.writer;
            let more = cursor.read(|tables, record| {
                writer.row(&mut piece, tables, record);
                if piece.len() < PIECE_BYTES { Enough::No } else { Enough::Yes }
            });
            if !more {
                self.cursor = None;
            }
        }
        Some(piece)
    }
}

impl RowWriter {
    fn of(spec: &QuerySpec) -> Self {
        let mut columns = match &spec.query.select {
            Select::Rows(columns) => columns.clone(),
            Select::Count | Select::Groups(_) => Vec::new(),
        };
        if spec.version.number() <= ALPHABETICAL_UP_TO {
            columns.sort_by(|a, b| a.name.cmp(&b.name));
        }
        Self { columns, delimiter: spec.delimiter, line_ending: spec.line_ending }
    }

    fn header(&self, out: &mut Vec<u8>) {
        for (place, column) in self.columns.iter().enumerate() {
            if place > 0 {
                out.push(self.delimiter.byte());
            }
            csv::quoted(out, column.name.as_bytes());
        }
        csv::end_row(out, self.line_ending);
    }

    fn row(&self, out: &mut Vec<u8>, tables: &Tables, record: &Record<'_>) {
        for (place, column) in self.columns.iter().enumerate() {
            if place > 0 {
                out.push(self.delimiter.byte());
            }
            write_csv(out, tables, record, column);
        }
        csv::end_row(out, self.line_ending);
    }
}

/// About how many bytes a row of the results takes: the mean of the first few.
pub fn row_bytes(results: &Arc<ResultSet>, spec: &QuerySpec) -> u64 {
    let writer = RowWriter::of(spec);
    let (mut rows, mut out) = (0, Vec::new());
    results.rows(0, SAMPLE_ROWS).read(|tables, record| {
        writer.row(&mut out, tables, record);
        rows += 1;
        Enough::No
    });
    (out.len() as u64).checked_div(rows).unwrap_or(0)
}
