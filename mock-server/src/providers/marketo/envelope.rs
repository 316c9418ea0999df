//! The two envelopes in which Marketo answers, with their keys in the order of real traffic (2.1, 2.2).

use serde_json::{Map, Value};

use super::errors::ApiError;
use crate::core::random::Stream;

/// Left halves of request ids are numbers below this. Inferred from 441 samples (2.3).
const REQUEST_IDS: u64 = 100_000;

/// What a call answers, without the request's id.
#[derive(Clone, PartialEq, Debug)]
pub enum Envelope {
    /// Lead database and bulk: `requestId`, `result`, `success`; absent members are left out.
    Data {
        /// The result; some calls have none.
        result: Option<Vec<Value>>,
        /// Where the next page begins.
        next_page_token: Option<String>,
        /// Whether there is a next page, in calls that say so.
        more_result: Option<bool>,
    },
    /// Assets: `success`, `errors`, `requestId`, `warnings`, `result`.
    Asset {
        /// Texts for people.
        warnings: Vec<String>,
        /// The result; none at all where nothing was found.
        result: Option<Vec<Value>>,
    },
}

/// Which of the two an operation answers in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// Lead database and bulk.
    Data,
    /// Assets.
    Asset,
}

impl Envelope {
    /// A result and nothing else.
    pub fn of(result: Vec<Value>) -> Self {
        Self::Data { result: Some(result), next_page_token: None, more_result: None }
    }

    /// A result of one.
    pub fn one(result: Value) -> Self {
        Self::of(vec![result])
    }

    /// A page of results; the token leads to the next one.
    pub fn page(result: Vec<Value>, next_page_token: Option<String>) -> Self {
        Self::Data { result: Some(result), next_page_token, more_result: None }
    }

    /// A page of assets; an empty one has a warning in its place (2.2, recorded).
    pub fn assets(result: Vec<Value>) -> Self {
        if result.is_empty() {
            let nothing = "No assets found for the given search criteria.".to_owned();
            return Self::Asset { warnings: vec![nothing], result: None };
        }
        Self::Asset { warnings: Vec::new(), result: Some(result) }
    }

    /// As JSON.
    pub fn json(self, request_id: &str) -> Value {
        let mut out = Map::new();
        match self {
            Self::Data { result, next_page_token, more_result } => {
                out.insert("requestId".into(), request_id.into());
                let with_result = result.is_some();
                if let Some(result) = result {
                    out.insert("result".into(), Value::Array(result));
                }
                let token = next_page_token.map(Value::String);
                if let (None, Some(token), true) = (more_result, &token, with_result) {
                    out.insert("nextPageToken".into(), token.clone());
                }
                out.insert("success".into(), true.into());
                if let (true, Some(token)) = (more_result.is_some() || !with_result, token) {
                    out.insert("nextPageToken".into(), token);
                }
                if let Some(more) = more_result {
                    out.insert("moreResult".into(), more.into());
                }
            }
            Self::Asset { warnings, result } => {
                out.insert("success".into(), true.into());
                out.insert("errors".into(), Value::Array(Vec::new()));
                out.insert("requestId".into(), request_id.into());
                out.insert("warnings".into(), warnings.into());
                if let Some(result) = result {
                    out.insert("result".into(), Value::Array(result));
                }
            }
        }
        Value::Object(out)
    }
}

/// A refusal in the envelope of a family.
pub fn refusal(error: &ApiError, family: Family, request_id: &str) -> Value {
    let mut out = Map::new();
    let errors = Value::Array(vec![error.json()]);
    match family {
        Family::Data => {
            out.insert("requestId".into(), request_id.into());
            out.insert("success".into(), false.into());
            out.insert("errors".into(), errors);
        }
        Family::Asset => {
            out.insert("success".into(), false.into());
            out.insert("errors".into(), errors);
            out.insert("requestId".into(), request_id.into());
            out.insert("warnings".into(), Value::Array(Vec::new()));
        }
    }
    Value::Object(out)
}

/// Whether a word of an answer is a request's id.
pub fn is_request_id(word: &str) -> bool {
    let is_hex = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_hexdigit());
    word.split_once('#').is_some_and(|(number, at)| is_hex(number) && is_hex(at))
}

/// A request's id: a number, and the time of the answer in milliseconds, both in hex (2.3).
pub fn request_id(seed: u64, names: &[&str], at_ms: i64) -> String {
    let number = Stream::keyed(seed, names).below(REQUEST_IDS);
    format!("{number:x}#{at_ms:x}")
}
