//! What an org holds when a case is over.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Journal;

/// A record as it is stored: names of fields and their values, `Id` among them.
pub type StoredRow = Map<String, Value>;

/// Everything about one org that a judge may look at.
#[derive(Clone, Debug, Default)]
pub struct OrgBook {
    /// The wire log from where the client's part began.
    pub journal: Journal,
    /// The rules, and how often each fired.
    pub faults: Vec<FaultCount>,
    /// Records by object, as stored, without deleted ones and without those that were there before:
    /// the objects of the calls, and `leads`.
    pub stored: BTreeMap<String, Vec<StoredRow>>,
    /// Records of the same objects that were there before the client came, as they are now.
    pub before: BTreeMap<String, Vec<StoredRow>>,
    /// What became of each row that was accepted.
    pub ledger: Vec<LedgerLine>,
    /// Its jobs, as `/_mock/orgs/{org}/jobs` shows them.
    pub jobs: Value,
    /// What must not be seen outside of headers and logins, in the clear: tokens that were issued,
    /// the password, the clients' secret. In the journal they stand under names such as `<token:1>`.
    pub secrets: Vec<String>,
}

/// How often a rule was met and fired.
#[derive(Clone, Debug)]
pub struct FaultCount {
    /// The rule's name.
    pub name: String,
    /// How often a request matched it.
    pub met: u64,
    /// How often it changed an answer or a job.
    pub fired: u64,
}

/// What became of one row of an upload.
#[derive(Clone, Debug, Deserialize)]
pub struct LedgerLine {
    /// The job, as its provider names it.
    pub job: String,
    /// The row of its upload, counted from 1 without the header.
    pub row: u32,
    /// What became of it.
    pub outcome: Outcome,
    /// The record that it made, changed or named.
    #[serde(default)]
    pub record: Option<String>,
    /// Why it was refused.
    #[serde(default)]
    pub error: Option<String>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It made a record.
    Created,
    /// It changed a record.
    Updated,
    /// It deleted a record.
    Deleted,
    /// It was refused.
    Failed,
    /// Its job ended before it was reached.
    Unprocessed,
    /// Its job is not over, and it was not reached yet.
    Waiting,
}

impl OrgBook {
    /// All records of an object, those that were there before first.
    pub fn held(&self, object: &str) -> impl Iterator<Item = &StoredRow> {
        let before = self.before.get(object).map_or(&[][..], Vec::as_slice);
        before.iter().chain(self.rows(object))
    }

    /// The stored records of an object.
    pub fn rows(&self, object: &str) -> &[StoredRow] {
        self.stored.get(object).map_or(&[], Vec::as_slice)
    }

    /// The records of an object that were there before the client came, as they are now.
    pub fn kept(&self, object: &str) -> &[StoredRow] {
        self.before.get(object).map_or(&[], Vec::as_slice)
    }
}
