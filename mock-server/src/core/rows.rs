//! What was uploaded: the bytes of a CSV and where its records start, kept as small as they came.
//!
//! Cells are read when looked at (see `csv::cells`); nothing here knows objects, columns or jobs.
//! An [`Upload`] never changes: what survives of it is copied into a smaller one.

mod builder;
mod segment;

use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use builder::UploadBuilder;
use segment::{Packer, Segment};

use super::csv::{Delimiter, Facts, Flaw};

/// What a line without a single byte stands for, once the header was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlankLines {
    /// Nothing: it is left out.
    #[default]
    Skip,
    /// A record with one empty cell.
    Row,
}

/// The records of one CSV upload, immutable; a clone shares the bytes.
#[derive(Clone)]
pub struct Upload {
    delimiter: Delimiter,
    header: Box<[u8]>,
    header_flaw: Option<Flaw>,
    segments: Vec<Segment>,
    row_count: u32,
    /// Sorted by record number.
    flaws: Vec<(u32, Flaw)>,
    facts: Facts,
    body_bytes: u64,
}

impl Upload {
    /// An upload made of `header` and `rows`, complete records without their terminators.
    pub fn from_rows<'a>(
        header: &[u8],
        rows: impl Iterator<Item = &'a [u8]>,
        delimiter: Delimiter,
    ) -> Self {
        let mut builder = UploadBuilder::new(delimiter, BlankLines::Row);
        builder.push_header(header);
        rows.for_each(|row| builder.push_row(row));
        builder.finish()
    }

    /// A smaller upload that holds the records `keep` and no others, in the order given.
    ///
    /// Header, facts and the size of the body stay those of the whole upload.
    ///
    /// # Panics
    ///
    /// If a number in `keep` is not one of a record.
    pub fn rewrite(&self, keep: impl Iterator<Item = u32>) -> Self {
        let mut packer = Packer::default();
        let mut flaws = Vec::new();
        for n in keep {
            flaws.extend(self.flaw(n).map(|flaw| (packer.row_count(), flaw)));
            packer.push(self.row(n));
        }
        let row_count = packer.row_count();
        Self { segments: packer.finish(), row_count, flaws, ..self.without_rows() }
    }

    fn without_rows(&self) -> Self {
        Self {
            delimiter: self.delimiter,
            header: self.header.clone(),
            header_flaw: self.header_flaw,
            segments: Vec::new(),
            row_count: 0,
            flaws: Vec::new(),
            facts: self.facts.clone(),
            body_bytes: self.body_bytes,
        }
    }

    /// The byte between cells that the upload was read with.
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// The header record as it came, without its terminator; empty if there was none.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// What is wrong with the quotes of the header.
    pub fn header_flaw(&self) -> Option<Flaw> {
        self.header_flaw
    }

    /// The number of records, the header left out.
    pub fn row_count(&self) -> u32 {
        self.row_count
    }

    /// Record `n`, counted from 0 after the header, without its terminator.
    ///
    /// # Panics
    ///
    /// If there is no such record.
    pub fn row(&self, n: u32) -> &[u8] {
        assert!(n < self.row_count, "row {n} of an upload that has {}", self.row_count);
        let segment = &self.segments[self.segment_of(n)];
        segment.row((n - segment.first_row) as usize)
    }

    /// What is wrong with the quotes of record `n`.
    pub fn flaw(&self, n: u32) -> Option<Flaw> {
        let found = self.flaws.binary_search_by_key(&n, |&(row, _)| row);
        found.ok().map(|at| self.flaws[at].1)
    }

    /// The records `range`, in order; faster than asking for each.
    ///
    /// # Panics
    ///
    /// If the range reaches past the last record.
    pub fn rows(&self, range: Range<u32>) -> Rows<'_> {
        let Range { start, end } = range;
        assert!(end <= self.row_count, "rows up to {end} of an upload that has {}", self.row_count);
        let left = end.saturating_sub(start);
        if left == 0 {
            return Rows { segments: [].iter(), current: None, at: 0, left };
        }
        let first = self.segment_of(start);
        let mut segments = self.segments[first..].iter();
        let current = segments.next();
        Rows { segments, current, at: (start - self.segments[first].first_row) as usize, left }
    }

    /// What the scan saw, header and blank lines included.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The size of the body as it was pushed.
    pub fn body_bytes(&self) -> u64 {
        self.body_bytes
    }

    /// The memory that the upload holds on to; clones share nearly all of it.
    pub fn kept_bytes(&self) -> usize {
        self.segments.iter().map(Segment::kept_bytes).sum::<usize>()
            + self.header.len()
            + self.flaws.capacity() * size_of::<(u32, Flaw)>()
            + size_of::<Self>()
    }

    fn segment_of(&self, n: u32) -> usize {
        self.segments.partition_point(|it| it.first_row <= n) - 1
    }
}

/// The shape and not the bytes, which may be many and may be somebody's.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("row_count", &self.row_count)
            .field("body_bytes", &self.body_bytes)
            .field("delimiter", &self.delimiter)
            .finish_non_exhaustive()
    }
}

/// Consecutive records of an [`Upload`]; made by [`Upload::rows`].
#[derive(Clone)]
pub struct Rows<'a> {
    segments: std::slice::Iter<'a, Segment>,
    current: Option<&'a Segment>,
    at: usize,
    left: u32,
}

impl<'a> Iterator for Rows<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        self.left = self.left.checked_sub(1)?;
        let mut segment = self.current?;
        if self.at == segment.row_count() {
            segment = self.segments.next()?;
            self.current = Some(segment);
            self.at = 0;
        }
        self.at += 1;
        Some(segment.row(self.at - 1))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Rows<'_> {}
impl FusedIterator for Rows<'_> {}
