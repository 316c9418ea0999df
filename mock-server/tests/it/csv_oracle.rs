//! A second reading of the CSV rules: one byte at a time over the whole input, looking ahead.
//!
//! It shares no code with the scanner and takes the other way round wherever it can (ahead and
//! not back, cells first and records from them), so that both are unlikely to be wrong alike.

use bulk_mock::core::csv::{Delimiter, Facts, Flaw, Position, RowEnd, Scanner, Terminator};

/// A record as the oracle reads it.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Record {
    pub(crate) raw: Vec<u8>,
    pub(crate) terminator: Option<Terminator>,
    pub(crate) end: u64,
    pub(crate) cells: Vec<ReadCell>,
    space_before_quote: bool,
    unescaped_quote: bool,
}

/// A cell as the oracle reads it.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct ReadCell {
    pub(crate) raw: Vec<u8>,
    pub(crate) value: Vec<u8>,
    pub(crate) quoted: bool,
}

impl Record {
    pub(crate) fn is_blank(&self) -> bool {
        self.raw.is_empty()
    }

    pub(crate) fn flaw(&self) -> Option<Flaw> {
        if self.unescaped_quote {
            Some(Flaw::UnescapedQuote)
        } else {
            self.space_before_quote.then_some(Flaw::SpaceBeforeQuote)
        }
    }

    pub(crate) fn row_end(&self) -> RowEnd {
        let (end, terminator) = (self.end, self.terminator);
        RowEnd { end, terminator, blank: self.is_blank(), flaw: self.flaw() }
    }
}

/// Reads all of `input`.
pub(crate) fn read(input: &[u8], delimiter: Delimiter) -> (Vec<Record>, Facts) {
    let mut oracle = Oracle { input, delimiter: delimiter.byte(), at: 0, facts: Facts::default() };
    let mut records = Vec::new();
    while oracle.at < input.len() {
        let record = oracle.record();
        if record.is_blank() {
            oracle.facts.blank_lines += 1;
        } else {
            oracle.facts.rows += 1;
        }
        oracle.facts.final_newline = record.terminator.is_some();
        oracle.facts.space_before_quote_rows += u64::from(record.space_before_quote);
        records.push(record);
    }
    oracle.facts.bom = input.starts_with("\u{feff}".as_bytes());
    (records, oracle.facts)
}

/// What the scanner says of `chunks`.
pub(crate) fn scan<'a>(
    chunks: impl IntoIterator<Item = &'a [u8]>,
    delimiter: Delimiter,
) -> (Vec<RowEnd>, Facts) {
    let mut scanner = Scanner::new(delimiter);
    let mut ends = Vec::new();
    for chunk in chunks {
        scanner.feed(chunk, |row| ends.push(row));
    }
    scanner.finish(|row| ends.push(row));
    (ends, scanner.facts().clone())
}

struct Oracle<'a> {
    input: &'a [u8],
    delimiter: u8,
    at: usize,
    facts: Facts,
}

impl Oracle<'_> {
    fn record(&mut self) -> Record {
        let start = self.at;
        let mut record = Record::default();
        loop {
            let cell = self.cell(&mut record);
            record.cells.push(cell);
            if self.peek(0) != Some(self.delimiter) {
                break;
            }
            self.at += 1;
        }
        record.raw = self.input[start..self.at].to_vec();
        match (self.peek(0), self.peek(1)) {
            (Some(b'\n'), _) => {
                record.terminator = Some(Terminator::Lf);
                self.facts.lf += 1;
                self.at += 1;
            }
            (Some(b'\r'), Some(b'\n')) => {
                record.terminator = Some(Terminator::Crlf);
                self.facts.crlf += 1;
                self.at += 2;
            }
            _ => {}
        }
        record.end = self.at as u64;
        record
    }

    fn cell(&mut self, record: &mut Record) -> ReadCell {
        let start = self.at;
        let mut blanks = 0;
        while self.peek(blanks).is_some_and(|it| self.is_blank(it)) {
            blanks += 1;
        }
        let mut cell = ReadCell::default();
        if self.peek(blanks) == Some(b'"') {
            cell.quoted = true;
            self.facts.quoted_cells = true;
            record.space_before_quote |= blanks > 0;
            self.at += blanks + 1;
            self.inside_quotes(record, &mut cell.value);
        }
        self.outside_quotes(record, &mut cell.value);
        cell.raw = self.input[start..self.at].to_vec();
        cell
    }

    /// Stops past the closing quote of a cell that ends there, or at a stray quote.
    fn inside_quotes(&mut self, record: &mut Record, value: &mut Vec<u8>) {
        let opened = self.position(self.at - 1);
        loop {
            let Some(byte) = self.peek(0) else {
                self.facts.unterminated_quote = Some(opened);
                return;
            };
            if byte == b'"' {
                if self.peek(1) == Some(b'"') {
                    self.at += 1;
                } else {
                    if self.cell_ends_at(1) {
                        self.at += 1;
                    } else {
                        self.stray(record);
                    }
                    return;
                }
            }
            match (byte, self.peek(1)) {
                (b'\r', Some(b'\n')) => {
                    self.facts.quoted_crlf += 1;
                    value.push(b'\r');
                    self.at += 1;
                    value.push(b'\n');
                }
                _ => {
                    self.facts.quoted_cr += u64::from(byte == b'\r');
                    self.facts.quoted_lf += u64::from(byte == b'\n');
                    value.push(byte);
                }
            }
            self.at += 1;
        }
    }

    fn outside_quotes(&mut self, record: &mut Record, value: &mut Vec<u8>) {
        while !self.cell_ends_at(0) {
            let byte = self.input[self.at];
            if byte == b'"' {
                self.stray(record);
            }
            self.facts.lone_cr += u64::from(byte == b'\r');
            value.push(byte);
            self.at += 1;
        }
    }

    fn stray(&mut self, record: &mut Record) {
        record.unescaped_quote = true;
        let here = self.position(self.at);
        self.facts.first_unescaped_quote.get_or_insert(here);
    }

    fn cell_ends_at(&self, ahead: usize) -> bool {
        match self.peek(ahead) {
            None | Some(b'\n') => true,
            Some(b'\r') => self.peek(ahead + 1) == Some(b'\n'),
            Some(byte) => byte == self.delimiter,
        }
    }

    fn position(&self, at: usize) -> Position {
        Position { offset: at as u64, row: self.facts.rows }
    }

    fn is_blank(&self, byte: u8) -> bool {
        (byte == b' ' || byte == b'\t') && byte != self.delimiter
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.input.get(self.at + ahead).copied()
    }
}
