//! A page of a query job's results, written part by part (4.4).
//!
//! Recorded: the header line stands on every page, names quoted and in canonical letter case; every
//! value is quoted, nothing is `""`. Documented: up to v49 the columns come in alphabetical order.

use std::sync::Arc;

use super::super::record::Record;
use super::super::soql::{CsvColumn, Enough, PART_ROWS, ResultSet, Select};
use super::super::tables::Tables;
use super::spec::QuerySpec;
use crate::core::csv::{self, Delimiter, LineEnding};
use crate::core::generate::Generator;

/// The last version whose columns are in alphabetical order. Documented.
const ALPHABETICAL_UP_TO: u16 = 49;

/// Rows that are written to learn how large a row is.
const SAMPLE_ROWS: u64 = 64;

/// Room for a row that most rows fit in.
const ROW_BYTES: usize = 160;

/// One page of results, whose parts can be made side by side.
pub struct QueryFile {
    writer: RowWriter,
    results: Option<Arc<ResultSet>>,
    /// The next row of the results, and the one behind the last.
    next: u64,
    end: u64,
    header_due: bool,
}

/// Writes rows in a job's dialect.
#[derive(Clone)]
struct RowWriter {
    columns: Vec<CsvColumn>,
    delimiter: Delimiter,
    line_ending: LineEnding,
}

/// A part of a page, to be made wherever there is time for it.
pub struct QueryPart {
    writer: RowWriter,
    results: Option<Arc<ResultSet>>,
    first: u64,
    rows: u64,
    with_header: bool,
}

impl QueryFile {
    /// `rows` rows from row `offset` on.
    pub fn new(results: &Arc<ResultSet>, spec: &QuerySpec, offset: u64, rows: u64) -> Self {
        Self {
            writer: RowWriter::of(spec, &results.tables),
            results: Some(Arc::clone(results)),
            next: offset,
            end: offset + rows,
            header_due: true,
        }
    }

    /// The header line alone.
    pub fn header_only(spec: &QuerySpec, tables: &Tables) -> Self {
        let writer = RowWriter::of(spec, tables);
        Self { writer, results: None, next: 0, end: 0, header_due: true }
    }

    /// The header line behind columns of a job's own, as the result files of an ingest job have them.
    pub fn header_behind(spec: &QuerySpec, tables: &Tables, own: &[&str]) -> Vec<u8> {
        let mut header = Vec::new();
        let writer = RowWriter::of(spec, tables);
        for name in own {
            csv::quoted(&mut header, name.as_bytes());
            header.push(writer.delimiter.byte());
        }
        writer.header(&mut header);
        header
    }

    /// The next part; `None` once the page is complete.
    pub fn next_part(&mut self) -> Option<QueryPart> {
        if !self.header_due && self.next >= self.end {
            return None;
        }
        // Parts end where rows can be read from without passing over others.
        let boundary = (self.next / PART_ROWS + 1) * PART_ROWS;
        let (first, until) = (self.next, boundary.min(self.end));
        self.next = until;
        Some(QueryPart {
            writer: self.writer.clone(),
            results: self.results.clone(),
            first,
            rows: until.saturating_sub(first),
            with_header: std::mem::take(&mut self.header_due),
        })
    }
}

impl QueryPart {
    /// Writes it.
    pub fn make(mut self) -> Vec<u8> {
        let mut out = Vec::with_capacity(usize::try_from(self.rows).unwrap_or(0) * ROW_BYTES);
        if self.with_header {
            self.writer.header(&mut out);
        }
        if let Some(results) = &self.results {
            let computed = results.computed(self.first, self.rows);
            if let Some((generator, first)) = computed.filter(|_| self.writer.is_computed()) {
                for row in first..first + self.rows as u32 {
                    self.writer.computed_row(&mut out, generator, row);
                }
                return out;
            }
            let mut cursor = results.rows(self.first, self.rows);
            while cursor.read(|tables, record| {
                self.writer.row(&mut out, tables, record);
                Enough::No
            }) {}
        }
        out
    }
}

impl RowWriter {
    fn of(spec: &QuerySpec, tables: &Tables) -> Self {
        let mut columns = match &spec.query.select {
            Select::Rows(columns) => columns.clone(),
            Select::Count | Select::Groups(_) => Vec::new(),
        };
        if spec.version.number() <= ALPHABETICAL_UP_TO {
            columns.sort_by(|a, b| a.name.cmp(&b.name));
        }
        let object = &spec.query.object;
        let columns = columns.into_iter().map(|column| CsvColumn::new(column, object, tables));
        let columns = columns.collect();
        Self { columns, delimiter: spec.delimiter, line_ending: spec.line_ending }
    }

    fn header(&self, out: &mut Vec<u8>) {
        for (place, column) in self.columns.iter().enumerate() {
            if place > 0 {
                out.push(self.delimiter.byte());
            }
            csv::quoted(out, column.name().as_bytes());
        }
        csv::end_row(out, self.line_ending);
    }

    /// Whether the row of a generator is all that it takes.
    fn is_computed(&self) -> bool {
        self.columns.iter().all(CsvColumn::is_computed)
    }

    /// As `row`, of a generated row that nobody wrote.
    fn computed_row(&mut self, out: &mut Vec<u8>, generator: &Generator, row: u32) {
        for (place, column) in self.columns.iter_mut().enumerate() {
            if place > 0 {
                out.push(self.delimiter.byte());
            }
            column.write_computed(out, generator, row);
        }
        csv::end_row(out, self.line_ending);
    }

    fn row(&mut self, out: &mut Vec<u8>, tables: &Tables, record: &Record<'_>) {
        for (place, column) in self.columns.iter_mut().enumerate() {
            if place > 0 {
                out.push(self.delimiter.byte());
            }
            column.write(out, tables, record);
        }
        csv::end_row(out, self.line_ending);
    }
}

/// About how many bytes a row of the results takes: the mean of the first few.
pub fn row_bytes(results: &Arc<ResultSet>, spec: &QuerySpec) -> u64 {
    let mut writer = RowWriter::of(spec, &results.tables);
    let (mut rows, mut out) = (0, Vec::new());
    results.rows(0, SAMPLE_ROWS).read(|tables, record| {
        writer.row(&mut out, tables, record);
        rows += 1;
        Enough::No
    });
    (out.len() as u64).checked_div(rows).unwrap_or(0)
}
