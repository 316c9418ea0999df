//! The failures and the warnings file: the rows as they were uploaded, each with its reason (4.5).

use std::sync::Arc;

use super::batch::{Ended, ImportJob};
use super::reasons::Reasons;
use crate::core::csv::{self, LineEnding, Specials};
use crate::core::rows::Upload;

/// How large a piece grows before it is handed over.
const PIECE_BYTES: usize = 64 << 10;

/// Which of the two files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportKind {
    /// Rows that failed.
    Failures,
    /// Rows that were written and are odd.
    Warnings,
}

/// A file, made piece by piece.
pub struct Report {
    kind: ReportKind,
    upload: Arc<Upload>,
    ended: Arc<Ended>,
    /// A column that is left out.
    collapsed: Option<usize>,
    columns: usize,
    next: usize,
    header_due: bool,
}

impl Report {
    /// The file of a batch; `None` if it has no such rows, or is not over.
    pub(super) fn of(job: &ImportJob, kind: ReportKind, collapses: bool) -> Option<Self> {
        let ended = job.ended()?;
        let of_failures = kind == ReportKind::Failures;
        let empty = of_failures && collapses && !ended.tally.failed_with_key;
        let report = Self {
            kind,
            ended: Arc::clone(ended),
            collapsed: job.lookup_column.filter(|_| empty),
            columns: csv::count(job.upload.header(), job.upload.delimiter()),
            upload: Arc::clone(&job.upload),
            next: 0,
            header_due: true,
        };
        (!report.reasons().is_empty()).then_some(report)
    }

    /// The next piece; `None` once the file is complete.
    pub fn next_piece(&mut self) -> Option<Vec<u8>> {
        if self.is_complete() {
            return None;
        }
        let mut piece = Vec::new();
        if std::mem::take(&mut self.header_due) {
            let title = match self.kind {
                ReportKind::Failures => "Import Failure Reason",
                ReportKind::Warnings => "Import Warning Reason",
            };
            self.line(&mut piece, self.upload.header(), title);
        }
        while let Some((row, reason)) = self.reasons().get(self.next) {
            self.line(&mut piece, self.upload.row(row), reason);
            self.next += 1;
            if piece.len() >= PIECE_BYTES {
                break;
            }
        }
        Some(piece)
    }

    /// Whether every row was handed over.
    pub fn is_complete(&self) -> bool {
        !self.header_due && self.next >= self.reasons().len()
    }

    fn reasons(&self) -> &Reasons {
        match self.kind {
            ReportKind::Failures => &self.ended.tally.failed,
            ReportKind::Warnings => &self.ended.tally.warned,
        }
    }

    /// Writes a row and its reason. A row that is too short is filled up, so that the reason stands in
    /// its own column; what is too long in it stays.
    fn line(&self, out: &mut Vec<u8>, row: &[u8], reason: &str) {
        let delimiter = self.upload.delimiter();
        let specials = Specials::of(delimiter.byte());
        let mut written = 0;
        for (column, cell) in csv::cells(row, delimiter).enumerate() {
            written = column + 1;
            if Some(column) != self.collapsed {
                specials.append(out, &cell.decode());
                out.push(delimiter.byte());
            }
        }
        let missing = (written..self.columns).filter(|column| Some(*column) != self.collapsed);
        out.extend(missing.map(|_| delimiter.byte()));
        specials.append(out, reason.as_bytes());
        csv::end_row(out, LineEnding::Lf);
    }
}
