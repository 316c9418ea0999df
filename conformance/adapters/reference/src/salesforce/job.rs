//! Jobs as the API tells of them. Members that are unknown, missing or in another order do no harm.

use bulk_conformance::protocol::{Class, Failure, JobReport};
use serde_json::Value;

use crate::csv::Format;
use crate::http::{Answer, body_of};
use crate::run::{Result, Run};

/// What a job is told when it is made.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How the upload is written, or the results are to be.
    pub format: Format,
}

/// Which kind of job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobType {
    /// Loads rows.
    Ingest,
    /// Reads rows.
    Query,
}

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub job_type: JobType,
    /// Where its upload goes, as the answer to its creation said.
    pub content_url: Option<String>,
    /// How its files are written.
    pub format: Format,
}

/// A job as it was last seen.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// Its id.
    pub id: String,
    /// Its state, in the provider's word.
    pub state: String,
    /// Rows that were processed, those that failed among them.
    pub processed: Option<u64>,
    /// Rows that failed.
    pub failed: Option<u64>,
    /// Why the job failed.
    pub message: Option<String>,
    /// Where its upload goes.
    pub content_url: Option<String>,
}

/// What a state means for the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It waits for its upload.
    Open,
    /// It is under way, or in a state that is not known: one waits, as long as one waits for any job.
    Running,
    /// It has ended. That says nothing of its rows.
    Done,
    /// It failed as a whole.
    Failed,
    /// Somebody aborted it.
    Aborted,
}

/// As `Steps::phase`.
pub fn phase(state: &str) -> Phase {
    match state {
        "Open" => Phase::Open,
        "JobComplete" => Phase::Done,
        "Failed" => Phase::Failed,
        "Aborted" => Phase::Aborted,
        _ => Phase::Running,
    }
}

impl Info {
    /// For the caller.
    pub fn report(&self) -> JobReport {
        let (id, state) = (self.id.clone(), Some(self.state.clone()));
        JobReport { id, state, processed: self.processed, failed: self.failed }
    }
}

impl Job {
    /// An error that is about this job.
    pub fn blame(&self, failure: Failure) -> Failure {
        let job_id = failure.job_id.or_else(|| Some(self.id.clone()));
        Failure { job_id, ..failure }
    }
}

/// The path of all jobs of a kind: the same version for everything that is done with a job.
pub fn jobs_path(run: &Run<'_>, job_type: JobType) -> String {
    let version = run.case.target.api_version.as_deref().unwrap_or("62.0");
    let kind = match job_type {
        JobType::Ingest => "ingest",
        JobType::Query => "query",
    };
    format!("/services/data/v{}/jobs/{kind}", version.trim_start_matches('v'))
}

/// A job in an answer.
///
/// # Errors
/// An answer that is no job.
pub fn info(mut answer: Answer) -> Result<Info> {
    let none = |what: &str| Failure::new(Class::Transport, format!("the answer is no job: {what}"));
    let body = body_of(&mut answer).map_err(|broken| none(&broken.what))?;
    let said: Value = serde_json::from_slice(&body).map_err(|error| none(&error.to_string()))?;
    let text = |key: &str| said[key].as_str().map(str::to_owned);
    Ok(Info {
        id: text("id").ok_or_else(|| none("it has no id"))?,
        state: text("state").unwrap_or_default(),
        processed: said["numberRecordsProcessed"].as_u64(),
        failed: said["numberRecordsFailed"].as_u64(),
        message: text("errorMessage"),
        content_url: text("contentUrl"),
    })
}
