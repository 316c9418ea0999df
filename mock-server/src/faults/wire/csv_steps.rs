//! What each byte of a CSV is, one after the other: enough to count rows and to find quoted fields.
//!
//! It knows neither the delimiter nor the line ending of the file: a quote opens a field at the
//! beginning of a row or after any byte that can be a delimiter.

use crate::core::csv::Delimiter;

const BOM: &[u8] = b"\xEF\xBB\xBF";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// At the beginning of a field.
    Begin,
    /// In a field without quotes, or behind the quotes of one.
    Plain,
    /// Inside of quotes.
    Quoted,
    /// Behind a quote that closes the field, unless another one follows.
    AfterQuote,
}

/// What a byte is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// A part of a row, outside of quotes.
    Plain,
    /// The quote that opens a field.
    Opens,
    /// Inside of quotes, or the quote that may close them.
    Quoted,
    /// The first byte behind a quoted field.
    Closes,
}

/// Goes through a CSV byte by byte.
#[derive(Clone, Debug)]
pub(super) struct CsvSteps {
    state: State,
    /// Bytes of the file so far, as far as they may belong to a byte order mark.
    mark: usize,
    /// Bytes of the row so far.
    row_bytes: u64,
    previous: u8,
}

impl CsvSteps {
    pub(super) fn new() -> Self {
        Self { state: State::Begin, mark: 0, row_bytes: 0, previous: 0 }
    }

    /// What the next byte is, and whether it ends a row; a blank line is no row.
    pub(super) fn step(&mut self, byte: u8) -> (Step, bool) {
        if self.mark < BOM.len() {
            if byte == BOM[self.mark] {
                self.mark += 1;
                return (Step::Plain, false);
            }
            self.mark = BOM.len();
        }
        let before = self.state;
        self.state = match (before, byte) {
            (State::Begin, b'"') | (State::AfterQuote, b'"') => State::Quoted,
            (State::Quoted, b'"') => State::AfterQuote,
            (State::Quoted, _) => State::Quoted,
            (_, b'\n') => State::Begin,
            (_, byte) if delimits(byte) => State::Begin,
            (State::Begin | State::Plain | State::AfterQuote, _) => State::Plain,
        };
        let outside = !matches!(self.state, State::Quoted | State::AfterQuote);
        let step = match before {
            State::Begin if !outside => Step::Opens,
            State::AfterQuote if outside => Step::Closes,
            State::Quoted | State::AfterQuote => Step::Quoted,
            State::Begin | State::Plain => Step::Plain,
        };
        let ends = outside && byte == b'\n';
        let is_row = self.row_bytes > u64::from(self.previous == b'\r');
        self.row_bytes = if ends { 0 } else { self.row_bytes + 1 };
        self.previous = byte;
        (step, ends && is_row)
    }
}

fn delimits(byte: u8) -> bool {
    Delimiter::ALL.iter().any(|delimiter| delimiter.byte() == byte)
}

/// Counts the rows of a CSV below its header line, in pieces of any size.
#[derive(Clone, Debug)]
pub struct RowCounter {
    steps: CsvSteps,
    lines: u64,
}

impl Default for RowCounter {
    fn default() -> Self {
        Self { steps: CsvSteps::new(), lines: 0 }
    }
}

impl RowCounter {
    /// How many rows end in the next piece.
    pub fn feed(&mut self, piece: &[u8]) -> u64 {
        let before = self.rows();
        for byte in piece {
            self.lines += u64::from(self.steps.step(*byte).1);
        }
        self.rows() - before
    }

    fn rows(&self) -> u64 {
        self.lines.saturating_sub(1)
    }
}
