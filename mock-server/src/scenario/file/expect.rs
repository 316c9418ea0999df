//! What is to be seen of an answer on the wire.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::core::time::SimDuration;
use crate::faults::Many;

/// What is seen of an answer. Texts that are patterns may have `*` for any characters; `{name}`
/// stands for what an earlier step saved.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// How the exchange ends; as it should if left out.
    pub end: Ending,
    /// The status.
    pub status: Option<u16>,
    /// Headers: a pattern, `true` for there, `false` for not there.
    pub headers: BTreeMap<String, HeaderWish>,
    /// The body that came, to the last byte; gzip undone.
    pub body: Option<String>,
    /// The same, bytes that are no text as `\x8b` and those that do not print as `\r`.
    pub escaped: Option<String>,
    /// A pattern of the whole body.
    pub like: Option<String>,
    /// Texts that stand in the body.
    pub contains: Option<Many<String>>,
    /// Texts that do not.
    pub lacks: Option<Many<String>>,
    /// Members of the JSON body by pointer, such as `/state`; texts are patterns.
    pub json: BTreeMap<String, Value>,
    /// Members that are not there.
    pub no_json: Option<Many<String>>,
    /// Bytes of the body that came, as they were sent.
    pub bytes: Option<u64>,
    /// Bytes that `Content-Length` promised and that never came.
    pub missing: Option<u64>,
    /// The SHA-256 of the body that came, in hex.
    pub sha256: Option<String>,
    /// The answer took so long at least, in real time.
    pub at_least: Option<SimDuration>,
}

impl Expect {
    /// Whether nothing at all is expected that could be missed.
    pub fn is_nothing(&self) -> bool {
        self.end == Ending::Whole
            && self.status.is_none()
            && self.headers.is_empty()
            && self.body.is_none()
            && self.escaped.is_none()
            && self.like.is_none()
            && self.contains.is_none()
            && self.json.is_empty()
            && self.bytes.is_none()
            && self.sha256.is_none()
    }
}

/// What is expected of a header.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a text, or true for there, or false for not there")]
pub enum HeaderWish {
    /// It is there, or not.
    There(bool),
    /// It says so.
    Says(String),
}

/// How an exchange ends, as a client sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// With the last byte that its head promises.
    #[default]
    Whole,
    /// The connection is closed without a byte of an answer.
    Empty,
    /// The connection is torn down.
    Reset,
    /// The connection is closed in order before the last byte that the head promises.
    Short,
    /// The chunks are not those of HTTP.
    Malformed,
    /// What comes is no HTTP.
    NoHttp,
    /// It is whole and says that it is gzip, but it is not, or it is broken.
    BadGzip,
    /// Nothing comes any more, and the connection stays.
    Stalled,
}

impl Ending {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Empty => "empty",
            Self::Reset => "reset",
            Self::Short => "short",
            Self::Malformed => "malformed",
            Self::NoHttp => "no_http",
            Self::BadGzip => "bad_gzip",
            Self::Stalled => "stalled",
        }
    }
}
