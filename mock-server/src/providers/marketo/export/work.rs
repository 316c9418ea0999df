//! The work of an extract, in steps that need no lock: each writes some parts of the file to learn
//! its size and digest, keeps where each part begins, and lets the bytes go.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::extraction::{Extraction, Limits};
use crate::core::time::SimTime;

/// Records in one part of a file: little enough to be made again for a few of its bytes.
const PART_RECORDS: u64 = 4096;

/// A part ends early at this size.
const PART_BYTES: usize = 1 << 20;

/// A part ends early once so many records were looked at, as it may where few are chosen.
const PART_LOOKS: u64 = 1 << 16;

/// A part of a file: where it begins, and what is in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// Where reading begins.
    pub cursor: u64,
    /// Its first byte in the file; that of the first part is the header's.
    pub offset: u64,
    /// Its records.
    pub records: u64,
}

/// How far an extract got. Whoever takes a step takes it on a copy: of two that come back, the one
/// that got further is kept.
#[derive(Clone)]
pub struct Progress {
    /// Where the next part begins; `None` at the end.
    next: Option<u64>,
    examined: u64,
    records: u64,
    bytes: u64,
    digest: Sha256,
    parts: Vec<Part>,
}

/// A step that is due, to be taken by [`ExportTask::work`] with no lock held.
pub struct ExportTask {
    pub(super) due: SimTime,
    pub(super) job: u64,
    pub(super) extraction: Arc<Extraction>,
    pub(super) progress: Progress,
    /// Records to be looked at.
    pub(super) examine: u64,
}

/// A step that was taken.
pub struct ExportWorked {
    pub(super) due: SimTime,
    pub(super) job: u64,
    pub(super) progress: Progress,
}

impl ExportTask {
    /// The instant on the time line to which it belongs.
    pub fn due(&self) -> SimTime {
        self.due
    }

    /// Takes the step.
    pub fn work(self) -> ExportWorked {
        let mut progress = self.progress;
        let until = progress.examined.saturating_add(self.examine);
        let mut buffer = Vec::new();
        while !progress.is_done() && progress.examined < until {
            progress.advance(&self.extraction, &mut buffer);
        }
        ExportWorked { due: self.due, job: self.job, progress }
    }
}

impl Progress {
    /// Nothing is done yet.
    pub fn begin(extraction: &Extraction) -> Self {
        Self {
            next: Some(extraction.first()),
            examined: 0,
            records: 0,
            bytes: 0,
            digest: Sha256::new(),
            parts: Vec::new(),
        }
    }

    /// Records that were looked at.
    pub fn examined(&self) -> u64 {
        self.examined
    }

    /// Whether the whole file was written.
    pub fn is_done(&self) -> bool {
        self.next.is_none()
    }

    /// Records in the file.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Bytes of the file.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The digest of the file, in hex.
    pub fn sha256(&self) -> String {
        self.digest.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The parts of the file.
    pub fn into_parts(self) -> Vec<Part> {
        self.parts
    }

    /// Writes one part into the buffer, which is emptied.
    fn advance(&mut self, extraction: &Extraction, buffer: &mut Vec<u8>) {
        let Some(cursor) = self.next else { return };
        buffer.clear();
        if self.parts.is_empty() {
            extraction.header(buffer);
        }
        let limits = Limits { records: PART_RECORDS, bytes: PART_BYTES, looks: PART_LOOKS };
        let end = extraction.write(cursor, limits, buffer);
        self.next = end.next;
        self.examined += end.looks;
        // Without a record the file begins with a later one, or is as an empty one should be.
        let is_last = end.next.is_none() && self.parts.is_empty();
        if end.records == 0 && !(is_last && extraction.has_header_when_empty()) {
            return;
        }
        self.digest.update(&buffer);
        self.parts.push(Part { cursor, offset: self.bytes, records: end.records });
        self.records += end.records;
        self.bytes += buffer.len() as u64;
    }
}
