//! The file of an extract, which is kept nowhere: its parts are written again for who reads them.

use std::ops::Range;
use std::sync::Arc;

use super::extraction::{Extraction, Limits};
use super::work::{Part, Progress};

/// The file of a completed extract: what it was made from, and where its parts begin.
pub struct Extract {
    extraction: Arc<Extraction>,
    parts: Vec<Part>,
    bytes: u64,
}

/// Some of a file's bytes, whose parts can be made side by side.
pub struct FileParts {
    file: Arc<Extract>,
    next: usize,
    range: Range<u64>,
}

/// A part of what was asked for, to be made wherever there is time for it.
pub struct FilePart {
    file: Arc<Extract>,
    place: usize,
    range: Range<u64>,
}

impl Extract {
    /// The file that work came to.
    pub fn new(extraction: Arc<Extraction>, done: Progress) -> Self {
        let bytes = done.bytes();
        Self { extraction, parts: done.into_parts(), bytes }
    }

    /// Its size.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Some of its bytes.
    pub fn read(self: &Arc<Self>, range: Range<u64>) -> FileParts {
        let begun = self.parts.partition_point(|part| part.offset <= range.start);
        FileParts { file: Arc::clone(self), next: begun.saturating_sub(1), range }
    }

    /// The end of the part at that place.
    fn end_of(&self, place: usize) -> u64 {
        self.parts.get(place + 1).map_or(self.bytes, |next| next.offset)
    }
}

impl FileParts {
    /// The next part; `None` after the last one.
    pub fn next_part(&mut self) -> Option<FilePart> {
        let place = self.next;
        let part = self.file.parts.get(place).filter(|part| part.offset < self.range.end)?;
        let start = part.offset.max(self.range.start);
        let end = self.file.end_of(place).min(self.range.end);
        self.next += 1;
        (start < end).then(|| FilePart { file: Arc::clone(&self.file), place, range: start..end })
    }
}

impl FilePart {
    /// Writes it.
    pub fn make(self) -> Vec<u8> {
        let Some(part) = self.file.parts.get(self.place) else { return Vec::new() };
        let length = self.file.end_of(self.place) - part.offset;
        let mut out = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        if self.place == 0 {
            self.file.extraction.header(&mut out);
        }
        let limits = Limits { records: part.records, bytes: usize::MAX, looks: u64::MAX };
        self.file.extraction.write(part.cursor, limits, &mut out);
        let inside = |byte: u64| usize::try_from(byte - part.offset).unwrap_or(usize::MAX);
        out.truncate(inside(self.range.end));
        out.drain(..inside(self.range.start).min(out.len()));
        out
    }
}
