//! The order of rows, and how lines end.

use std::num::NonZeroU32;

use super::{Change, Line};
use crate::core::random::Stream;
use crate::faults::answer::LineEnd;

/// Rows that are mixed with each other have no more bytes than this.
const BLOCK_BYTES: usize = 8 << 20;

/// Rows in an order that is drawn, block by block.
pub(super) struct Shuffled {
    stream: Stream,
    rows: usize,
    block: Vec<Vec<u8>>,
    bytes: usize,
}

impl Shuffled {
    pub(super) fn new(seed: u64, block: NonZeroU32) -> Self {
        let rows = usize::try_from(block.get()).unwrap_or(usize::MAX);
        Self { stream: Stream::keyed(seed, &["rows"]), rows, block: Vec::new(), bytes: 0 }
    }

    fn write(&mut self, out: &mut Vec<u8>) {
        let mut order: Vec<usize> = (0..self.block.len()).collect();
        self.stream.shuffle(&mut order);
        // Two rows are as often as not drawn as they stood; whoever asks wants another order.
        if order.is_sorted() && order.len() > 1 {
            order.rotate_left(1);
        }
        for place in order {
            out.append(&mut self.block[place]);
        }
        self.block.clear();
        self.bytes = 0;
    }
}

impl Change for Shuffled {
    fn row(&mut self, _: u64, line: Line<'_>, out: &mut Vec<u8>) {
        let mut row = Vec::with_capacity(line.record.len() + 2);
        line.write_ended(&mut row);
        self.bytes += row.len();
        self.block.push(row);
        if self.block.len() >= self.rows || self.bytes >= BLOCK_BYTES {
            self.write(out);
        }
    }

    fn finish(&mut self, out: &mut Vec<u8>) {
        self.write(out);
    }
}

/// Lines that end otherwise.
pub(super) struct Ended(pub(super) LineEnd);

impl Ended {
    fn line(&self, line: Line<'_>, out: &mut Vec<u8>) {
        let end = if line.end.is_empty() { b"" } else { self.0.bytes() };
        Line { end, ..line }.write(out);
    }
}

impl Change for Ended {
    fn header(&mut self, line: Line<'_>, out: &mut Vec<u8>) {
        self.line(line, out);
    }

    fn row(&mut self, _: u64, line: Line<'_>, out: &mut Vec<u8>) {
        self.line(line, out);
    }
}
