//! Salesforce Bulk API 2.0, step by step.

mod ingest;
mod job;
mod manage;
mod pages;
mod poll;
mod query;
mod results;
mod retry_failed;
mod tally;
mod upload;

use std::path::PathBuf;

use bulk_conformance::protocol::{Failure, Success};
use serde_json::{Map, Value};

use crate::answers::Trouble;
use crate::http::Request;
use crate::rows::{Kind, Part, Sink, Source};
use crate::run::{Result, Run};

pub use ingest::{close, create, create_body, ingest, load, load_part, open_rows, plan, tidy_up};
pub use job::{Info, Job, JobType, Phase, Plan, info, jobs_path, phase};
pub use manage::{abort, abort_job, delete_job};
pub use pages::{Page, check_page, check_total, next_page, page, pages, read_page, results_path};
pub use poll::{look, wait};
pub use query::{create_query, query};
pub use results::{check_results, result_file, results};
pub use retry_failed::{failed_rows, retry_failed};
pub use tally::Tally;
pub use upload::{put_request, upload};

/// The flow, step by step. A method that is not overridden is the honest one, the function of the
/// same name; steps reach each other through `run.parts.salesforce`.
pub trait Steps: Send + Sync {
    /// Loads the case's rows.
    ///
    /// # Errors
    /// A job that did not complete; a call that failed for good.
    fn ingest(&self, run: &Run<'_>) -> Result<Success> {
        ingest(run)
    }

    /// Runs the case's query, and fetches its rows.
    ///
    /// # Errors
    /// As [`Steps::ingest`].
    fn query(&self, run: &Run<'_>) -> Result<Success> {
        query(run)
    }

    /// Aborts the case's job.
    ///
    /// # Errors
    /// A refusal.
    fn abort_job(&self, run: &Run<'_>) -> Result<Success> {
        abort_job(run)
    }

    /// Deletes the case's job, after an abort if it is still under way.
    ///
    /// # Errors
    /// A refusal.
    fn delete_job(&self, run: &Run<'_>) -> Result<Success> {
        delete_job(run)
    }

    /// Loads the case's rows, then those that failed once more.
    ///
    /// # Errors
    /// As [`Steps::ingest`].
    fn retry_failed(&self, run: &Run<'_>) -> Result<Success> {
        retry_failed(run)
    }

    /// The rows that are sent: for deletes the ids alone.
    ///
    /// # Errors
    /// Input that cannot be read, or has no ids.
    fn open_rows(&self, run: &Run<'_>) -> Result<Box<dyn Source>> {
        open_rows(run)
    }

    /// What a job is told when it is made, above all how its file is written.
    ///
    /// # Errors
    /// Rows that no job could take as they are, of class `data`.
    fn plan(&self, run: &Run<'_>) -> Result<Plan> {
        plan(run)
    }

    /// Writes the parts, and loads one after the other.
    ///
    /// # Errors
    /// As [`Steps::ingest`].
    fn load(&self, run: &Run<'_>, plan: &Plan, parts: &[Part], tally: &mut Tally) -> Result<()> {
        load(run, plan, parts, tally)
    }

    /// Loads one part by one job: from its creation to its results.
    ///
    /// # Errors
    /// As [`Steps::ingest`].
    fn load_part(&self, run: &Run<'_>, plan: &Plan, part: &Part, tally: &mut Tally) -> Result<()> {
        load_part(run, plan, part, tally)
    }

    /// What a job is told when it is made, member by member.
    ///
    /// # Errors
    /// An argument that is missing.
    fn create_body(&self, run: &Run<'_>, plan: &Plan) -> Result<Map<String, Value>> {
        create_body(run, plan)
    }

    /// Makes a job.
    ///
    /// # Errors
    /// A refusal.
    fn create(&self, run: &Run<'_>, plan: &Plan) -> Result<Job> {
        create(run, plan)
    }

    /// The request that uploads a part.
    fn put_request(&self, run: &Run<'_>, job: &Job, part: &Part) -> Request {
        put_request(run, job, part)
    }

    /// Uploads a part, once.
    ///
    /// # Errors
    /// Any trouble. If the upload may have been stored, the job is of no more use.
    fn upload(&self, run: &Run<'_>, job: &Job, part: &Part) -> Result<(), Trouble> {
        upload(run, job, part)
    }

    /// Says that the upload is complete.
    ///
    /// # Errors
    /// A refusal; an answer lost, and the job still open.
    fn close(&self, run: &Run<'_>, job: &Job) -> Result<()> {
        close(run, job)
    }

    /// Looks at a job.
    ///
    /// # Errors
    /// A refusal, as of a job that is gone.
    fn look(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        look(run, job)
    }

    /// What a state means.
    fn phase(&self, state: &str) -> Phase {
        phase(state)
    }

    /// Waits until a job has ended, in whatever way.
    ///
    /// # Errors
    /// The end of the client's own time, with the job's id; a cancel; a job that stays open.
    fn wait(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        wait(run, job)
    }

    /// Fetches all that became of a job's rows.
    ///
    /// # Errors
    /// Files that stay damaged, or that do not account for all rows.
    fn results(
        &self,
        run: &Run<'_>,
        job: &Job,
        part: &Part,
        info: &Info,
        tally: &mut Tally,
    ) -> Result<()> {
        results(run, job, part, info, tally)
    }

    /// Fetches one result file into the case's folder.
    ///
    /// # Errors
    /// A refusal; a download that breaks off each time.
    fn result_file(&self, run: &Run<'_>, job: &Job, kind: Kind) -> Result<PathBuf> {
        result_file(run, job, kind)
    }

    /// Compares what the files hold with what the job counted.
    ///
    /// # Errors
    /// A difference, of class `data`.
    fn check_results(&self, part: &Part, info: &Info, rows: [u64; 3]) -> Result<()> {
        check_results(part, info, rows)
    }

    /// Tidies up after a part that failed: no job is left open, and none goes on for a caller who cancelled.
    fn tidy_up(&self, run: &Run<'_>, job: &Job, failure: &Failure) {
        tidy_up(run, job, failure);
    }

    /// Aborts a job.
    ///
    /// # Errors
    /// A refusal.
    fn abort(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        abort(run, job)
    }

    /// The rows of a first load that are sent once more; `files` tell which failed.
    ///
    /// # Errors
    /// Those of the files.
    fn failed_rows(
        &self,
        run: &Run<'_>,
        plan: &Plan,
        parts: &[Part],
        files: &[PathBuf],
    ) -> Result<Vec<Part>> {
        failed_rows(run, plan, parts, files)
    }

    /// Makes a query job.
    ///
    /// # Errors
    /// A refusal, as of a query that is wrong.
    fn create_query(&self, run: &Run<'_>, plan: &Plan) -> Result<Job> {
        create_query(run, plan)
    }

    /// Fetches all pages of a query, each once, in order.
    ///
    /// # Errors
    /// Pages that go in circles, or that do not account for all rows.
    fn pages(
        &self,
        run: &Run<'_>,
        job: &Job,
        plan: &Plan,
        info: &Info,
        tally: &mut Tally,
    ) -> Result<()> {
        pages(run, job, plan, info, tally)
    }

    /// The path of a page.
    fn results_path(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> String {
        results_path(run, job, locator)
    }

    /// Fetches one page into the case's folder, whole.
    ///
    /// # Errors
    /// A refusal; a download that breaks off each time.
    fn page(&self, run: &Run<'_>, job: &Job, locator: Option<&str>) -> Result<Page> {
        page(run, job, locator)
    }

    /// Reads a page's rows into the table of records.
    ///
    /// # Errors
    /// A page that is no table, or has other columns than the one before.
    fn read_page(&self, run: &Run<'_>, job: &Job, page: &Page, sink: &mut Sink) -> Result<()> {
        read_page(run, job, page, sink)
    }

    /// The locator of the page after this one; none if there is no other.
    ///
    /// # Errors
    /// A locator that was there before; none, although rows are missing.
    fn next_page(
        &self,
        page: &Page,
        seen: &[String],
        rows: u64,
        info: &Info,
    ) -> Result<Option<String>> {
        next_page(page, seen, rows, info)
    }

    /// Compares the rows of a page with what its head says.
    ///
    /// # Errors
    /// A difference, of class `data`.
    fn check_page(&self, page: &Page, rows: u64) -> Result<()> {
        check_page(page, rows)
    }

    /// Compares the rows of all pages with what the job counted.
    ///
    /// # Errors
    /// A difference, of class `data`.
    fn check_total(&self, info: &Info, rows: u64) -> Result<()> {
        check_total(info, rows)
    }
}

/// The honest flow.
pub struct Honest;

impl Steps for Honest {}
