//! Rows while they arrive: split by csv-core, upserted into a hash map, their raw bytes kept.

use csv_core::{ReadRecordResult, Reader};
use hashbrown::HashMap;

/// Rows by the cell of their first column.
pub(crate) type Table = HashMap<Box<[u8]>, Box<[u8]>>;

/// The raw bytes of an upload, and where its records end, that of the header first.
#[derive(Default)]
pub(crate) struct Uploaded {
    raw: Vec<u8>,
    ends: Vec<u32>,
}

impl Uploaded {
    /// The number of rows, the header not counted.
    pub(crate) fn count(&self) -> usize {
        self.ends.len().saturating_sub(1)
    }

    /// The header with its line end.
    pub(crate) fn header(&self) -> &[u8] {
        self.ends.first().map_or(&[], |end| &self.raw[..*end as usize])
    }

    /// Row `row` with its line end.
    pub(crate) fn row(&self, row: usize) -> &[u8] {
        &self.raw[self.ends[row] as usize..self.ends[row + 1] as usize]
    }
}

/// An upload on its way in.
pub(crate) struct Intake {
    reader: Reader,
    /// The cells of the record being read, one behind the other, and where each ends.
    cells: Vec<u8>,
    cell_ends: Vec<usize>,
    cells_len: usize,
    cell_count: usize,
    uploaded: Uploaded,
    table: Table,
}

impl Intake {
    pub(crate) fn new(table: Table, length: usize) -> Self {
        Self {
            reader: Reader::new(),
            cells: vec![0; 64 << 10],
            cell_ends: vec![0; 1024],
            cells_len: 0,
            cell_count: 0,
            uploaded: Uploaded { raw: Vec::with_capacity(length), ends: Vec::new() },
            table,
        }
    }

    pub(crate) fn push(&mut self, chunk: &[u8]) {
        let base = self.uploaded.raw.len();
        self.uploaded.raw.extend_from_slice(chunk);
        let mut rest = chunk;
        // An empty slice would tell csv-core that the input is over.
        while !rest.is_empty() {
            let (result, read) = self.read(rest);
            rest = &rest[read..];
            if result == ReadRecordResult::Record {
                self.record(base + chunk.len() - rest.len());
            }
        }
    }

    pub(crate) fn finish(mut self) -> (Table, Uploaded) {
        let end = self.uploaded.raw.len();
        loop {
            match self.read(&[]).0 {
                ReadRecordResult::Record => self.record(end),
                ReadRecordResult::End => return (self.table, self.uploaded),
                _ => {}
            }
        }
    }

    fn read(&mut self, input: &[u8]) -> (ReadRecordResult, usize) {
        let cells = &mut self.cells[self.cells_len..];
        let cell_ends = &mut self.cell_ends[self.cell_count..];
        let (result, read, written, ended) = self.reader.read_record(input, cells, cell_ends);
        self.cells_len += written;
        self.cell_count += ended;
        match result {
            ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => self.cell_ends.resize(self.cell_ends.len() * 2, 0),
            _ => {}
        }
        (result, read)
    }

    fn record(&mut self, end: usize) {
        let cells = &self.cells[..std::mem::take(&mut self.cells_len)];
        let cell_ends = &self.cell_ends[..std::mem::take(&mut self.cell_count)];
        if !self.uploaded.ends.is_empty() {
            upsert(&mut self.table, cells, cell_ends);
        }
        self.uploaded.ends.push(end as u32);
    }
}

fn upsert(table: &mut Table, cells: &[u8], cell_ends: &[usize]) {
    let mut row = Vec::with_capacity(cell_ends.len() * 4 + cells.len());
    for end in cell_ends {
        row.extend_from_slice(&(*end as u32).to_le_bytes());
    }
    row.extend_from_slice(cells);
    let key = &cells[..cell_ends.first().copied().unwrap_or(0)];
    table.insert(key.into(), row.into_boxed_slice());
}
