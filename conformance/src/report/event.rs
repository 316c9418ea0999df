//! What a run tells, line by line: every report is a view of this stream and of nothing else.
//!
//! As JSON lines, one event a line, told apart by `event`. The first is `run`, the last is `end`;
//! `case` and `journal` come as cases end, in any order; `check` and `note` come before `end`, checks
//! in the order of the catalogue. Within a version of the kit members are only added.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::judge::{Finding, Status};
use crate::protocol::{ClientInfo, Op};
use crate::requirements::{Grade, Level};
use crate::runner::Profile;

/// One line.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A run begins.
    Run(Box<Run>),
    /// A case is over.
    Case(Box<Case>),
    /// What went over the wire in a case that speaks against the client.
    Journal(Journal),
    /// Something worth knowing that is no verdict.
    Note(Note),
    /// What is said of a requirement.
    Check(Box<Check>),
    /// A run is over.
    End(Box<End>),
}

/// A run begins.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// The kit's version.
    pub kit: String,
    /// The suite.
    pub suite: String,
    /// How much is looked at.
    pub profile: Profile,
    /// What drawn cases are drawn from.
    pub seed: u64,
    /// Whether slow cases are played.
    pub slow: bool,
    /// Whether a SHOULD counts like a MUST.
    pub strict: bool,
    /// The client.
    pub client: ClientInfo,
    /// Its operations.
    pub ops: Vec<Op>,
    /// How many cases run at a time.
    pub jobs: usize,
    /// How the client is named on a command line; empty for one in the same process.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// How many requirements were asked for.
    pub requirements: usize,
    /// How many cases are to be played.
    pub cases: usize,
}

/// A case is over.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// Its requirement.
    pub requirement: String,
    /// Which case, such as `503 once`.
    pub case: String,
    /// Its number, if it was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<u32>,
    /// Which time it was played: 2 for one that is played again because it failed, 3 for one that is
    /// played in a fresh program.
    pub attempt: u32,
    /// What is said of it.
    pub status: Status,
    /// What is wrong with the client, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// Why nothing is said, where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How each call ended, in a few words.
    pub ended: Vec<String>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// The named classes that it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
}

/// What went over the wire in a case that speaks against the client.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Journal {
    /// The requirement.
    pub requirement: String,
    /// The case.
    pub case: String,
    /// Which time it was played.
    pub attempt: u32,
    /// The org, counted from 0.
    pub org: usize,
    /// The calls, in the order in which they came.
    pub calls: Vec<Wire>,
}

/// One call on the wire.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Wire {
    /// Its place in the journal.
    pub place: u64,
    /// The method.
    pub method: String,
    /// The operation, if the request named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The path and query, with visible escapes.
    pub target: String,
    /// The answer's status, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Bytes of the request's body on the wire.
    pub sent_bytes: u64,
    /// Bytes of the answer's body on the wire.
    pub received_bytes: u64,
    /// How it broke, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broke: Option<String>,
    /// The faults that changed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<String>,
}

/// Something worth knowing that is no verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// What it is about: `isolation`, `under_claimed`, or `adapter` for what it did wrong outside of any
    /// case.
    pub about: String,
    /// In a sentence.
    pub text: String,
}

/// What is said of a requirement.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// Its id.
    pub requirement: String,
    /// What is asked.
    pub text: String,
    /// How much it counts for this client.
    pub level: Level,
    /// How well it is known.
    pub grade: Grade,
    /// Where it is known from.
    pub source: String,
    /// Whether it may not be declined.
    pub core: bool,
    /// What is said.
    pub status: Status,
    /// What that means for the run.
    pub standing: Standing,
    /// Why nothing is said, or what the baseline says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Where the failure is talked about, from the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// How many of its cases ended how.
    pub cases: BTreeMap<Status, u32>,
    /// How long its cases took, those that were played again twice, in milliseconds. Cases run beside
    /// each other: all requirements together took longer than the run.
    #[serde(default)]
    pub took_ms: u64,
    /// The cases that speak against the client; the first few.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
}

/// What a check means for the run.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As it should be, or not scored.
    Fine,
    /// Reported, and no more: a SHOULD, a MAY, or a fact that is only assumed.
    Warned,
    /// A failure that the baseline knows.
    Known,
    /// A failure that the baseline knew until a day that is over.
    Expired,
    /// A failure.
    New,
    /// No failure, though the baseline says that there is one.
    Fixed,
    /// At the core, and nothing was found out.
    Uncovered,
    /// The kit or the adapter is at fault.
    Broken,
}

/// A case that speaks against the client.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// The case.
    pub case: String,
    /// What is wrong.
    pub finding: Finding,
    /// What was wrong when it was played again; absent if nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Finding>,
}

/// A run is over.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct End {
    /// The exit code.
    pub exit: u8,
    /// Why it is that, in sentences.
    pub because: Vec<String>,
    /// Checks by level and status.
    pub counts: BTreeMap<Level, BTreeMap<Status, u32>>,
    /// How many core requirements of the level MUST were to be looked at.
    pub core: u32,
    /// Of how many of them something was found out.
    pub core_covered: u32,
    /// How many cases were played.
    pub cases: u32,
    /// How often each named class of cells, tables and files was covered.
    pub classes: BTreeMap<String, u32>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}
