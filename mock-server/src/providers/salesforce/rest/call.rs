//! A call as the rules see it, whether it came by itself or inside a composite, and its answer.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::auth::Form;
use super::super::errors::ApiError;
use super::super::operation::Operation;
use super::super::request;
use super::super::schema::{Object, Schema};

/// What is asked.
pub struct RestCall<'a> {
    /// The operation.
    pub operation: Operation,
    /// The method.
    pub method: &'a str,
    /// The parameters of the path.
    pub parameters: &'a [(String, String)],
    /// The query.
    pub query: Form,
    /// The body.
    pub body: &'a [u8],
}

impl RestCall<'_> {
    /// A parameter of the path; empty if there is none of that name.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The method, or the one that the query puts in its place. Documented: `_HttpMethod`.
    pub fn wanted_method(&self) -> &str {
        match self.query.get("_HttpMethod") {
            Some(method) if self.method == "POST" => method,
            Some(_) | None => self.method,
        }
    }

    /// The object that the path names.
    pub(super) fn object(&self, schema: &Schema) -> Result<Arc<Object>, ApiError> {
        schema.object(self.parameter("object")).cloned().ok_or_else(ApiError::not_found)
    }

    /// The body, which must be a JSON object.
    pub(super) fn json(&self) -> Result<Map<String, Value>, ApiError> {
        if self.body.is_empty() {
            return Err(ApiError::no_body());
        }
        request::any_object(self.body)
    }
}

/// What is answered.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, if there is one.
    pub body: Option<Value>,
    /// Where a record that was made can be read.
    pub location: Option<String>,
    /// Whether nothing was written because all or none should be.
    pub rolled_back: bool,
    /// What the journal's readers should know.
    pub notes: Vec<String>,
}

impl Answer {
    /// An answer with a body.
    pub fn json(status: u16, body: Value) -> Self {
        Self { body: Some(body), ..Self::empty(status) }
    }

    /// An answer without one.
    pub fn empty(status: u16) -> Self {
        Self { status, body: None, location: None, rolled_back: false, notes: Vec::new() }
    }
}
