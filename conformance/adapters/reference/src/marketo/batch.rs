//! Batches of an import, and where they live.

use bulk_conformance::protocol::{Class, Failure, JobReport};
use serde_json::Value;

use crate::http::{Answer, Repeat, Request, body_of, escape, fetch};
use crate::run::{Result, Run};

/// The paths of an import.
#[derive(Clone, Debug)]
pub struct Paths {
    /// Where a file is sent to.
    pub post: String,
    batches: String,
    status: &'static str,
}

/// A batch as it was last seen.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Its id.
    pub id: String,
    /// Its status, in the provider's word.
    pub status: String,
    /// Rows that were loaded.
    pub processed: Option<u64>,
    /// Rows that were not.
    pub failed: u64,
    /// Rows that were loaded with a warning.
    pub warned: u64,
    /// What the provider says of it.
    pub message: String,
}

/// What a status means for the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchPhase {
    /// It is under way, or in a status that is not known.
    Running,
    /// It has ended. That says nothing of its rows.
    Done,
    /// It failed as a whole.
    Failed,
}

/// The first part of every path: the bulk API has no `/rest` before it.
pub(super) const ROOT: &str = "/bulk/v1";

/// The paths for what the case imports: leads, members of a program, or a custom object.
///
/// # Errors
/// Members without a program.
pub fn import_paths(run: &Run<'_>) -> Result<Paths> {
    let object = run.text_arg("object").unwrap_or_else(|| "leads".to_owned());
    Ok(match object.as_str() {
        "leads" => Paths {
            post: format!("{ROOT}/leads.json"),
            batches: format!("{ROOT}/leads/batch"),
            status: ".json",
        },
        "program/members" | "programMembers" | "members" => Paths {
            post: format!("{ROOT}/program/{}/members/import.json", run.needed("programId")?),
            batches: format!("{ROOT}/program/members/import"),
            status: "/status.json",
        },
        object => {
            let name = object.trim_start_matches("customobjects/");
            let own = format!("{ROOT}/customobjects/{}/import", escape(name));
            Paths { post: format!("{own}.json"), batches: own, status: "/status.json" }
        }
    })
}

impl Paths {
    /// The status of a batch.
    pub fn status(&self, id: &str) -> String {
        format!("{}/{}{}", self.batches, escape(id), self.status)
    }

    /// A report of a batch: `failures` or `warnings`.
    pub fn report(&self, id: &str, name: &str) -> String {
        format!("{}/{}/{name}.json", self.batches, escape(id))
    }
}

impl Batch {
    /// For the caller.
    pub fn report(&self) -> JobReport {
        let (id, state) = (self.id.clone(), Some(self.status.clone()));
        JobReport { id, state, processed: self.processed, failed: Some(self.failed) }
    }

    /// An error that is about this batch.
    pub fn blame(&self, failure: Failure) -> Failure {
        let job_id = failure.job_id.or_else(|| Some(self.id.clone()));
        Failure { job_id, ..failure }
    }

    /// A batch in an answer.
    ///
    /// # Errors
    /// An answer that is no batch.
    pub fn of(answer: Answer) -> Result<Self> {
        let said = result_of(answer)?;
        let count = |key: &str| said[key].as_u64();
        Ok(Self {
            id: id_of(&said["batchId"])
                .or_else(|| id_of(&said["importId"]))
                .ok_or_else(no_result)?,
            status: said["status"].as_str().unwrap_or_default().to_owned(),
            processed: count("numOfLeadsProcessed").or_else(|| count("numOfObjectsProcessed")),
            failed: count("numOfRowsFailed").unwrap_or_default(),
            warned: count("numOfRowsWithWarning").unwrap_or_default(),
            message: said["message"].as_str().unwrap_or_default().to_owned(),
        })
    }
}

/// The one result of an answer.
pub(super) fn result_of(mut answer: Answer) -> Result<Value> {
    let none = |what: String| Failure::new(Class::Transport, format!("no envelope: {what}"));
    let body = body_of(&mut answer).map_err(|broken| none(broken.what))?;
    let said: Value = serde_json::from_slice(&body).map_err(|error| none(error.to_string()))?;
    match &said["result"][0] {
        result if result.is_object() => Ok(result.clone()),
        _ => Err(no_result()),
    }
}

pub(super) fn no_result() -> Failure {
    Failure::new(Class::Transport, "an answer without a result")
}

fn id_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|id| id.to_string()))
}

/// As `Steps::batch_phase`. It is `Complete` here, and `Completed` for exports.
pub fn batch_phase(status: &str) -> BatchPhase {
    match status {
        "Complete" => BatchPhase::Done,
        "Failed" => BatchPhase::Failed,
        _ => BatchPhase::Running,
    }
}

/// As `Steps::look_at_batch`.
///
/// # Errors
/// Those of `Steps::look_at_batch`.
pub fn look_at_batch(run: &Run<'_>, id: &str) -> Result<Batch> {
    let request = Request::get(import_paths(run)?.status(id));
    Batch::of(fetch(run, &request, Repeat::Safe)?)
}

/// As `Steps::wait_for_batch`.
///
/// # Errors
/// Those of `Steps::wait_for_batch`.
pub fn wait_for_batch(run: &Run<'_>, batch: Batch) -> Result<Batch> {
    let (steps, mut batch, mut looks) = (&run.parts.marketo, batch, 0);
    while steps.batch_phase(&batch.status) == BatchPhase::Running {
        let paused = run.pause(run.parts.policy.poll_pause(run, looks));
        let seen = paused.and_then(|()| steps.look_at_batch(run, &batch.id));
        let seen = seen.map_err(|failure| late(failure, "batch", &batch.id, &batch.status))?;
        looks += 1;
        if seen.status != batch.status {
            run.note_state(&seen.id, &seen.status);
        }
        batch = seen;
    }
    Ok(batch)
}

/// A client that gives up says what goes on without it.
pub(super) fn late(failure: Failure, what: &str, id: &str, status: &str) -> Failure {
    let job_id = failure.job_id.clone().or_else(|| Some(id.to_owned()));
    if failure.class != Class::Timeout {
        return Failure { job_id, ..failure };
    }
    let message = format!("{what} {id} has not ended in time; last seen as {status:?}");
    Failure { job_id, message, retryable: Some(true), ..failure }
}
