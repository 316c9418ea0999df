//! The JSON of jobs, key by key and in the provider's order, for each call and state.
//!
//! Source: recordings of v47, v52 and v60 (3.3). Clients refuse unknown keys, so a key that is not
//! in the recording of a call is not in the answer.

use serde::Serialize;
use serde_json::Value;

use super::id::Id;
use super::job::{Job, State, Uploads};
use super::settings::Settings;
use super::version::ApiVersion;
use crate::core::csv::{Delimiter, LineEnding};
use crate::core::time::SimTime;

/// The call that a job is shown for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// The answer to a create.
    Created,
    /// The answer to a change of state.
    Changed,
    /// The job's own page.
    Info,
    /// A line of a list.
    Listed,
}

/// The ids that a job's JSON names.
#[derive(Clone, Copy, Debug)]
pub struct JobIds {
    /// The job's.
    pub job: Id,
    /// Its maker's.
    pub created_by: Id,
}

/// `2024-09-09T19:25:27.000+0000`: seconds only, an offset without a colon. Recorded.
pub fn datetime(at: SimTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.000+0000")
}

/// The provider's word for a delimiter.
pub fn delimiter_name(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Backquote => "BACKQUOTE",
        Delimiter::Caret => "CARET",
        Delimiter::Comma => "COMMA",
        Delimiter::Pipe => "PIPE",
        Delimiter::Semicolon => "SEMICOLON",
        Delimiter::Tab => "TAB",
    }
}

/// The provider's word for a line ending.
pub fn line_ending_name(line_ending: LineEnding) -> &'static str {
    match line_ending {
        LineEnding::Lf => "LF",
        LineEnding::Crlf => "CRLF",
    }
}

/// A job as the provider shows it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JobJson<'a> {
    id: &'a str,
    operation: &'a str,
    object: &'a str,
    created_by_id: &'a str,
    created_date: String,
    system_modstamp: String,
    state: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id_field_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assignment_rule_id: Option<&'a str>,
    concurrency_mode: &'a str,
    content_type: &'a str,
    api_version: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line_ending: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column_delimiter: Option<&'a str>,
    #[serde(flatten)]
    counters: Counters,
    #[serde(flatten)]
    timings: Option<Timings>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_pk_chunking_supported: Option<bool>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Counters {
    #[serde(skip_serializing_if = "Option::is_none")]
    number_records_processed: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number_records_failed: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Timings {
    retries: u32,
    total_processing_time: u64,
    api_active_processing_time: u64,
    apex_processing_time: u64,
}

/// A job as `shown` for a call.
pub fn job(job: &Job, ids: &JobIds, shown: Shown, settings: &Settings) -> Value {
    let open = matches!(job.state, State::Open(_) | State::HeldOpen { .. });
    let info = shown == Shown::Info;
    let with_dialect = matches!(shown, Shown::Created | Shown::Info | Shown::Listed);
    let content_url = open && shown != Shown::Changed;
    let json = JobJson {
        id: ids.job.as_str(),
        operation: job.spec.operation.as_str(),
        object: &job.spec.object.name,
        created_by_id: ids.created_by.as_str(),
        created_date: datetime(job.created),
        system_modstamp: datetime(job.modified),
        state: job.state.name(),
        external_id_field_name: job.spec.external_id_field(),
        assignment_rule_id: job.spec.assignment_rule_id.as_deref().filter(|_| info && !open),
        concurrency_mode: "Parallel",
        content_type: "CSV",
        api_version: f64::from(job.spec.version.number()),
        job_type: matches!(shown, Shown::Info | Shown::Listed).then_some("V2Ingest"),
        content_url: content_url.then(|| content_url_of(job.spec.version, &ids.job)),
        line_ending: with_dialect.then(|| line_ending_name(job.spec.line_ending)),
        column_delimiter: with_dialect.then(|| delimiter_name(job.spec.delimiter)),
        counters: if info { counters(job) } else { Counters::default() },
        timings: info.then(|| timings(job, settings)),
        error_message: match &job.state {
            State::Failed { message, .. } if info => Some(message),
            _ => None,
        },
        is_pk_chunking_supported: (info && !open && job.spec.version.number() >= 61)
            .then_some(false),
    };
    serde_json::to_value(json).unwrap_or_default()
}

/// Without a leading slash. Recorded; clients put one in front.
fn content_url_of(version: ApiVersion, job: &Id) -> String {
    format!("services/data/v{version}/jobs/ingest/{job}/batches")
}

/// An open job counts nothing before its upload, and nought after it. Recorded at v52.
fn counters(job: &Job) -> Counters {
    let counted = match &job.state {
        State::Open(Uploads::None) => None,
        State::Open(Uploads::One(_) | Uploads::Several(_))
        | State::HeldOpen { .. }
        | State::UploadComplete { .. } => Some((0, 0)),
        State::InProgress(work) => Some(work.visible()),
        State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
            Some((ended.outcomes.processed(), ended.outcomes.failed()))
        }
    };
    Counters {
        number_records_processed: counted.map(|(processed, _)| processed),
        number_records_failed: counted.map(|(_, failed)| failed),
    }
}

/// Milliseconds; the total stays 0 while the job is in progress. Recorded at v60.
fn timings(job: &Job, settings: &Settings) -> Timings {
    let record_ms = settings.record_time.millis();
    let active = |processed: u32| u64::from(processed).saturating_mul(record_ms);
    let (total, active) = match &job.state {
        State::Open(_) | State::HeldOpen { .. } | State::UploadComplete { .. } => (0, 0),
        State::InProgress(work) => (0, active(work.visible().0)),
        State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
            (ended.elapsed.millis(), active(ended.outcomes.processed()))
        }
    };
    Timings {
        retries: 0,
        total_processing_time: total,
        api_active_processing_time: active,
        apex_processing_time: 0,
    }
}
