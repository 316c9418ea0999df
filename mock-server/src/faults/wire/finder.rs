//! Finds a place in a body that comes in pieces of any size.
//!
//! It says where the place is once that is known, and until then how many bytes surely lie before it:
//! those may go out. A row or field is held in memory while its middle is unknown, 64 KiB of it at
//! most; of a longer one, the place is 32 KiB behind its beginning.

use super::Place;
use super::csv_steps::{CsvSteps, Step};

/// What is held of a row or field whose end is not known yet.
const HELD_BYTES_MAX: usize = 64 << 10;

/// Finds one place in one body.
#[derive(Clone, Debug)]
pub struct Finder {
    place: Place,
    /// Bytes of the body so far.
    seen: u64,
    found: Option<u64>,
    steps: CsvSteps,
    /// What is counted, as far as it was met: rows, quoted fields or characters.
    met: u64,
    /// Where the row or field whose middle is wanted begins, once it has begun, and its bytes.
    begins: Option<u64>,
    held: Vec<u8>,
}

impl Finder {
    /// A finder at the beginning of a body.
    pub fn new(place: Place) -> Self {
        let found = match place {
            Place::BeforeHead | Place::AfterHead | Place::Byte(0) => Some(0),
            _ => None,
        };
        let (steps, held) = (CsvSteps::new(), Vec::new());
        Self { place, seen: 0, found, steps, met: 0, begins: None, held }
    }

    /// Takes in the next piece.
    pub fn feed(&mut self, piece: &[u8]) {
        let end = self.seen + piece.len() as u64;
        if self.found.is_none() {
            match self.place {
                Place::BeforeHead | Place::AfterHead | Place::BeforeEnd(_) => {}
                Place::Byte(wanted) => self.found = (wanted <= end).then_some(wanted),
                Place::InChar(wanted) => self.characters(piece, wanted),
                Place::AfterHeaderRow | Place::Row(_) | Place::InQuotes(_) => self.csv(piece),
            }
        }
        self.seen = end;
    }

    /// The body is over.
    pub fn finish(&mut self) {
        if self.found.is_some() {
            return;
        }
        match self.place {
            Place::BeforeEnd(bytes) => self.found = self.seen.checked_sub(bytes),
            // The last row needs no line ending.
            Place::Row(_) if !self.held.iter().all(|byte| ends_line(*byte)) => self.middle_of_row(),
            Place::InQuotes(_) if self.begins.is_some() => self.middle_of_field(),
            _ => {}
        }
    }

    /// How many bytes of the body lie before the place, once that is known.
    pub fn found(&self) -> Option<u64> {
        self.found
    }

    /// So many bytes lie before the place wherever it is, or are all that was seen.
    pub fn before(&self) -> u64 {
        match (self.found, self.place) {
            (Some(found), _) => found,
            (None, Place::BeforeEnd(bytes)) => self.seen.saturating_sub(bytes),
            (None, _) => self.begins.unwrap_or(self.seen),
        }
    }

    fn characters(&mut self, piece: &[u8], wanted: u64) {
        for (at, byte) in piece.iter().enumerate() {
            // All that begins a character of several bytes.
            self.met += u64::from(*byte >= 0xC2);
            if self.met == wanted {
                self.found = Some(self.seen + at as u64 + 1);
                return;
            }
        }
    }

    fn csv(&mut self, piece: &[u8]) {
        for (at, byte) in piece.iter().enumerate() {
            let at = self.seen + at as u64;
            let (step, ends_row) = self.steps.step(*byte);
            match self.place {
                Place::InQuotes(wanted) => self.field(wanted, at, *byte, step),
                Place::Row(wanted) => self.row(wanted, at, *byte, ends_row),
                // The byte behind the header line shows that there is a row.
                _ if self.met > 0 => self.found = Some(at),
                _ => self.met += u64::from(ends_row),
            }
            if self.found.is_some() {
                return;
            }
        }
    }

    fn row(&mut self, wanted: u64, at: u64, byte: u8, ends: bool) {
        // The header line is met first.
        if self.met == wanted {
            if !ends_line(byte) && self.held.iter().all(|byte| ends_line(*byte)) {
                self.held.clear();
                self.begins = Some(at);
            }
            self.begins.get_or_insert(at);
            self.held.push(byte);
            if ends || self.held.len() == HELD_BYTES_MAX {
                self.middle_of_row();
            }
        }
        self.met += u64::from(ends);
    }

    fn field(&mut self, wanted: u64, at: u64, byte: u8, step: Step) {
        match step {
            Step::Opens => {
                self.met += 1;
                self.begins = (self.met == wanted).then_some(at + 1);
            }
            Step::Quoted if self.begins.is_some() => {
                self.held.push(byte);
                if self.held.len() == HELD_BYTES_MAX {
                    self.middle_of_field();
                }
            }
            Step::Closes if self.begins.is_some() => self.middle_of_field(),
            Step::Quoted | Step::Closes | Step::Plain => {}
        }
    }

    /// Between two characters, and never behind the last one of several.
    fn middle_of_row(&mut self) {
        let text = self.held.trim_ascii_end();
        let mut middle = text.len().div_ceil(2).max(1);
        while text.get(middle).is_some_and(|byte| byte & 0xC0 == 0x80) {
            middle += 1;
        }
        self.found = self.begins.map(|begins| begins + middle as u64);
    }

    /// Between two characters, and not between the two quotes that stand for one: that would look
    /// like the end of the field.
    fn middle_of_field(&mut self) {
        let text = self.held.strip_suffix(b"\"").unwrap_or(&self.held);
        let mut middle = text.len() / 2;
        let quotes = text[..middle].iter().rev().take_while(|byte| **byte == b'"').count();
        middle += quotes % 2;
        while text.get(middle).is_some_and(|byte| byte & 0xC0 == 0x80) {
            middle += 1;
        }
        self.found = self.begins.map(|begins| begins + middle as u64);
    }
}

fn ends_line(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}
