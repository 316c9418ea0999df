//! Exports: made, queued, waited for.

use bulk_conformance::protocol::{Class, Failure, JobReport};
use serde_json::{Map, Value};

use super::batch::{ROOT, late, no_result, result_of};
use super::ranges::Range;
use crate::answers::Trouble;
use crate::http::{Answer, Method, Repeat, Request, escape, fetch};
use crate::run::{Result, Run};

/// An export as it was last seen.
#[derive(Clone, Debug, Default)]
pub struct Extract {
    /// Its id.
    pub id: String,
    /// Its status, in the provider's word.
    pub status: String,
    /// How many rows its file has.
    pub rows: Option<u64>,
    /// How many bytes its file has.
    pub bytes: Option<u64>,
    /// The file's checksum, as `sha256:` and digits.
    pub checksum: Option<String>,
    /// Why it failed.
    pub message: Option<String>,
}

/// What a status means for the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtractPhase {
    /// It was made, and is not in the queue yet, as far as the status tells.
    Created,
    /// It is under way, or in a status that is not known.
    Running,
    /// Its file is there.
    Done,
    /// It failed.
    Failed,
    /// Somebody cancelled it.
    Cancelled,
}

/// As `Steps::extract_phase`. Guides and servers do not spell a cancel alike.
pub fn extract_phase(status: &str) -> ExtractPhase {
    match status {
        "Created" => ExtractPhase::Created,
        "Completed" => ExtractPhase::Done,
        "Failed" => ExtractPhase::Failed,
        "Cancelled" | "Canceled" => ExtractPhase::Cancelled,
        _ => ExtractPhase::Running,
    }
}

impl Extract {
    /// For the caller.
    pub fn report(&self) -> JobReport {
        let (id, state) = (self.id.clone(), Some(self.status.clone()));
        JobReport { id, state, processed: self.rows, failed: None }
    }

    /// An error that is about this export.
    pub fn blame(&self, failure: Failure) -> Failure {
        let job_id = failure.job_id.or_else(|| Some(self.id.clone()));
        Failure { job_id, ..failure }
    }

    /// An export in an answer.
    ///
    /// # Errors
    /// An answer that is no export.
    pub fn of(answer: Answer) -> Result<Self> {
        let said = result_of(answer)?;
        let text = |key: &str| said[key].as_str().map(str::to_owned);
        Ok(Self {
            id: text("exportId").ok_or_else(no_result)?,
            status: text("status").unwrap_or_default(),
            rows: said["numberOfRecords"].as_u64(),
            bytes: said["fileSize"].as_u64(),
            checksum: text("fileChecksum"),
            message: text("errorMsg"),
        })
    }
}

/// The path of an export, or of all: `…/{id}/{call}.json`.
pub fn export_path(run: &Run<'_>, id: Option<&str>, call: &str) -> String {
    let object = run.text_arg("object").unwrap_or_else(|| "leads".to_owned());
    let object = match object.as_str() {
        "leads" | "activities" => object,
        "program/members" | "programMembers" | "members" => "program/members".to_owned(),
        other => format!("customobjects/{}", escape(other.trim_start_matches("customobjects/"))),
    };
    match id {
        Some(id) => format!("{ROOT}/{object}/export/{}/{call}.json", escape(id)),
        None => format!("{ROOT}/{object}/export/{call}.json"),
    }
}

/// As `Steps::create_body`.
pub fn create_body(run: &Run<'_>, range: &Range) -> Map<String, Value> {
    let mut body = Map::new();
    for name in ["format", "fields", "columnHeaderNames"] {
        if let Some(value) = run.arg(name) {
            body.insert(name.to_owned(), value.clone());
        }
    }
    body.insert("filter".to_owned(), range.filter.clone());
    body
}

/// As `Steps::create`. A creation whose answer is lost is repeated: what is not queued costs nothing.
///
/// # Errors
/// Those of `Steps::create`.
pub fn create(run: &Run<'_>, range: &Range) -> Result<Extract> {
    let body = Value::Object(run.parts.marketo.create_body(run, range));
    let request = Request::new(Method::Post, export_path(run, None, "create")).json(&body);
    let extract = Extract::of(fetch(run, &request, Repeat::Safe)?)?;
    run.note_job(&extract.id);
    Ok(extract)
}

/// As `Steps::enqueue`. It may be repeated: a job that is queued already says so, and that is no error.
///
/// # Errors
/// Those of `Steps::enqueue`.
pub fn enqueue(run: &Run<'_>, extract: &Extract) -> Result<()> {
    let request = Request::new(Method::Post, export_path(run, Some(&extract.id), "enqueue"));
    match fetch(run, &request, Repeat::Safe) {
        Ok(_) => Ok(()),
        Err(trouble) if is_queued_already(&trouble) => Ok(()),
        Err(trouble) => Err(extract.blame(trouble.into())),
    }
}

fn is_queued_already(trouble: &Trouble) -> bool {
    trouble.refusal().is_some_and(|refusal| {
        let message = refusal.message.to_ascii_lowercase();
        refusal.code.as_deref() == Some("1029") && message.contains("already")
    })
}

/// As `Steps::look_at_extract`.
///
/// # Errors
/// Those of `Steps::look_at_extract`.
pub fn look_at_extract(run: &Run<'_>, id: &str) -> Result<Extract> {
    let request = Request::get(export_path(run, Some(id), "status"));
    Extract::of(fetch(run, &request, Repeat::Safe)?)
}

/// As `Steps::wait_for_extract`. A status may lag behind the queue: `Created` is waited for, too.
///
/// # Errors
/// Those of `Steps::wait_for_extract`.
pub fn wait_for_extract(run: &Run<'_>, extract: &Extract) -> Result<Extract> {
    let (steps, mut looks, mut last) = (&run.parts.marketo, 0, extract.status.clone());
    loop {
        let paused = run.pause(run.parts.policy.poll_pause(run, looks));
        let seen = paused.and_then(|()| steps.look_at_extract(run, &extract.id));
        let seen = seen.map_err(|failure| late(failure, "export", &extract.id, &last))?;
        looks += 1;
        if seen.status != last {
            run.note_state(&seen.id, &seen.status);
            last.clone_from(&seen.status);
        }
        match steps.extract_phase(&seen.status) {
            ExtractPhase::Created | ExtractPhase::Running => {}
            _ => return Ok(seen),
        }
    }
}

/// What the end of an export means for the caller.
pub(super) fn verdict(run: &Run<'_>, extract: &Extract) -> Result<()> {
    let class = match run.parts.marketo.extract_phase(&extract.status) {
        ExtractPhase::Done => return Ok(()),
        ExtractPhase::Cancelled => Class::JobAborted,
        _ => Class::JobFailed,
    };
    let message = extract.message.clone();
    let message = message.unwrap_or_else(|| format!("the export ended as {}", extract.status));
    Err(extract.blame(Failure { retryable: Some(false), ..Failure::new(class, message) }))
}
