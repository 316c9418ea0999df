//! The strict reader: RFC 4180 with any delimiter, LF or CR LF at the end of records. What the standard
//! does not allow is kept as it stands and noted as a flaw.

use super::{End, Field, File, Flaw, Record, Wrong};

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a file whose cells are parted by this byte. Empty bytes are a file without records.
pub fn read(bytes: &[u8], delimiter: u8) -> File {
    let mut reader = Reader { bytes, delimiter, at: 0, records: Vec::new(), flaws: Vec::new() };
    if bytes.starts_with(MARK) {
        // Kept in the first cell, as a server that does not strip it sees it.
        reader.note(0, Wrong::ByteOrderMark);
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        reader.note(error.valid_up_to(), Wrong::NotUtf8);
    }
    while reader.at < bytes.len() {
        reader.record();
    }
    let Reader { records, mut flaws, .. } = reader;
    across_records(&records, &mut flaws);
    for flaw in &mut flaws {
        flaw.record = records.partition_point(|record| record.at <= flaw.at).saturating_sub(1);
    }
    flaws.sort_by_key(|flaw| flaw.at);
    File { records, flaws }
}

/// What only shows when records are held against each other: widths and endings.
fn across_records(records: &[Record], flaws: &mut Vec<Flaw>) {
    let Some(header) = records.first() else { return };
    let mut note = |at, wrong| flaws.push(Flaw { at, record: 0, wrong });
    for record in records {
        let (header, found) = (header.cells.len(), record.cells.len());
        if record.is_blank() {
            note(record.at, Wrong::BlankLine);
        } else if found != header {
            note(record.at, Wrong::Ragged { header, found });
        }
    }
    let first = header.end;
    if let Some(other) =
        records.iter().find(|record| record.end != first && record.end != End::File)
    {
        note(other.at, Wrong::MixedEndings);
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    at: usize,
    records: Vec<Record>,
    flaws: Vec<Flaw>,
}

impl Reader<'_> {
    fn note(&mut self, at: usize, wrong: Wrong) {
        self.flaws.push(Flaw { at, record: 0, wrong });
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The end that stands here, if one does; the file's own included.
    fn end_here(&self) -> Option<(End, usize)> {
        match &self.bytes[self.at..] {
            [] => Some((End::File, 0)),
            [b'\n', ..] => Some((End::Lf, 1)),
            [b'\r', b'\n', ..] => Some((End::CrLf, 2)),
            _ => None,
        }
    }

    fn record(&mut self) {
        let at = self.at;
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell());
            if let Some((end, width)) = self.end_here() {
                self.at += width;
                self.records.push(Record { at, cells, end });
                return;
            }
            self.at += 1;
        }
    }

    /// A cell; afterwards a delimiter or an end stands at the place.
    fn cell(&mut self) -> Field {
        let at = self.at;
        let mut value = Vec::new();
        let quoted = self.peek() == Some(b'"');
        if quoted {
            self.at += 1;
            if !self.quoted_part(&mut value) {
                self.note(at, Wrong::Unterminated);
            }
        }
        let behind = self.at;
        let mut stray = None;
        while let Some(byte) = self.peek() {
            if byte == self.delimiter || self.end_here().is_some() {
                break;
            }
            if byte == b'"' {
                stray.get_or_insert(self.at);
            }
            if byte == b'\r' {
                self.note(self.at, Wrong::LoneCr);
            }
            value.push(byte);
            self.at += 1;
        }
        if quoted && self.at > behind {
            self.note(behind, Wrong::TextAfterQuote);
        } else if let Some(at) = stray {
            self.note(at, Wrong::StrayQuote);
        }
        Field { at, value, quoted }
    }

    /// What stands between quotes; whether the closing one is there.
    fn quoted_part(&mut self, value: &mut Vec<u8>) -> bool {
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte != b'"' {
                value.push(byte);
            } else if self.peek() == Some(b'"') {
                value.push(b'"');
                self.at += 1;
            } else {
                return true;
            }
        }
        false
    }
}
