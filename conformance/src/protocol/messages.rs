//! The messages of both sides. Unknown members are ignored by either.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Feature, Outcome, Support};

/// What the kit says.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum FromKit {
    /// The first message.
    Hello(Hello),
    /// Something to do.
    Case(Box<Case>),
    /// Stop a case that is under way; its `done` still comes.
    Cancel {
        /// Which case.
        id: String,
    },
    /// Finish and leave.
    Bye,
}

/// What an adapter says.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum FromAdapter {
    /// The answer to `hello`.
    Ready(Ready),
    /// Something worth knowing about a case under way.
    Note(Note),
    /// The end of a case.
    Done {
        /// Which case.
        id: String,
        /// How it ended.
        outcome: Outcome,
    },
}

/// The kit's greeting.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Hello {
    /// The versions that the kit speaks; the adapter picks one.
    pub protocol: Vec<u32>,
    /// The kit's own version.
    pub kit: String,
    /// The name of this run.
    pub run: String,
    /// A folder for scratch files.
    pub dir: PathBuf,
}

/// What an adapter and its client are.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Ready {
    /// The version that is spoken from here on.
    pub protocol: u32,
    /// The client.
    pub client: ClientInfo,
    /// The operations that it has.
    pub ops: Vec<Op>,
    /// What it can and cannot do; a feature that is not named is one that it has not.
    #[serde(default)]
    pub features: BTreeMap<Feature, Support>,
    /// How many cases it takes at a time.
    #[serde(default = "one")]
    pub parallel: u32,
}

fn one() -> u32 {
    1
}

impl Ready {
    /// What the adapter says of a feature; no, if it says nothing.
    pub fn support(&self, feature: Feature) -> Support {
        self.features.get(&feature).cloned().unwrap_or(Support::Plain(false))
    }
}

/// The client under test.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ClientInfo {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its language.
    pub language: String,
    /// What runs it, such as `node 22.1.0`.
    pub runtime: String,
    /// Where it lives.
    pub homepage: String,
    /// Where its bugs are told.
    pub issues: String,
}

/// An operation of a client.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Op {
    /// Load rows: create a job, upload, close, wait, fetch all results.
    #[serde(rename = "sf.ingest")]
    SfIngest,
    /// Run a bulk query and fetch all of its rows.
    #[serde(rename = "sf.query")]
    SfQuery,
    /// Abort a job that is there already: `args.job_id`, `args.type` `ingest` or `query`.
    #[serde(rename = "sf.abort")]
    SfAbort,
    /// Delete a job that is there already: `args.job_id`, `args.type` `ingest` or `query`.
    #[serde(rename = "sf.delete")]
    SfDelete,
    /// Load rows, then send those that failed once more.
    #[serde(rename = "sf.retry_failed")]
    SfRetryFailed,
    /// Import rows: send them, wait, fetch failures and warnings.
    #[serde(rename = "mk.import")]
    MkImport,
    /// Export rows: create, enqueue, wait, fetch the file.
    #[serde(rename = "mk.export")]
    MkExport,
    /// Cancel an export that is there already: `args.export_id`.
    #[serde(rename = "mk.cancel")]
    MkCancel,
}

impl Op {
    /// All of them.
    pub const ALL: &'static [Op] = &[
        Self::SfIngest,
        Self::SfQuery,
        Self::SfAbort,
        Self::SfDelete,
        Self::SfRetryFailed,
        Self::MkImport,
        Self::MkExport,
        Self::MkCancel,
    ];

    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::SfIngest => "sf.ingest",
            Self::SfQuery => "sf.query",
            Self::SfAbort => "sf.abort",
            Self::SfDelete => "sf.delete",
            Self::SfRetryFailed => "sf.retry_failed",
            Self::MkImport => "mk.import",
            Self::MkExport => "mk.export",
            Self::MkCancel => "mk.cancel",
        }
    }
}

/// Arguments under the API's own names.
///
/// Salesforce: `object`, `operation`, `externalIdFieldName`, `soql`, `columnDelimiter`, `lineEnding`.
/// Marketo: `object` (`leads`, `activities` …), `format`,
/// `lookupField`, `listId`, `partitionName`, `filter`, `fields`, `columnHeaderNames`.
pub type Args = Map<String, Value>;

/// Something to do.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// Its id; every message about it carries it.
    pub id: String,
    /// What is judged by it. An adapter has no use for this but its log.
    #[serde(default)]
    pub requirements: Vec<String>,
    /// What to do.
    pub op: Op,
    /// Where, and as whom.
    pub target: Target,
    /// With what arguments.
    #[serde(default)]
    pub args: Args,
    /// With which rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Input>,
    /// A folder of the case's own, for files of rows.
    pub dir: PathBuf,
    /// The pause between two polls, in milliseconds, for clients that can be told.
    pub poll_ms: u64,
    /// After so many milliseconds the kit gives the case up.
    pub deadline_ms: u64,
    /// Limits that a client is to keep, as far as it can be told.
    #[serde(default)]
    pub limits: Limits,
    /// Cases of the same session go through one client object, if the adapter declares
    /// `session.shared`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
}

/// Limits that a client is to keep; what is absent is as the client usually has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Limits {
    /// The most bytes of one upload, for clients with the feature `split`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload_bytes: Option<u64>,
    /// After so many milliseconds the client itself is to give a job up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
    /// How long the provider counts calls together (Marketo's 20 s), in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_window_ms: Option<u64>,
    /// The longest range of one export, in days (Marketo's 31).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export_range_days: Option<u64>,
}

/// Where a client is to go, and as whom.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// Scheme, host and port, such as `http://127.0.0.1:40123`.
    pub base_url: String,
    /// Where tokens come from: `…/services/oauth2/token` or `…/identity/oauth/token`.
    pub token_url: String,
    /// Credentials.
    pub auth: Auth,
    /// An access token that is valid already. A client starts with it if there is one, and logs in
    /// with `auth` otherwise, or when it dies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The version to use, such as `62.0`; Salesforce only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
    /// A certificate to trust, once the target speaks TLS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// A proxy to go through, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
}

/// Credentials. All that is known is given, whatever the kind; the kind is what is meant to be used.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Auth {
    /// The grant that is meant.
    pub kind: AuthKind,
    /// The user's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The user's password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// The client's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The client's secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// A refresh token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// How a client is meant to get tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuthKind {
    /// By a user's name and password.
    Password,
    /// By the client's own credentials.
    ClientCredentials,
    /// By a refresh token.
    RefreshToken,
}

/// Rows to load: exactly one of `records` and `file`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Input {
    /// A file of rows: one JSON array a line, the first one the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<PathBuf>,
    /// A CSV file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// How the CSV file is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// Whether the file is to be handed over as a stream of bytes, not by its name.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stream: bool,
}

/// How a CSV file is written, in Salesforce's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Dialect {
    /// `COMMA`, `TAB`, `SEMICOLON`, `PIPE`, `CARET` or `BACKQUOTE`.
    pub column_delimiter: String,
    /// `LF` or `CRLF`.
    pub line_ending: String,
}

/// Something worth knowing about a case under way.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Which case.
    pub id: String,
    /// What it is about.
    pub kind: NoteKind,
    /// The facts; `{"id":"750…"}` for a job.
    #[serde(default)]
    pub data: Value,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// A job was made.
    Job,
    /// Something went on.
    Progress,
    /// Words for the log.
    Log,
}
