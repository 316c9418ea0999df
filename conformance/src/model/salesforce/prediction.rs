//! What a correct server answers, as far as the sheet says.

use std::collections::BTreeMap;

use super::command::JobName;
use super::records::RecordName;
use super::rows::Outcome;
use super::upload::{Cell, Newline};

/// Status and body of one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// HTTP status.
    pub status: u16,
    /// What the body says.
    pub body: Body,
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// No bytes.
    Nothing,
    /// One job.
    Job(JobView),
    /// All jobs, in any order, on one page.
    List(Vec<(JobName, JobView)>),
    /// A result file.
    Table(ResultTable),
    /// An array with one error.
    Refusal(Refusal),
    /// The sheet does not say.
    Unstated,
}

/// An error answer (1.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `errorCode`
    pub code: &'static str,
    /// `message`; none where the text is unknown. `{job}` stands for the first 15 characters of
    /// the job's real id.
    pub message: Option<String>,
}

/// A job as one call shows it: these keys and no others (3.3).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JobView {
    /// What must be there.
    pub keys: BTreeMap<&'static str, Expected>,
    /// What may be there: the sources leave it open.
    pub optional: BTreeMap<&'static str, Expected>,
}

/// What is known of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// This string.
    Text(String),
    /// One of these strings.
    OneOf(Vec<String>),
    /// This integer.
    Number(u64),
    /// Some integer that is not negative.
    Count,
    /// A number of tenths, with one decimal on the wire.
    Tenths(u32),
    /// `true`
    True,
    /// `false`
    False,
    /// The real id of the job.
    JobId,
    /// `services/data/vNN.0/jobs/ingest/{id}/batches`, with no slash in front.
    ContentUrl,
    /// Some id of 18 characters.
    Id,
    /// A time as `2024-09-09T19:25:27.000+0000`.
    Date,
}

/// A result file as a set of rows: their order is not promised (3.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultTable {
    /// Columns in front of the uploaded ones, quoted in the header.
    pub added: &'static [&'static str],
    /// The uploaded header.
    pub columns: Vec<String>,
    /// How lines end.
    pub newline: Newline,
    /// The rows.
    pub rows: Vec<ResultRow>,
}

/// One row of a result file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    /// The values as uploaded.
    pub cells: Vec<Cell>,
    /// What became of the row; none in the file of unprocessed ones.
    pub outcome: Option<Outcome>,
}

impl Prediction {
    pub(super) fn ok(body: Body) -> Self {
        Prediction { status: 200, body }
    }

    pub(super) fn done(status: u16) -> Self {
        Prediction { status, body: Body::Nothing }
    }

    pub(super) fn refused(code: &'static str, message: impl Into<Option<String>>) -> Self {
        let status = if code == "NOT_FOUND" { 404 } else { 400 };
        Prediction { status, body: Body::Refusal(Refusal { code, message: message.into() }) }
    }

    pub(super) fn not_found() -> Self {
        let text = "The requested resource does not exist";
        Prediction::refused("NOT_FOUND", text.to_owned())
    }
}

/// A record's name reads as the row that made it.
impl std::fmt::Display for RecordName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {} of job {}", self.row, self.job.0)
    }
}
