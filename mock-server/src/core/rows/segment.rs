//! A run of complete records in one piece of memory, with the offset of each.
//!
//! It knows bytes and terminators, and nothing of delimiters, headers or flaws.

use std::sync::Arc;

use bytes::Bytes;

/// Bytes of records in a segment; one longer record has a segment of its own size.
///
/// Large enough that a job is a few hundred segments at most, small enough that moving the
/// partial record at its end and rewriting a segment cost little.
pub(super) const SEGMENT_BYTES: usize = 1 << 20;

/// Complete records, one after the other, each with a terminator.
#[derive(Clone)]
pub(super) struct Segment {
    /// Number of its first record in the upload.
    pub(super) first_row: u32,
    bytes: Bytes,
    starts: Arc<[u32]>,
}

impl Segment {
    /// Seals `bytes`, in which a record starts at each of `starts` and ends where the next starts.
    pub(super) fn new(first_row: u32, mut bytes: Vec<u8>, starts: &[u32]) -> Self {
        bytes.shrink_to_fit();
        Self { first_row, bytes: Bytes::from(bytes), starts: Arc::from(starts) }
    }

    pub(super) fn row_count(&self) -> usize {
        self.starts.len()
    }

    /// Record `n` of this segment, without its terminator.
    #[inline]
    pub(super) fn row(&self, n: usize) -> &[u8] {
        let end = self.starts.get(n + 1).map_or(self.bytes.len(), |&it| it as usize);
        unterminated(&self.bytes[self.starts[n] as usize..end])
    }

    pub(super) fn kept_bytes(&self) -> usize {
        self.bytes.len() + size_of_val(&*self.starts) + size_of::<Self>()
    }
}

/// A record without the terminator that [`terminate`] or the file gave it.
#[inline]
pub(super) fn unterminated(record: &[u8]) -> &[u8] {
    let line = record.strip_suffix(b"\n").unwrap_or(record);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Ends the record that starts at `start` so that [`unterminated`] gives it back.
pub(super) fn terminate(bytes: &mut Vec<u8>, start: usize) {
    // A bare return at the end is data, and would be taken for half of a terminator.
    if bytes[start..].last() == Some(&b'\r') {
        bytes.push(b'\r');
    }
    bytes.push(b'\n');
}

/// The offset of a record in its segment, in the four bytes that are kept of it.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a single record of 4 GiB is far beyond the limit of any body")
}

/// Packs records that are already known to be complete.
#[derive(Default)]
pub(super) struct Packer {
    sealed: Vec<Segment>,
    sealed_rows: u32,
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

impl Packer {
    pub(super) fn push(&mut self, row: &[u8]) {
        let full = self.bytes.len() + row.len() + 2 > SEGMENT_BYTES;
        if full && !self.starts.is_empty() {
            self.seal();
        }
        let start = self.bytes.len();
        self.starts.push(offset(start));
        self.bytes.extend_from_slice(row);
        terminate(&mut self.bytes, start);
    }

    pub(super) fn row_count(&self) -> u32 {
        self.sealed_rows + self.starts.len() as u32
    }

    pub(super) fn finish(mut self) -> Vec<Segment> {
        if !self.starts.is_empty() {
            self.seal();
        }
        self.sealed.shrink_to_fit();
        self.sealed
    }

    fn seal(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        self.sealed.push(Segment::new(self.sealed_rows, bytes, &self.starts));
        self.sealed_rows += self.starts.len() as u32;
        self.starts.clear();
    }
}
