//! Requests inside a request: what they ask, and who answers them.
//!
//! All of them run under one lock, one after the other; who answers is handed in.

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::super::service::Caller;
use super::super::side::Side;
use super::call::Answer;

/// Requests in one request. Documented.
const REQUESTS_MAX: usize = 25;

/// A request inside a request.
pub struct SubRequest {
    /// The method.
    pub method: String,
    /// The path from the root of the server.
    pub path: String,
    /// The query.
    pub query: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Who answers a request inside a request.
pub type Dispatch<'a> = &'a dyn Fn(&mut Side, &Caller, &SubRequest) -> Result<Answer, ApiError>;

impl SubRequest {
    /// A URL is absolute, or begins at `/services/data/`, or behind it.
    pub(super) fn new(method: &str, url: &str, body: Option<&Value>) -> Self {
        let url = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest.find('/').map_or("", |slash| &rest[slash..]));
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let path = path.trim_matches('/');
        let below = path.get(..14).is_some_and(|root| root.eq_ignore_ascii_case("services/data/"));
        let root = if below { "" } else { "services/data/" };
        Self {
            method: method.to_ascii_uppercase(),
            path: format!("/{root}{path}"),
            query: query.to_owned(),
            body: body
                .filter(|body| !body.is_null())
                .map(Value::to_string)
                .unwrap_or_default()
                .into(),
        }
    }

    /// Whether it is one of those of which a `/composite` takes five only.
    pub(super) fn is_heavy(&self) -> bool {
        let mut segments = self.path.split('/').skip(4).map(str::to_ascii_lowercase);
        match segments.next().as_deref() {
            Some("query" | "queryall") => true,
            Some("composite") => segments.next().as_deref() == Some("sobjects"),
            _ => false,
        }
    }

    /// Its answer, errors included, and a word for the journal.
    pub(super) fn answered(
        &self,
        side: &mut Side,
        caller: &Caller,
        dispatch: Dispatch<'_>,
    ) -> (Answer, String) {
        let answer = dispatch(side, caller, self).unwrap_or_else(|error| failed(&error));
        let note = format!("{} {}: {}", self.method, self.path, answer.status);
        (answer, note)
    }
}

/// The answer of a request that was refused.
pub(super) fn failed(error: &ApiError) -> Answer {
    Answer::json(error.status, error.json(error.code == "PROCESSING_HALTED"))
}

/// The parts of a request, up to as many as it may have.
pub(super) fn parts<'a>(
    body: &'a Map<String, Value>,
    key: &str,
) -> Result<Vec<&'a Map<String, Value>>, ApiError> {
    let parts = body.get(key).and_then(Value::as_array);
    let parts = parts.ok_or_else(|| ApiError::missing_parameter(key))?;
    if parts.len() > REQUESTS_MAX {
        return Err(ApiError::too_many_requests("subrequests", REQUESTS_MAX));
    }
    parts
        .iter()
        .map(|part| part.as_object().ok_or_else(|| ApiError::missing_parameter(key)))
        .collect()
}

/// A text that a part must have.
pub(super) fn text<'a>(part: &'a Map<String, Value>, key: &str) -> Result<&'a str, ApiError> {
    part.get(key).and_then(Value::as_str).ok_or_else(|| ApiError::missing_parameter(key))
}
