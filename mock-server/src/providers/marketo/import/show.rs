//! A batch as clients see it: what a create call answers, and its status (4.4).

use serde_json::{Map, Value, json};

use super::super::errors::ApiError;
use super::super::faults::object_word;
use super::super::operation::Kind;
use super::super::world::World;
use super::batch::{ImportJob, State, Tally};
use super::report::{Report, ReportKind};
use super::target::Target;
use crate::core::time::SimTime;
use crate::faults::JobFacts;

/// A batch as a path names it.
#[derive(Clone, Debug)]
pub struct BatchKey {
    /// The kind of call.
    pub kind: Kind,
    /// The custom object in the path; empty for other kinds.
    pub object: String,
    /// The `batchId`, as it was sent.
    pub batch: String,
}

impl World {
    /// The number of the batch that a path names.
    ///
    /// # Errors
    /// 1013 with the text of the settings; which error the provider gives is not known (4.4.6).
    pub fn import_number(&self, key: &BatchKey) -> Result<u64, ApiError> {
        self.import(key).map(|job| job.id)
    }

    /// What the call that made a batch is answered.
    pub fn import_created(&self, batch: u64) -> Option<Value> {
        let job = self.imports.get(&batch)?;
        Some(Value::Object(match self.object_name(job) {
            Some(object) => object_head(job, object),
            None => head(job),
        }))
    }

    /// The status of a batch.
    ///
    /// # Errors
    /// As [`World::import_number`].
    pub fn import_status(&self, key: &BatchKey) -> Result<Value, ApiError> {
        self.import(key).map(|job| self.status_of_import(job))
    }

    /// What faults may know of a batch.
    pub fn import_facts(&self, batch: u64) -> Option<JobFacts> {
        let job = self.imports.get(&batch)?;
        let object = object_word(job.kind, self.object_name(job).unwrap_or_default());
        Some(JobFacts { id: job.id.to_string(), state: job.state_name(), object })
    }

    /// The status of every batch, oldest first.
    pub fn import_jobs(&self) -> Vec<Value> {
        self.imports.values().map(|job| self.status_of_import(job)).collect()
    }

    fn status_of_import(&self, job: &ImportJob) -> Value {
        let none = Tally::default();
        let tally = job.ended().map_or(&none, |ended| &ended.tally);
        let object = self.object_name(job);
        let (mut out, processed) = match object {
            Some(object) => (object_head(job, object), "numOfObjectsProcessed"),
            None => (head(job), "numOfLeadsProcessed"),
        };
        out.insert(processed.into(), tally.processed.into());
        out.insert("numOfRowsFailed".into(), tally.failed.len().into());
        out.insert("numOfRowsWithWarning".into(), tally.warned.len().into());
        if object.is_some() {
            let seconds = job.ended().map_or(0, |ended| ended.elapsed.millis() / 1000);
            out.insert("importTime".into(), format!("{seconds} second(s)").into());
        }
        out.insert("message".into(), message(job, tally).into());
        Value::Object(out)
    }

    /// The rows of a batch that failed or were odd; `None` if there are none.
    ///
    /// # Errors
    /// As [`World::import_number`].
    pub fn import_report(
        &self,
        key: &BatchKey,
        kind: ReportKind,
        now: SimTime,
    ) -> Result<Option<Report>, ApiError> {
        let job = self.import(key)?;
        let unreadable =
            |at| job.fates.results_are_to_come(at, now) || job.fates.results_are_gone(at, now);
        if job.ended().is_some_and(|ended| unreadable(ended.at)) {
            return Ok(None);
        }
        Ok(Report::of(job, kind, self.settings.collapse_empty_failure_columns))
    }

    fn import(&self, key: &BatchKey) -> Result<&ImportJob, ApiError> {
        let job = key.batch.parse().ok().and_then(|batch: u64| self.imports.get(&batch));
        let named = |job: &&ImportJob| {
            job.kind == key.kind
                && self.object_name(job).is_none_or(|name| name.eq_ignore_ascii_case(&key.object))
        };
        job.filter(named)
            .ok_or_else(|| ApiError::new(1013, self.settings.messages.unknown_batch.clone()))
    }

    /// The custom object that a batch is for.
    fn object_name(&self, job: &ImportJob) -> Option<&str> {
        match job.target {
            Target::Object(place) => Some(&self.instance().objects[place].name),
            Target::Leads { .. } | Target::Members { .. } => None,
        }
    }
}

/// How batches of leads and members begin (documented).
fn head(job: &ImportJob) -> Map<String, Value> {
    members([
        ("batchId", job.id.into()),
        ("importId", job.id.to_string().into()),
        ("status", job.state_name().into()),
    ])
}

/// How batches of custom objects begin: without `importId` (documented).
fn object_head(job: &ImportJob, object: &str) -> Map<String, Value> {
    members([
        ("batchId", job.id.into()),
        ("operation", json!("import")),
        ("status", job.state_name().into()),
        ("objectApiName", object.into()),
    ])
}

fn members<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The message of a status. Documented; that several warnings are `warnings` is inferred, and so is
/// the empty text of a batch that is not over (4.4.3, 4.4.4).
fn message(job: &ImportJob, tally: &Tally) -> String {
    match &job.state {
        State::Queued { .. } | State::Importing(_) => String::new(),
        State::Failed { message, .. } => message.clone(),
        State::Complete(_) => {
            let records = tally.processed;
            let imported = format!("{records} records imported ({records} members)");
            match (tally.failed.len(), tally.warned.len()) {
                (0, 0) => format!("Import succeeded, {imported}"),
                (0, 1) => format!("Import succeeded, {imported}, 1 warning."),
                (0, odd) => format!("Import succeeded, {imported}, {odd} warnings."),
                (failed, _) => {
                    format!("Import completed with errors, {imported}, {failed} failed")
                }
            }
        }
    }
}
