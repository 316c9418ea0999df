//! What each job call does to an org: find the job, keep the limits, let the job decide, show it.
//!
//! No HTTP and no waiting here; a route hands in what it read and sends what comes back.

use std::sync::Arc;

use serde_json::{Value, json};

use super::errors::ApiError;
use super::job::{Command, Ended, Job, Refusal, State, Uploads};
use super::listing::Page;
use super::model::{self, JobIds, Shown};
use super::request::{self, WantedState};
use super::results::{ResultFile, ResultKind};
use super::schema::KeyPrefix;
use super::settings::EarlyResults;
use super::version::ApiVersion;
use super::world::World;
use crate::core::csv::Delimiter;
use crate::core::random::Stream;
use crate::core::rows::{BlankLines, Upload, UploadBuilder};
use crate::core::time::SimTime;

/// Who calls, when, and in which version.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// The org's time.
    pub now: SimTime,
    /// The number of the calling user.
    pub user: u64,
    /// The version in the path.
    pub version: ApiVersion,
}

/// Filters and place of a list.
#[derive(Clone, Default, Debug)]
pub struct ListQuery {
    /// Only jobs of this type.
    pub job_type: Option<String>,
    /// Only jobs of this concurrency mode.
    pub concurrency_mode: Option<String>,
    /// Only jobs with, or without, PK chunking.
    pub is_pk_chunking_enabled: Option<String>,
    /// Where a list goes on.
    pub query_locator: Option<String>,
}

/// Under which path a list of jobs was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JobList {
    /// `/jobs/ingest`: jobs of all types, unless filtered. Documented.
    Ingest,
    /// `/jobs/query`: query jobs, unless filtered. Documented.
    Query,
}

/// What there is of results before their job is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Early {
    /// The header line.
    Header,
    /// Not even that.
    Nothing,
}

/// What a new upload is read with.
#[derive(Clone, Copy, Debug)]
pub struct UploadPlan {
    /// The job's delimiter.
    pub delimiter: Delimiter,
    /// What a blank line is.
    pub blank_lines: BlankLines,
    /// Bytes taken at most, after decompression.
    pub bytes_max: u64,
    /// The status that refuses more.
    pub oversize_status: u16,
    /// The status that refuses another content type than CSV.
    pub type_status: u16,
}

impl World {
    /// Makes a job.
    ///
    /// # Errors
    /// What the provider says of the request (3.10).
    pub fn create_ingest(&mut self, caller: &Caller, body: &[u8]) -> Result<Value, ApiError> {
        let number = self.open_job(caller, body)?;
        self.shown(number, Shown::Created)
    }

    /// Makes a job that has its rows with it, and is closed at once (3.2, multipart).
    ///
    /// # Errors
    /// As [`World::create_ingest`]; a CSV above the limit of characters is refused.
    pub fn create_ingest_with_content(
        &mut self,
        caller: &Caller,
        properties: &[u8],
        csv: &[u8],
    ) -> Result<Value, ApiError> {
        let chars_max = self.settings.multipart_chars_max;
        if csv.len() > chars_max && String::from_utf8_lossy(csv).chars().count() > chars_max {
            return Err(ApiError::too_large(self.settings.oversize_status, chars_max as u64));
        }
        let number = self.open_job(caller, properties)?;
        let id = self.job_id(number);
        let plan = self.begin_upload(id.as_str())?;
        let mut builder = UploadBuilder::new(plan.delimiter, plan.blank_lines);
        builder.push(csv);
        self.finish_upload(caller, id.as_str(), builder.finish())?;
        self.command(number, caller.now, Command::Close)?;
        self.shown_with_dialect(number)
    }

    /// Whether and how a job takes an upload; asked before the body is read.
    ///
    /// # Errors
    /// The job is unknown or not open.
    pub fn begin_upload(&self, id: &str) -> Result<UploadPlan, ApiError> {
        let job = self.job(id).ok_or_else(ApiError::not_found)?;
        if !matches!(job.state, State::Open(_)) {
            return Err(self.refusal(job.number, Refusal::NotOpen(job.state.behind_fates())));
        }
        Ok(UploadPlan {
            delimiter: job.spec.delimiter,
            blank_lines: self.settings.blank_lines.into(),
            bytes_max: self.settings.upload_bytes_max,
            oversize_status: self.settings.oversize_status,
            type_status: self.settings.upload_type_status,
        })
    }

    /// Hands a job what was uploaded.
    ///
    /// # Errors
    /// The job is gone, or no longer open.
    pub fn finish_upload(
        &mut self,
        caller: &Caller,
        id: &str,
        upload: Upload,
    ) -> Result<(), ApiError> {
        let number = self.job(id).ok_or_else(ApiError::not_found)?.number;
        self.command(number, caller.now, Command::Upload(Arc::new(upload)))
    }

    /// Closes or aborts a job.
    ///
    /// # Errors
    /// The job is unknown, the state is, or the job's state forbids it (3.5).
    pub fn change_ingest(
        &mut self,
        caller: &Caller,
        id: &str,
        body: &[u8],
    ) -> Result<Value, ApiError> {
        let number = self.job(id).ok_or_else(ApiError::not_found)?.number;
        let properties = request::object(body, &self.settings)?;
        match request::wanted_state(&properties, &self.settings)? {
            WantedState::Aborted => self.command(number, caller.now, Command::Abort)?,
            WantedState::UploadComplete => {
                self.command(number, caller.now, Command::Close)?;
            }
        }
        self.shown(number, Shown::Changed)
    }

    /// A job's page.
    ///
    /// # Errors
    /// The job is unknown.
    pub fn ingest_info(&self, id: &str) -> Result<Value, ApiError> {
        let number = self.job(id).ok_or_else(ApiError::not_found)?.number;
        self.shown(number, Shown::Info)
    }

    /// Forgets a job.
    ///
    /// # Errors
    /// The job is unknown, or not over (3.6).
    pub fn delete_ingest(&mut self, caller: &Caller, id: &str) -> Result<(), ApiError> {
        let number = self.job(id).ok_or_else(ApiError::not_found)?.number;
        self.command(number, caller.now, Command::Delete)?;
        self.remove_job(number, caller.now);
        Ok(())
    }

    /// A page of jobs (3.7).
    ///
    /// # Errors
    /// A filter has a value outside its list, or the locator is not known.
    pub fn list_jobs(
        &mut self,
        caller: &Caller,
        list: JobList,
        query: &ListQuery,
    ) -> Result<Value, ApiError> {
        let ids = self.tables.ids();
        let page = match &query.query_locator {
            Some(locator) => self.listings.follow(ids, locator).ok_or_else(ApiError::not_found)?,
            None => {
                let wanted = self.matching_jobs(list, query)?;
                self.listings.first(ids, wanted)
            }
        };
        Ok(self.page_json(caller.version, &page))
    }

    /// A result file.
    ///
    /// # Errors
    /// The job is unknown, or not over (setting `results_before_completion`).
    pub fn ingest_results(
        &self,
        caller: &Caller,
        id: &str,
        kind: ResultKind,
    ) -> Result<ResultFile, ApiError> {
        let job = self.job(id).ok_or_else(ApiError::not_found)?;
        let ids = self.tables.ids();
        if job.ended().is_some_and(|ended| job.fates.results_are_gone(ended.at, caller.now)) {
            return Err(ApiError::not_found());
        }
        let there = |ended: &&Ended| !job.fates.results_are_to_come(ended.at, caller.now);
        if let Some(ended) = job.ended().filter(there) {
            let name = self.job_id(job.number).to_string();
            let mut shuffle = Stream::keyed(self.seed, &["result order", &name]);
            return Ok(ResultFile::new(kind, &job.spec, ended, ids, &self.settings, &mut shuffle));
        }
        // An ingest job has no answer without a file.
        self.early_results(job.state.name())?;
        let upload = uploaded(job);
        Ok(ResultFile::header_only(kind, &job.spec, upload, ids, &self.settings))
    }

    /// What results of a job that is not over answer, of either type (setting
    /// `results_before_completion`).
    ///
    /// # Errors
    /// The setting says that they are refused.
    pub(super) fn early_results(&self, state: &str) -> Result<Early, ApiError> {
        let text = self.settings.messages.results_too_early.replace("{}", state);
        match self.settings.results_before_completion {
            EarlyResults::Refuse => Err(ApiError::wrong_state(text)),
            EarlyResults::Conflict => Err(ApiError::conflict(text)),
            EarlyResults::NotFound => Err(ApiError::not_found()),
            EarlyResults::NoContent => Ok(Early::Nothing),
            EarlyResults::HeaderOnly => Ok(Early::Header),
        }
    }

    /// A job's refusal in the provider's words.
    pub(super) fn refusal(&self, number: u64, why: Refusal) -> ApiError {
        let settings = &self.settings;
        match why {
            Refusal::NotOpen(state) => {
                let text = &settings.messages.upload_in_wrong_state;
                ApiError::wrong_state(text.replace("{}", state))
            }
            Refusal::SeveralUploads => {
                let code = settings.second_upload_code.as_str();
                ApiError::multiple_contents(code, &self.job_id(number))
            }
            Refusal::NoUpload => ApiError::wrong_state("Closing a Job without data not allowed"),
            Refusal::WrongTransition { verb, state } => ApiError::wrong_transition(verb, state),
            Refusal::NotTerminated => ApiError::not_terminated(),
        }
    }

    fn open_job(&mut self, caller: &Caller, body: &[u8]) -> Result<u64, ApiError> {
        if self.usage.batches.used(caller.now) >= self.settings.daily_batches {
            return Err(ApiError::batch_quota_exceeded());
        }
        let properties = request::object(body, &self.settings)?;
        let schema = Arc::clone(self.tables.schema());
        let spec =
            request::job_spec(&properties, &schema, &self.settings, caller.version, caller.user)?;
        let fates = self.fates_of_new.clone();
        Ok(self.add_job(|number| Job::open(number, spec, caller.now, fates)))
    }

    fn command(&mut self, number: u64, now: SimTime, command: Command) -> Result<(), ApiError> {
        let done = self.change_job(number, now, |job, settings| job.handle(now, command, settings));
        match done {
            Some(Ok(())) => Ok(()),
            Some(Err(why)) => Err(self.refusal(number, why)),
            None => Err(ApiError::not_found()),
        }
    }

    fn job_ids(&self, job: &Job) -> JobIds {
        let created_by = self.tables.ids().id(KeyPrefix::USER, job.spec.created_by);
        JobIds { job: self.job_id(job.number), created_by }
    }

    fn shown(&self, number: u64, shown: Shown) -> Result<Value, ApiError> {
        let id = self.job_id(number);
        let job = self.job(id.as_str()).ok_or_else(ApiError::not_found)?;
        Ok(model::job(job, &self.job_ids(job), shown, &self.settings))
    }

    /// The answer to a multipart create: closed, and with its dialect. Documented.
    fn shown_with_dialect(&self, number: u64) -> Result<Value, ApiError> {
        let mut shown = self.shown(number, Shown::Listed)?;
        if let Some(properties) = shown.as_object_mut() {
            properties.shift_remove("jobType");
        }
        Ok(shown)
    }

    /// The numbers of the jobs that a list's filters let through, newest first.
    fn matching_jobs(&self, list: JobList, query: &ListQuery) -> Result<Vec<u64>, ApiError> {
        let types = ["V2Ingest", "V2Query", "Classic", "BigObjectIngest"];
        if let Some(other) = query.job_type.as_deref().filter(|name| !types.contains(name)) {
            return Err(ApiError::invalid_value(other, "jobType"));
        }
        let mode = query.concurrency_mode.as_deref().map(str::to_ascii_lowercase);
        let parallel = match mode.as_deref() {
            None | Some("parallel") => true,
            Some("serial") => false,
            Some(other) => return Err(ApiError::invalid_value(other, "concurrencyMode")),
        };
        let job_type = query.job_type.as_deref();
        let ingest = job_type.map_or(list == JobList::Ingest, |name| name == "V2Ingest");
        let queries = job_type.is_none_or(|name| name == "V2Query");
        // Only the older API lets a client ask for chunks.
        let chunked = query.is_pk_chunking_enabled.as_deref() == Some("true");
        if !parallel || chunked {
            return Ok(Vec::new());
        }
        let ingest = self.jobs().filter(|_| ingest).map(|job| job.number);
        let queries = self.query_jobs.values().filter(|_| queries).map(|job| job.number);
        let mut numbers: Vec<u64> = ingest.chain(queries).collect();
        numbers.sort_unstable_by(|a, b| b.cmp(a));
        Ok(numbers)
    }

    fn page_json(&self, version: ApiVersion, page: &Page) -> Value {
        let listed = |number: &u64| {
            let ingest = self.shown(*number, Shown::Listed);
            ingest.or_else(|_| self.query_shown(*number, Shown::Listed)).ok()
        };
        let records: Vec<Value> = page.jobs.iter().filter_map(listed).collect();
        let next = page
            .next
            .as_ref()
            .map(|at| format!("/services/data/v{version}/jobs/ingest?queryLocator={at}"));
        json!({ "done": next.is_none(), "records": records, "nextRecordsUrl": next })
    }
}

/// What was uploaded to a job, wherever it stands.
fn uploaded(job: &Job) -> Option<Arc<Upload>> {
    match &job.state {
        State::Open(Uploads::One(upload)) | State::UploadComplete { upload, .. } => {
            Some(Arc::clone(upload))
        }
        State::HeldOpen { upload, .. } => Some(Arc::clone(upload)),
        State::Open(Uploads::None | Uploads::Several(_)) => None,
        State::InProgress(work) => Some(Arc::clone(&work.upload)),
        State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
            ended.upload.clone()
        }
    }
}
