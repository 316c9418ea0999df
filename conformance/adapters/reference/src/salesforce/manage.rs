//! Jobs that are there already: abort and delete.

use bulk_conformance::protocol::{Class, Failure, JobReport, Success};
use serde_json::json;

use super::job::{Info, Job, JobType, Phase, info, jobs_path};
use crate::answers::Trouble;
use crate::csv::Format;
use crate::http::{Method, Repeat, Request, fetch};
use crate::run::{Result, Run};

/// The job that the case names.
fn named(run: &Run<'_>) -> Result<Job> {
    let job_type = match run.text_arg("type").as_deref() {
        Some("query") => JobType::Query,
        _ => JobType::Ingest,
    };
    Ok(Job { id: run.needed("job_id")?, job_type, content_url: None, format: Format::PLAIN })
}

/// As `Steps::abort_job`.
///
/// # Errors
/// Those of `Steps::abort_job`.
pub fn abort_job(run: &Run<'_>) -> Result<Success> {
    let job = named(run)?;
    let info = run.parts.salesforce.abort(run, &job).map_err(|failure| job.blame(failure))?;
    Ok(Success { jobs: vec![info.report()], ..Success::default() })
}

/// As `Steps::abort`. When the answer is lost, the job itself knows.
///
/// # Errors
/// Those of `Steps::abort`.
pub fn abort(run: &Run<'_>, job: &Job) -> Result<Info> {
    let path = format!("{}/{}", jobs_path(run, job.job_type), job.id);
    let request = Request::new(Method::Patch, path).json(&json!({ "state": "Aborted" }));
    let mut lost = 0;
    loop {
        let trouble = match fetch(run, &request, Repeat::IfNotDone) {
            Ok(answer) => return info(answer),
            Err(trouble) => trouble,
        };
        lost += 1;
        if !trouble.maybe_done() || lost > 3 {
            return Err(trouble.into());
        }
        let seen = run.parts.salesforce.look(run, job)?;
        if run.parts.salesforce.phase(&seen.state) == Phase::Aborted {
            return Ok(seen);
        }
        run.pause(crate::policy::back_off(run, lost))?;
    }
}

/// As `Steps::delete_job`. Only a job that has ended can be deleted.
///
/// # Errors
/// Those of `Steps::delete_job`.
pub fn delete_job(run: &Run<'_>) -> Result<Success> {
    let (job, steps) = (named(run)?, &run.parts.salesforce);
    let mut seen = steps.look(run, &job).map_err(|failure| job.blame(failure))?;
    if matches!(steps.phase(&seen.state), Phase::Open | Phase::Running) {
        match steps.abort(run, &job) {
            Ok(aborted) => seen = aborted,
            // It ended between the look and the abort: so much the better.
            Err(failure) if failure.class == Class::Rejected => seen = steps.look(run, &job)?,
            Err(failure) => return Err(job.blame(failure)),
        }
    }
    delete(run, &job)?;
    Ok(Success { jobs: vec![JobReport { id: job.id, ..seen.report() }], ..Success::default() })
}

/// Deletes it. The answer has no body. When one is lost, a job that is gone was deleted.
fn delete(run: &Run<'_>, job: &Job) -> Result<()> {
    let path = format!("{}/{}", jobs_path(run, job.job_type), job.id);
    let request = Request::new(Method::Delete, path);
    let mut lost = 0;
    loop {
        let trouble = match fetch(run, &request, Repeat::IfNotDone) {
            Ok(_) => return Ok(()),
            Err(trouble) if lost > 0 && trouble.status() == Some(404) => return Ok(()),
            Err(trouble) => trouble,
        };
        lost += 1;
        if !trouble.maybe_done() || lost > 3 {
            return Err(job.blame(Failure::from(trouble)));
        }
        run.pause(crate::policy::back_off(run, lost)).map_err(Trouble::from)?;
    }
}
