//! What each call about query jobs does to an org: find the job, keep the limits, let it decide.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::errors::ApiError;
use super::super::model::{JobIds, Shown};
use super::super::request::{self, WantedState};
use super::super::results::ResultKind;
use super::super::schema::KeyPrefix;
use super::super::service::{Caller, Early};
use super::super::settings::BadLocator;
use super::super::soql::{Door, Reading, ResultSet, sorts_too_many};
use super::super::world::World;
use super::file::QueryFile;
use super::json::query_job;
use super::locator::{locator, offset};
use super::spec::QuerySpec;
use super::state::{QueryJob, QueryState};

/// Pages that `resultPages` names at once. Documented.
const PAGES_NAMED: u64 = 5;

/// Which page of results a client asks for.
#[derive(Clone, Default, Debug)]
pub struct PageQuery {
    /// Where it begins.
    pub locator: Option<String>,
    /// Rows at most.
    pub max_records: Option<String>,
}

/// One page of results.
pub enum QueryPage {
    /// Rows, and where the next page begins.
    Rows {
        /// The rows.
        file: Box<QueryFile>,
        /// How many there are.
        rows: u64,
        /// The value of `Sforce-Locator`; `null` on the last page.
        next: String,
    },
    /// Nothing yet, said with 204.
    NotYet,
}

impl World {
    /// Makes a query job (4.2).
    ///
    /// # Errors
    /// What the provider says of the request or of its query; the day's jobs or results are used up.
    pub fn create_query(&mut self, caller: &Caller, body: &[u8]) -> Result<Value, ApiError> {
        self.check_query_limits(caller)?;
        let properties = request::object(body, &self.settings)?;
        let schema = Arc::clone(self.tables.schema());
        let reading = Reading {
            schema: &schema,
            now: caller.now,
            door: Door::Bulk,
            version: caller.version,
            messages: &self.settings.messages,
        };
        let spec = QuerySpec::read(&properties, &reading, &self.settings, caller.user)?;
        let scope = self.query_scope(spec.operation);
        if sorts_too_many(&spec.query, &self.tables, scope) {
            return Err(ApiError::gap(&scope.too_many_to_sort().to_string()));
        }
        self.usage.query_jobs.add(caller.now, 1);
        let number = self.add_query(caller.now, spec);
        self.query_shown(number, Shown::Created)
    }

    /// A query job's page.
    ///
    /// # Errors
    /// The job is unknown.
    pub fn query_info(&self, id: &str) -> Result<Value, ApiError> {
        self.query_shown(self.query(id)?.number, Shown::Info)
    }

    /// Aborts a query job.
    ///
    /// # Errors
    /// The job is unknown, or over; another state is asked for.
    pub fn change_query_state(
        &mut self,
        caller: &Caller,
        id: &str,
        body: &[u8],
    ) -> Result<Value, ApiError> {
        let number = self.query(id)?.number;
        let properties = request::object(body, &self.settings)?;
        let wanted = request::wanted_state(&properties, &self.settings)?;
        let done = self.change_query(number, caller.now, |job, _| match wanted {
            WantedState::Aborted => job.abort(caller.now),
            // A query job was never open, so there is nothing to close.
            WantedState::UploadComplete => Err(job.close_refusal()),
        });
        done.unwrap_or(Ok(())).map_err(|why| self.refusal(number, why))?;
        self.query_shown(number, Shown::Changed)
    }

    /// Forgets a query job and its results.
    ///
    /// # Errors
    /// The job is unknown, or not over (4.3).
    pub fn delete_query(&mut self, caller: &Caller, id: &str) -> Result<(), ApiError> {
        let job = self.query(id)?;
        let number = job.number;
        job.may_delete().map_err(|why| self.refusal(number, why))?;
        self.remove_query(number, caller.now);
        Ok(())
    }

    /// A page of results (4.4).
    ///
    /// # Errors
    /// The job is unknown, was made with another version, or has no results (yet); the locator or the
    /// number of rows makes no sense.
    pub fn query_results(
        &self,
        caller: &Caller,
        id: &str,
        page: &PageQuery,
    ) -> Result<QueryPage, ApiError> {
        let job = self.query(id)?;
        self.same_version(caller, job)?;
        let QueryState::JobComplete(finished) = &job.state else { return self.too_early(job) };
        if job.fates.results_are_gone(finished.at, caller.now) {
            return Err(ApiError::not_found());
        }
        if job.fates.results_are_to_come(finished.at, caller.now) {
            return self.too_early(job);
        }
        let results = &finished.results;
        let first = self.page_start(results, page.locator.as_deref())?;
        let rows = self.page_rows(page.max_records.as_deref())?;
        let rows = rows.min(results.total() - first);
        let end = first + rows;
        let more = end < results.total();
        Ok(QueryPage::Rows {
            file: Box::new(QueryFile::new(results, &job.spec, first, rows)),
            rows,
            next: if more { locator(end) } else { "null".to_owned() },
        })
    }

    /// Where pages of results begin, to be fetched side by side (since v58).
    ///
    /// # Errors
    /// As [`World::query_results`].
    pub fn query_result_pages(
        &self,
        caller: &Caller,
        id: &str,
        from: Option<&str>,
    ) -> Result<Value, ApiError> {
        let job = self.query(id)?;
        self.same_version(caller, job)?;
        let finished = match &job.state {
            QueryState::JobComplete(finished)
                if !job.fates.results_are_to_come(finished.at, caller.now) =>
            {
                finished
            }
            other => {
                self.early_results(other.name())?;
                return Ok(json!({ "resultPages": [], "nextRecordsUrl": null, "done": false }));
            }
        };
        if job.fates.results_are_gone(finished.at, caller.now) {
            return Err(ApiError::not_found());
        }
        let first = self.page_start(&finished.results, from)?;
        let step = self.settings.query_page_rows.max(1);
        let base =
            format!("/services/data/v{}/jobs/query/{}", caller.version, self.job_id(job.number));
        let starts = (first..finished.results.total().max(first + 1)).step_by(to_usize(step));
        let mut starts = starts.peekable();
        let pages: Vec<Value> = std::iter::from_fn(|| starts.next())
            .take(to_usize(PAGES_NAMED))
            .map(|start| json!({ "resultUrl": format!("{base}/results?locator={}", locator(start)) }))
            .collect();
        let after = first.saturating_add(step.saturating_mul(PAGES_NAMED));
        let next = (after < finished.results.total())
            .then(|| format!("{base}/resultpages?locator={}", locator(after)));
        Ok(json!({ "resultPages": pages, "nextRecordsUrl": next, "done": next.is_none() }))
    }

    /// A result file of an ingest job, asked for with the id of a query job: ids share one namespace,
    /// and the answer is a header line. Recorded.
    pub fn ingest_results_of_query(&self, id: &str, kind: ResultKind) -> Option<Vec<u8>> {
        let job = self.query(id).ok()?;
        Some(QueryFile::header_behind(&job.spec, &self.tables, kind.own_columns()))
    }

    /// The query job that an id of 15 or 18 characters names.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn query(&self, id: &str) -> Result<&QueryJob, ApiError> {
        let job = self.number_in_job_id(id).and_then(|number| self.query_jobs.get(&number));
        job.ok_or_else(ApiError::not_found)
    }

    /// A query job by its number, as `shown` for a call.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn query_shown(&self, number: u64, shown: Shown) -> Result<Value, ApiError> {
        let job = self.query_jobs.get(&number).ok_or_else(ApiError::not_found)?;
        let created_by = self.tables.ids().id(KeyPrefix::USER, job.spec.created_by);
        let ids = JobIds { job: self.job_id(number), created_by };
        Ok(query_job(job, &ids, shown))
    }

    fn check_query_limits(&mut self, caller: &Caller) -> Result<(), ApiError> {
        let jobs_max = self.settings.daily_query_jobs;
        if self.usage.query_jobs.used(caller.now) >= jobs_max {
            return Err(ApiError::query_jobs_exceeded(jobs_max));
        }
        let megabytes_max = self.settings.daily_query_megabytes;
        if self.usage.query_megabytes(caller.now) >= megabytes_max {
            return Err(ApiError::query_bytes_exceeded(megabytes_max));
        }
        Ok(())
    }

    /// Results are read with the version that made the job. Documented (4.4).
    fn same_version(&self, caller: &Caller, job: &QueryJob) -> Result<(), ApiError> {
        if caller.version == job.spec.version {
            return Ok(());
        }
        let text =
            self.settings.messages.other_version.replace("{}", &job.spec.version.to_string());
        Err(ApiError::other_version(text))
    }

    fn too_early(&self, job: &QueryJob) -> Result<QueryPage, ApiError> {
        Ok(match self.early_results(job.state.name())? {
            Early::Nothing => QueryPage::NotYet,
            Early::Header => QueryPage::Rows {
                file: Box::new(QueryFile::header_only(&job.spec, &self.tables)),
                rows: 0,
                next: "null".to_owned(),
            },
        })
    }

    fn page_start(&self, results: &ResultSet, locator: Option<&str>) -> Result<u64, ApiError> {
        let Some(text) = locator else { return Ok(0) };
        let known = |row: &u64| *row < results.total() || *row == 0;
        offset(text).filter(known).ok_or_else(|| match self.settings.bad_locator {
            BadLocator::Refuse => {
                ApiError::invalid_locator(self.settings.messages.bad_locator.replace("{}", text))
            }
            BadLocator::NotFound => ApiError::not_found(),
        })
    }

    /// What a client asks for is still subject to the provider's own limit. Documented.
    fn page_rows(&self, max_records: Option<&str>) -> Result<u64, ApiError> {
        let most = self.settings.query_page_rows.max(1);
        match max_records {
            None => Ok(most),
            Some(text) => match text.parse::<u64>() {
                Ok(rows) if rows > 0 => Ok(rows.min(most)),
                Ok(_) | Err(_) => Err(ApiError::invalid_value(text, "maxRecords")),
            },
        }
    }
}

fn to_usize(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
