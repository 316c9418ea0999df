//! The JSON of query jobs, key by key and in the provider's order, for each call (4.2, 4.3).
//!
//! Source: recordings of v52, v53 and v60; `isPkChunkingSupported` after the guide, from the version
//! on in which ingest jobs were seen with it.

use serde::Serialize;
use serde_json::Value;

use super::super::model::{self, JobIds, Shown};
use super::state::{QueryJob, QueryState};

/// Since this version a job says whether the provider would split it.
const PK_CHUNKING_SHOWN_SINCE: u16 = 61;

/// A query job as the provider shows it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct QueryJobJson<'a> {
    id: &'a str,
    operation: &'a str,
    object: &'a str,
    created_by_id: &'a str,
    created_date: String,
    system_modstamp: String,
    state: &'a str,
    concurrency_mode: &'a str,
    content_type: &'a str,
    api_version: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_type: Option<&'a str>,
    #[serde(flatten)]
    dialect: Option<Dialect<'a>>,
    #[serde(flatten)]
    progress: Option<Progress<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect<'a> {
    line_ending: &'a str,
    column_delimiter: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Progress<'a> {
    number_records_processed: u64,
    retries: u32,
    total_processing_time: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_pk_chunking_supported: Option<bool>,
}

/// A query job as `shown` for a call.
pub(super) fn query_job(job: &QueryJob, ids: &JobIds, shown: Shown) -> Value {
    let dialect = Dialect {
        line_ending: model::line_ending_name(job.spec.line_ending),
        column_delimiter: model::delimiter_name(job.spec.delimiter),
    };
    let json = QueryJobJson {
        id: ids.job.as_str(),
        operation: job.spec.operation.as_str(),
        object: &job.spec.query.object.name,
        created_by_id: ids.created_by.as_str(),
        created_date: model::datetime(job.created),
        system_modstamp: model::datetime(job.modified),
        state: job.state.name(),
        concurrency_mode: "Parallel",
        content_type: "CSV",
        api_version: f64::from(job.spec.version.number()),
        job_type: matches!(shown, Shown::Info | Shown::Listed).then_some("V2Query"),
        dialect: (shown != Shown::Changed).then_some(dialect),
        progress: (shown == Shown::Info).then(|| progress(job)),
    };
    serde_json::to_value(json).unwrap_or_default()
}

fn progress(job: &QueryJob) -> Progress<'_> {
    let chunked = job.spec.version.number() >= PK_CHUNKING_SHOWN_SINCE;
    Progress {
        number_records_processed: job.processed(),
        retries: 0,
        total_processing_time: job.elapsed().millis(),
        // The provider is said to give none; several clients read it where it is (4.3).
        error_message: match &job.state {
            QueryState::Failed { message, .. } => Some(message),
            _ => None,
        },
        is_pk_chunking_supported: chunked.then(|| job.spec.is_pk_chunking_supported()),
    }
}
