//! Marketo's bulk import and bulk extract, step by step.

mod batch;
mod export;
mod extract;
mod file;
mod import;
mod manage;
mod multipart;
mod ranges;
mod reports;

use std::path::{Path, PathBuf};

use bulk_conformance::protocol::{Cell, Failure, Success};
use serde_json::{Map, Value};

use crate::csv::Field;
use crate::http::{Answer, Request};
use crate::rows::{Kind, Part, Sink};
use crate::run::{Result, Run};

pub use batch::{
    Batch, BatchPhase, Paths, batch_phase, import_paths, look_at_batch, wait_for_batch,
};
pub use export::{export, export_range, read_file};
pub use extract::{
    Extract, ExtractPhase, create, create_body, enqueue, export_path, extract_phase,
    look_at_extract, wait_for_extract,
};
pub use file::{check_file, download, resume};
pub use import::{import, import_part, post, post_request};
pub use manage::{cancel, cancel_export, tidy_up};
pub use multipart::{Multipart, multipart};
pub use ranges::{Range, ranges};
pub use reports::{report, report_row, reports};

/// The flow, step by step. A method that is not overridden is the honest one, the function of the
/// same name; steps reach each other through `run.parts.marketo`.
pub trait Steps: Send + Sync {
    /// Imports the case's rows.
    ///
    /// # Errors
    /// A batch that failed; a call that failed for good.
    fn import(&self, run: &Run<'_>) -> Result<Success> {
        import(run)
    }

    /// Exports what the case asks for.
    ///
    /// # Errors
    /// An export that did not complete; a file that is damaged.
    fn export(&self, run: &Run<'_>) -> Result<Success> {
        export(run)
    }

    /// Cancels the case's export.
    ///
    /// # Errors
    /// A refusal.
    fn cancel_export(&self, run: &Run<'_>) -> Result<Success> {
        cancel_export(run)
    }

    /// Imports one part: sends it, waits, fetches its reports into these tables.
    ///
    /// # Errors
    /// As [`Steps::import`].
    fn import_part(&self, run: &Run<'_>, part: &Part, sinks: &mut [Sink; 2]) -> Result<Batch> {
        import_part(run, part, sinks)
    }

    /// The request that sends a part.
    ///
    /// # Errors
    /// Those of the file.
    fn post_request(&self, run: &Run<'_>, part: &Part) -> Result<Request> {
        post_request(run, part)
    }

    /// The body of that request, and its type.
    ///
    /// # Errors
    /// Those of the file.
    fn multipart(&self, run: &Run<'_>, part: &Part) -> Result<Multipart> {
        multipart(run, part)
    }

    /// Sends a part.
    ///
    /// # Errors
    /// A refusal; an answer that was lost, since nobody can say whether the import runs.
    fn post(&self, run: &Run<'_>, part: &Part) -> Result<Batch> {
        post(run, part)
    }

    /// Looks at a batch.
    ///
    /// # Errors
    /// A refusal.
    fn look_at_batch(&self, run: &Run<'_>, id: &str) -> Result<Batch> {
        look_at_batch(run, id)
    }

    /// What a batch's status means.
    fn batch_phase(&self, status: &str) -> BatchPhase {
        batch_phase(status)
    }

    /// Waits until a batch has ended.
    ///
    /// # Errors
    /// The end of the client's own time, with the batch's id.
    fn wait_for_batch(&self, run: &Run<'_>, batch: Batch) -> Result<Batch> {
        wait_for_batch(run, batch)
    }

    /// Fetches the reports that a batch has: failures and warnings.
    ///
    /// # Errors
    /// A refusal other than that there is no report.
    fn reports(
        &self,
        run: &Run<'_>,
        part: &Part,
        batch: &Batch,
        sinks: &mut [Sink; 2],
    ) -> Result<()> {
        reports(run, part, batch, sinks)
    }

    /// Fetches one report into the case's folder; none if there is none.
    ///
    /// # Errors
    /// As [`Steps::reports`].
    fn report(&self, run: &Run<'_>, id: &str, kind: Kind) -> Result<Option<PathBuf>> {
        report(run, id, kind)
    }

    /// A row of a report under the names of the upload: the report may have dropped an empty column.
    fn report_row(&self, upload: &[String], report: &[String], row: Vec<Cell>) -> Vec<Cell> {
        report_row(upload, report, row)
    }

    /// The ranges that an export is split into, as filters.
    ///
    /// # Errors
    /// A range whose ends are no times.
    fn ranges(&self, run: &Run<'_>) -> Result<Vec<Range>> {
        ranges(run)
    }

    /// Exports one range into the table of records.
    ///
    /// # Errors
    /// As [`Steps::export`].
    fn export_range(&self, run: &Run<'_>, range: &Range, sink: &mut Sink) -> Result<Extract> {
        export_range(run, range, sink)
    }

    /// What an export is asked for.
    fn create_body(&self, run: &Run<'_>, range: &Range) -> Map<String, Value> {
        create_body(run, range)
    }

    /// Makes an export.
    ///
    /// # Errors
    /// A refusal.
    fn create(&self, run: &Run<'_>, range: &Range) -> Result<Extract> {
        create(run, range)
    }

    /// Puts an export into the queue, as soon as there is room.
    ///
    /// # Errors
    /// A refusal other than a full queue, or that it is queued already.
    fn enqueue(&self, run: &Run<'_>, extract: &Extract) -> Result<()> {
        enqueue(run, extract)
    }

    /// Looks at an export.
    ///
    /// # Errors
    /// A refusal.
    fn look_at_extract(&self, run: &Run<'_>, id: &str) -> Result<Extract> {
        look_at_extract(run, id)
    }

    /// What an export's status means.
    fn extract_phase(&self, status: &str) -> ExtractPhase {
        extract_phase(status)
    }

    /// Waits until an export has ended, in whatever way.
    ///
    /// # Errors
    /// The end of the client's own time, with the export's id; a cancel.
    fn wait_for_extract(&self, run: &Run<'_>, extract: &Extract) -> Result<Extract> {
        wait_for_extract(run, extract)
    }

    /// Fetches an export's file into the case's folder, whole and sound.
    ///
    /// # Errors
    /// A file that is gone, or stays damaged.
    fn download(&self, run: &Run<'_>, extract: &Extract) -> Result<PathBuf> {
        download(run, extract)
    }

    /// How many of the bytes at hand this answer goes on from.
    ///
    /// # Errors
    /// An answer that is for other bytes than were asked for.
    fn resume(&self, answer: &Answer, asked: u64) -> Result<u64> {
        resume(answer, asked)
    }

    /// Compares a file with the size and the checksum that the export named.
    ///
    /// # Errors
    /// A difference, of class `data`.
    fn check_file(&self, extract: &Extract, path: &Path) -> Result<()> {
        check_file(extract, path)
    }

    /// Reads a file's rows into the table of records.
    ///
    /// # Errors
    /// A file that is none, or that has not as many rows as the export named.
    fn read_file(
        &self,
        run: &Run<'_>,
        extract: &Extract,
        path: &Path,
        sink: &mut Sink,
    ) -> Result<()> {
        read_file(run, extract, path, sink)
    }

    /// A value of a file: bare `null` is a null, quoted it is a text.
    fn value(&self, field: &Field) -> Cell {
        match (&field.bytes[..], field.quoted) {
            (b"null", false) => Cell::Null,
            _ => field.to_cell(),
        }
    }

    /// Tidies up after an export that failed: none goes on for a caller who cancelled, or for nobody.
    fn tidy_up(&self, run: &Run<'_>, extract: &Extract, failure: &Failure) {
        tidy_up(run, extract, failure);
    }

    /// Cancels an export.
    ///
    /// # Errors
    /// A refusal.
    fn cancel(&self, run: &Run<'_>, id: &str) -> Result<Extract> {
        cancel(run, id)
    }
}

/// The honest flow.
pub struct Honest;

impl Steps for Honest {}
