//! Turns the chunks of a body, cut anywhere, into an [`Upload`].
//!
//! A chunk is copied behind what came before and scanned there. When a segment is full, its
//! complete records are sealed and the rest, part of one record, moves on to the next.

use std::fmt;
use std::ops::Range;

use super::segment::{SEGMENT_BYTES, Segment, offset, terminate, unterminated};
use super::{BlankLines, Upload};
use crate::core::csv::{Delimiter, Flaw, RowEnd, Scanner};

/// Collects a body into an [`Upload`].
pub struct UploadBuilder {
    scanner: Scanner,
    delimiter: Delimiter,
    sealed: Vec<Segment>,
    records: Records,
    /// The open segment.
    bytes: Vec<u8>,
    /// How long it may grow; more than `segment_bytes` while one record does not fit.
    bytes_max: usize,
    segment_bytes: usize,
}

/// What the scan found; the offsets are those in the open segment.
struct Records {
    blank_lines: BlankLines,
    header: Option<Box<[u8]>>,
    header_flaw: Option<Flaw>,
    flaws: Vec<(u32, Flaw)>,
    sealed_rows: u32,
    /// Stream offset of the segment's first byte.
    base: u64,
    starts: Vec<u32>,
    /// Blank lines that are left out, after the first record of the segment.
    gaps: Vec<Range<u32>>,
    /// End of the last complete record or blank line.
    done: u32,
}

impl UploadBuilder {
    /// A builder that has seen nothing yet.
    pub fn new(delimiter: Delimiter, blank_lines: BlankLines) -> Self {
        Self::with_segments_of(SEGMENT_BYTES, delimiter, blank_lines)
    }

    fn with_segments_of(
        segment_bytes: usize,
        delimiter: Delimiter,
        blank_lines: BlankLines,
    ) -> Self {
        let records = Records {
            blank_lines,
            header: None,
            header_flaw: None,
            flaws: Vec::new(),
            sealed_rows: 0,
            base: 0,
            starts: Vec::new(),
            gaps: Vec::new(),
            done: 0,
        };
        Self {
            scanner: Scanner::new(delimiter),
            delimiter,
            sealed: Vec::new(),
            records,
            bytes: Vec::new(),
            bytes_max: segment_bytes,
            segment_bytes,
        }
    }

    /// Takes the next chunk of the body.
    pub fn push(&mut self, mut chunk: &[u8]) {
        while !chunk.is_empty() {
            if self.bytes.len() == self.bytes_max {
                self.make_room();
            }
            let room = chunk.len().min(self.bytes_max - self.bytes.len());
            let (now, later) = chunk.split_at(room);
            self.take(now);
            chunk = later;
        }
    }

    /// The size of the body so far.
    pub fn body_bytes(&self) -> u64 {
        self.scanner.offset()
    }

    /// Ends the body: what is left of it is the last record.
    pub fn finish(mut self) -> Upload {
        let Self { scanner, records, bytes, .. } = &mut self;
        scanner.finish(|row| {
            let start = records.done as usize;
            records.take(row, bytes);
            terminate(bytes, start);
            records.done = offset(bytes.len());
        });
        self.seal();
        self.sealed.shrink_to_fit();
        self.records.flaws.shrink_to_fit();
        Upload {
            delimiter: self.delimiter,
            header: self.records.header.unwrap_or_default(),
            header_flaw: self.records.header_flaw,
            segments: self.sealed,
            row_count: self.records.sealed_rows,
            flaws: self.records.flaws,
            facts: self.scanner.facts().clone(),
            body_bytes: self.scanner.offset(),
        }
    }

    /// Takes a header that is known to be complete, even if it is empty.
    pub(super) fn push_header(&mut self, header: &[u8]) {
        if header.is_empty() {
            self.records.header = Some(Box::default());
        } else {
            self.push_row(header);
        }
    }

    /// Takes a record that is known to be complete.
    pub(super) fn push_row(&mut self, row: &[u8]) {
        self.push(row);
        // As in `terminate`: a bare return at the end is data.
        self.push(if row.last() == Some(&b'\r') { b"\r\n" } else { b"\n" });
    }

    fn take(&mut self, chunk: &[u8]) {
        let old = self.bytes.len();
        if self.bytes.capacity() - old < chunk.len() {
            // Small uploads stay small; from the second segment on the size is known.
            let ahead = if self.sealed.is_empty() { old * 2 } else { self.bytes_max };
            self.bytes.reserve_exact(ahead.clamp(old + chunk.len(), self.bytes_max) - old);
        }
        self.bytes.extend_from_slice(chunk);
        let Self { scanner, records, bytes, .. } = self;
        scanner.feed(&bytes[old..], |row| records.take(row, bytes));
    }

    /// Moves on to a next segment, or lets this one grow if it is all one record.
    fn make_room(&mut self) {
        if self.records.done == 0 {
            self.bytes_max *= 2;
        } else {
            self.seal();
        }
    }

    /// Seals the complete records and keeps the partial one as the start of the next segment.
    fn seal(&mut self) {
        let Self { sealed, records, bytes, segment_bytes, .. } = self;
        let done = records.done as usize;
        let mut partial = Vec::new();
        if done < bytes.len() {
            partial.reserve_exact((*segment_bytes).max(bytes.len() - done));
            partial.extend_from_slice(&bytes[done..]);
        }
        let mut bytes = std::mem::replace(bytes, partial);
        bytes.truncate(done);
        if !records.starts.is_empty() {
            records.close_gaps(&mut bytes);
            sealed.push(Segment::new(records.sealed_rows, bytes, &records.starts));
        }
        records.next_segment();
        self.bytes_max = self.segment_bytes.max(self.bytes.len());
    }
}

/// The progress and not the bytes, as for [`Upload`].
impl fmt::Debug for UploadBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadBuilder")
            .field("body_bytes", &self.body_bytes())
            .field("delimiter", &self.delimiter)
            .finish_non_exhaustive()
    }
}

impl Records {
    fn take(&mut self, row: RowEnd, bytes: &[u8]) {
        let start = std::mem::replace(&mut self.done, offset((row.end - self.base) as usize));
        let Some(_) = self.header else {
            if !row.blank {
                let record = &bytes[start as usize..self.done as usize];
                let record = if row.terminator.is_some() { unterminated(record) } else { record };
                self.header = Some(record.into());
                self.header_flaw = row.flaw;
            }
            return;
        };
        if row.blank && self.blank_lines == BlankLines::Skip {
            self.skip(start);
            return;
        }
        if let Some(flaw) = row.flaw {
            self.flaws.push((self.sealed_rows + self.starts.len() as u32, flaw));
        }
        self.starts.push(start);
    }

    fn skip(&mut self, start: u32) {
        match self.gaps.last_mut() {
            // What stands before the first record of a segment belongs to none anyway.
            _ if self.starts.is_empty() => {}
            Some(gap) if gap.end == start => gap.end = self.done,
            _ => self.gaps.push(start..self.done),
        }
    }

    /// Moves the records together, so that each ends where the next one starts.
    fn close_gaps(&mut self, bytes: &mut Vec<u8>) {
        let Some(first) = self.gaps.first() else { return };
        let mut end = first.start as usize;
        for (n, gap) in self.gaps.iter().enumerate() {
            let next = self.gaps.get(n + 1).map_or(bytes.len(), |it| it.start as usize);
            bytes.copy_within(gap.end as usize..next, end);
            end += next - gap.end as usize;
        }
        bytes.truncate(end);
        let mut gaps = self.gaps.iter().peekable();
        let mut closed = 0;
        for start in &mut self.starts {
            while let Some(gap) = gaps.next_if(|it| it.end <= *start) {
                closed += gap.end - gap.start;
            }
            *start -= closed;
        }
    }

    fn next_segment(&mut self) {
        self.sealed_rows += self.starts.len() as u32;
        self.base += u64::from(self.done);
        self.done = 0;
        self.starts.clear();
        self.gaps.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn upload(segment_bytes: usize, blank_lines: BlankLines, chunks: &[String]) -> Upload {
        let mut builder =
            UploadBuilder::with_segments_of(segment_bytes, Delimiter::Comma, blank_lines);
        chunks.iter().for_each(|it| builder.push(it.as_bytes()));
        builder.finish()
    }

    proptest! {
        /// The tests against the oracle use segments of the real size, in which all of it fits.
        #[test]
        fn the_size_of_a_segment_changes_nothing_that_can_be_seen(
            chunks in prop::collection::vec("[ab,\" \r\n]{0,12}", 0..12),
            segment_bytes in 1_usize..24,
            skip in any::<bool>(),
        ) {
            let blank_lines = if skip { BlankLines::Skip } else { BlankLines::Row };
            let small = upload(segment_bytes, blank_lines, &chunks);
            let whole = upload(SEGMENT_BYTES, blank_lines, &chunks);

            prop_assert_eq!(small.header(), whole.header());
            prop_assert_eq!(small.facts(), whole.facts());
            prop_assert_eq!(small.row_count(), whole.row_count());
            for n in 0..whole.row_count() {
                prop_assert_eq!(small.row(n), whole.row(n));
                prop_assert_eq!(small.flaw(n), whole.flaw(n));
                prop_assert!(small.rows(n..whole.row_count()).eq(whole.rows(n..whole.row_count())));
            }
        }
    }
}
