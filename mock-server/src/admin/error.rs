//! What the admin surface refuses: a status, what is wrong, where, and what to do about it.

use axum::Json;
use axum::http::header::{ALLOW, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::core::nearest::suggest;

/// Why a call is refused.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct Refused {
    /// What is wrong.
    error: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
    /// The key or the parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// The line of the body, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// The column in that line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

/// A refusal.
#[derive(Debug)]
pub(super) struct AdminError {
    status: StatusCode,
    refused: Refused,
    header: Option<(HeaderName, String)>,
}

impl AdminError {
    fn new(status: StatusCode, error: impl Into<String>) -> Self {
        let refused = Refused { error: error.into(), ..Refused::default() };
        Self { status, refused, header: None }
    }

    pub(super) fn bad_request(error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error)
    }

    pub(super) fn not_found(error: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, error)
    }

    pub(super) fn conflict(error: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, error)
    }

    pub(super) fn forbidden(error: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, error)
    }

    pub(super) fn too_large(error: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, error)
    }

    /// The call shows no admin token, or a wrong one.
    pub(super) fn unauthorized(error: impl Into<String>) -> Self {
        let refused = Self::new(StatusCode::UNAUTHORIZED, error);
        Self { header: Some((WWW_AUTHENTICATE, "Bearer".into())), ..refused }
    }

    /// The path takes other methods than the one that was used.
    pub(super) fn method_not_allowed(error: impl Into<String>, allowed: &[&str]) -> Self {
        let refused = Self::new(StatusCode::METHOD_NOT_ALLOWED, error);
        let methods = allowed.join(", ");
        let remedy = format!("use {}", allowed.join(" or "));
        Self { header: Some((ALLOW, methods)), ..refused }.remedy(remedy)
    }

    /// A part of the server is asked for before it is there, or when it is going.
    pub(super) fn unavailable(error: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error)
    }

    /// A word that is none of those that are known here.
    pub(super) fn unknown<'w>(
        what: &str,
        word: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) -> Self {
        Self::not_found(format!("there is no {what} `{word}`")).remedy(suggest(word, known))
    }

    pub(super) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.refused.remedy = Some(remedy.into());
        self
    }

    pub(super) fn key(mut self, key: impl Into<String>) -> Self {
        self.refused.key = Some(key.into()).filter(|key: &String| !key.is_empty());
        self
    }

    pub(super) fn place(mut self, line: usize, column: usize) -> Self {
        (self.refused.line, self.refused.column) = (Some(line), Some(column));
        self
    }
}

impl IntoResponse for AdminError {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.refused)).into_response();
        if let Some((name, value)) = self.header
            && let Ok(value) = HeaderValue::from_str(&value)
        {
            response.headers_mut().insert(name, value);
        }
        response
    }
}
