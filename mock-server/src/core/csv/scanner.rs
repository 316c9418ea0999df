//! Finds where records end in a stream of bytes that is cut anywhere.
//!
//! It keeps a handful of words between chunks and never the bytes themselves: what lies before a
//! chunk is remembered as the [`State`], the [`Lead`] of the open cell and the previous byte. It
//! knows neither cells (see `cells`) nor what a flaw means to anyone.

use memchr::{memchr_iter, memchr2, memchr3};

use super::dialect::{Delimiter, LineEnding};
use super::facts::{Facts, Flaw, Position};

/// How a record ended.
pub type Terminator = LineEnding;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Bytes looked at before the next pass over them: a block stays in the first-level cache.
const BLOCK_BYTES: usize = 16 << 10;

/// The end of one physical record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowEnd {
    /// Offset in the stream just past the terminator; the next record starts here.
    pub end: u64,
    /// What ended it; `None` for a last record without a newline.
    pub terminator: Option<Terminator>,
    /// There is no byte between this terminator and the one before.
    pub blank: bool,
    /// The gravest flaw: an unescaped quote outweighs white space before a quote.
    pub flaw: Option<Flaw>,
}

/// Where the next byte falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Outside,
    Quoted,
    /// Just past a quote inside a quoted cell: it closes the cell, or is half of a doubled one.
    AfterQuote,
    /// Past such a quote and a carriage return, which is data unless a line feed follows.
    AfterQuoteCr,
}

/// What lies between the start of the open cell and the next byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Nothing,
    Blanks,
    Data,
}

/// A machine that is fed with slices of a stream and reports the end of each record.
#[derive(Debug, Clone)]
pub struct Scanner {
    delimiter: Delimiter,
    state: State,
    /// Of the cell that is open at the start of the chunk; `Data` unless the state is `Outside`.
    lead: Lead,
    previous: u8,
    /// Stream offset of the chunk at hand.
    base: u64,
    row_start: u64,
    quote_opened: u64,
    /// The quote that `AfterQuote` and `AfterQuoteCr` are about.
    quote_closed: u64,
    row_has_space: bool,
    row_has_quote: bool,
    cr_seen: u64,
    cr_quoted: u64,
    bom_matched: usize,
    facts: Facts,
}

impl Scanner {
    /// A scanner at the start of a stream.
    pub fn new(delimiter: Delimiter) -> Self {
        Self {
            delimiter,
            state: State::Outside,
            lead: Lead::Nothing,
            previous: 0,
            base: 0,
            row_start: 0,
            quote_opened: 0,
            quote_closed: 0,
            row_has_space: false,
            row_has_quote: false,
            cr_seen: 0,
            cr_quoted: 0,
            bom_matched: 0,
            facts: Facts::default(),
        }
    }

    /// Scans the next slice of the stream and reports every record that ends in it.
    pub fn feed(&mut self, chunk: &[u8], mut on_row: impl FnMut(RowEnd)) {
        for block in chunk.chunks(BLOCK_BYTES) {
            self.note_bom(block);
            // Counting all returns at once is far cheaper than stopping at each of them.
            self.cr_seen += memchr_iter(b'\r', block).count() as u64;
            let mut at = 0;
            while at < block.len() {
                at = match self.state {
                    State::Outside => self.outside(block, at, &mut on_row),
                    State::Quoted => self.quoted(block, at),
                    State::AfterQuote => self.after_quote(block, at, &mut on_row),
                    State::AfterQuoteCr => self.after_quote_cr(block, at, &mut on_row),
                };
            }
            self.leave(block);
        }
    }

    /// Ends the stream: reports a last record that has no newline, and settles the facts.
    pub fn finish(&mut self, mut on_row: impl FnMut(RowEnd)) {
        match self.state {
            State::Outside | State::AfterQuote => {}
            State::AfterQuoteCr => self.unescaped_quote(self.quote_closed),
            State::Quoted => {
                self.facts.unterminated_quote = Some(self.position(self.quote_opened));
            }
        }
        self.state = State::Outside;
        if self.row_start < self.base {
            self.end_row(self.base, None, &mut on_row);
        }
    }

    /// What was seen so far.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Stream offset of the first byte that was not fed yet.
    pub fn offset(&self) -> u64 {
        self.base
    }

    /// Reads on outside quotes up to an opening quote or the end of the block.
    fn outside(&mut self, block: &[u8], mut at: usize, on_row: &mut impl FnMut(RowEnd)) -> usize {
        while let Some(found) = memchr2(b'"', b'\n', &block[at..]) {
            let here = at + found;
            at = here + 1;
            if block[here] == b'\n' {
                let before = if here == 0 { self.previous } else { block[here - 1] };
                let terminator = if before == b'\r' { Terminator::Crlf } else { Terminator::Lf };
                self.end_row(self.base + at as u64, Some(terminator), on_row);
                continue;
            }
            match self.lead_at(block, here) {
                Lead::Data => {
                    self.unescaped_quote(self.base + here as u64);
                    continue;
                }
                Lead::Blanks => self.row_has_space = true,
                Lead::Nothing => {}
            }
            self.open_quote(here);
            return at;
        }
        block.len()
    }

    /// Reads on inside quotes up to the next quote or the end of the block.
    fn quoted(&mut self, block: &[u8], mut at: usize) -> usize {
        while let Some(found) = memchr3(b'"', b'\n', b'\r', &block[at..]) {
            let here = at + found;
            at = here + 1;
            match block[here] {
                b'\r' => self.cr_quoted += 1,
                b'\n' => {
                    let before = if here == 0 { self.previous } else { block[here - 1] };
                    if before == b'\r' {
                        self.facts.quoted_crlf += 1;
                    } else {
                        self.facts.quoted_lf += 1;
                    }
                }
                _ => {
                    // The commonest continuation by far, `","`, without leaving the loop.
                    if block.get(at) == Some(&self.delimiter.byte())
                        && block.get(at + 1) == Some(&b'"')
                    {
                        self.open_quote(at + 1);
                        at += 2;
                        continue;
                    }
                    self.quote_closed = self.base + here as u64;
                    self.state = State::AfterQuote;
                    return at;
                }
            }
        }
        block.len()
    }

    fn after_quote(&mut self, block: &[u8], at: usize, on_row: &mut impl FnMut(RowEnd)) -> usize {
        self.state = State::Outside;
        match block[at] {
            b'"' => self.state = State::Quoted,
            b'\r' => self.state = State::AfterQuoteCr,
            b'\n' => self.end_row(self.base + at as u64 + 1, Some(Terminator::Lf), on_row),
            byte if byte == self.delimiter.byte() => {}
            _ => self.unescaped_quote(self.quote_closed),
        }
        at + 1
    }

    fn after_quote_cr(
        &mut self,
        block: &[u8],
        at: usize,
        on_row: &mut impl FnMut(RowEnd),
    ) -> usize {
        self.state = State::Outside;
        if block[at] == b'\n' {
            self.end_row(self.base + at as u64 + 1, Some(Terminator::Crlf), on_row);
            return at + 1;
        }
        self.unescaped_quote(self.quote_closed);
        at
    }

    fn open_quote(&mut self, at: usize) {
        self.state = State::Quoted;
        self.quote_opened = self.base + at as u64;
        self.facts.quoted_cells = true;
    }

    fn unescaped_quote(&mut self, offset: u64) {
        self.row_has_quote = true;
        if self.facts.first_unescaped_quote.is_none() {
            self.facts.first_unescaped_quote = Some(self.position(offset));
        }
    }

    fn position(&self, offset: u64) -> Position {
        Position { offset, row: self.facts.rows }
    }

    fn end_row(
        &mut self,
        end: u64,
        terminator: Option<Terminator>,
        on_row: &mut impl FnMut(RowEnd),
    ) {
        let terminator_bytes = terminator.map_or(0, |it| it.bytes().len() as u64);
        let record_bytes = end - self.row_start - terminator_bytes;
        let blank = record_bytes == 0;
        self.facts.longest_record_bytes = self.facts.longest_record_bytes.max(record_bytes);
        match terminator {
            Some(Terminator::Lf) => self.facts.lf += 1,
            Some(Terminator::Crlf) => self.facts.crlf += 1,
            None => {}
        }
        self.facts.blank_lines += u64::from(blank);
        self.facts.rows += u64::from(!blank);
        self.facts.space_before_quote_rows += u64::from(self.row_has_space);
        let flaw = match (self.row_has_quote, self.row_has_space) {
            (true, _) => Some(Flaw::UnescapedQuote),
            (false, true) => Some(Flaw::SpaceBeforeQuote),
            (false, false) => None,
        };
        self.row_has_quote = false;
        self.row_has_space = false;
        self.row_start = end;
        on_row(RowEnd { end, terminator, blank, flaw });
    }

    /// What the open cell holds before `at`, found by looking back; only outside quotes.
    ///
    /// No delimiter met on the way can be one inside quotes: the closing quote would be met first.
    fn lead_at(&self, block: &[u8], at: usize) -> Lead {
        let row_start = self.row_start.saturating_sub(self.base) as usize;
        let mut from = at;
        while from > row_start && self.delimiter.is_blank(block[from - 1]) {
            from -= 1;
        }
        let before = if self.base + from as u64 == self.row_start {
            Lead::Nothing
        } else if from == 0 {
            self.lead
        } else if block[from - 1] == self.delimiter.byte() {
            Lead::Nothing
        } else {
            Lead::Data
        };
        if before == Lead::Nothing && from < at { Lead::Blanks } else { before }
    }

    /// Carries what the next block needs to know of this one.
    fn leave(&mut self, block: &[u8]) {
        self.lead = match self.state {
            State::Outside => self.lead_at(block, block.len()),
            State::Quoted | State::AfterQuote | State::AfterQuoteCr => Lead::Data,
        };
        self.base += block.len() as u64;
        self.previous = block.last().copied().unwrap_or(self.previous);
        self.facts.quoted_cr = self.cr_quoted - self.facts.quoted_crlf;
        self.facts.lone_cr = self.cr_seen - self.cr_quoted - self.facts.crlf;
        self.facts.final_newline = self.row_start == self.base;
    }

    fn note_bom(&mut self, block: &[u8]) {
        let seen = usize::try_from(self.base).unwrap_or(usize::MAX);
        for (&byte, &mark) in block.iter().zip(BOM.iter().skip(seen)) {
            self.bom_matched += usize::from(byte == mark);
        }
        self.facts.bom = self.bom_matched == BOM.len();
    }
}
