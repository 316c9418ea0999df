//! Bytes of a stream that may never end: the head and the tail of them, in bounded memory.

use std::collections::VecDeque;

/// How much is kept of either end.
const END_BYTES: usize = 32 << 10;

/// The first and the last of what came.
#[derive(Clone, Debug, Default)]
pub(super) struct Spill {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    left_out: u64,
}

impl Spill {
    /// More of it.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let room = END_BYTES - self.head.len();
        let (head, rest) = bytes.split_at(room.min(bytes.len()));
        self.head.extend_from_slice(head);
        // Of a chunk that is longer than the tail only its end can stay.
        let (skipped, rest) = rest.split_at(rest.len().saturating_sub(END_BYTES));
        self.tail.extend(rest);
        let over = self.tail.len().saturating_sub(END_BYTES);
        self.tail.drain(..over);
        self.left_out += (skipped.len() + over) as u64;
    }

    /// Forgets all of it.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// All that is kept, as text; a line in the middle says how much is missing.
    pub(super) fn text(&self) -> String {
        let tail: Vec<u8> = self.tail.iter().copied().collect();
        if self.left_out == 0 {
            let whole = [self.head.as_slice(), &tail].concat();
            return String::from_utf8_lossy(&whole).into_owned();
        }
        let (head, tail) = (String::from_utf8_lossy(&self.head), String::from_utf8_lossy(&tail));
        format!("{head}\n… {} bytes left out …\n{tail}", self.left_out)
    }

    /// The last of it, at most so many bytes.
    pub(super) fn last(&self, bytes: usize) -> String {
        let all = if self.tail.is_empty() {
            self.head.clone()
        } else {
            [self.head.as_slice(), &self.tail.iter().copied().collect::<Vec<_>>()].concat()
        };
        String::from_utf8_lossy(&all[all.len().saturating_sub(bytes)..]).into_owned()
    }
}
