//! What a client can ask of the ingest machine, with symbolic names for jobs.

use super::upload::{Newline, Upload};

/// The name that a sequence of commands gives to a job; the driver knows its real id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobName(pub u32);

/// What a job does with its rows. `hardDelete` is not modelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// New records.
    Insert,
    /// Changes to records named by Id.
    Update,
    /// New or changed records, found by an external id or by Id.
    Upsert,
    /// Records named by Id go.
    Delete,
}

impl Operation {
    /// The word on the wire (case-exact, 3.2).
    pub fn word(self) -> &'static str {
        match self {
            Operation::Insert => "insert",
            Operation::Update => "update",
            Operation::Upsert => "upsert",
            Operation::Delete => "delete",
        }
    }

    /// Whether a file without an Id column fails the job (3.9, 10.3).
    pub(super) fn needs_id(self) -> bool {
        match self {
            Operation::Update | Operation::Delete => true,
            Operation::Insert | Operation::Upsert => false,
        }
    }
}

/// The body of a create call (3.2), without what is always the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Our name for the job, if it comes to be.
    pub name: JobName,
    /// `object`
    pub object: String,
    /// `operation`
    pub operation: Operation,
    /// `externalIdFieldName`
    pub external_id: Option<String>,
    /// `lineEnding`
    pub line_ending: Newline,
}

/// One of the three result files (3.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultSet {
    /// `successfulResults`
    Successful,
    /// `failedResults`
    Failed,
    /// `unprocessedrecords`
    Unprocessed,
}

/// One call on `/jobs/ingest`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// POST: a new job.
    Create(NewJob),
    /// PUT `batches`: the data.
    Upload(JobName, Upload),
    /// PATCH `UploadComplete`.
    Close(JobName),
    /// PATCH `Aborted`.
    Abort(JobName),
    /// DELETE.
    Delete(JobName),
    /// GET one job.
    Info(JobName),
    /// GET a result file.
    Results(JobName, ResultSet),
    /// GET all jobs.
    List,
}
