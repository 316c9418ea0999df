//! What a call answers: typed, so that the document can say it.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

/// One answer that a call may give.
pub(super) struct Told {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) schema: Schema,
}

/// The answer of a call.
pub(super) trait Answer: Sized {
    /// All answers that it may give, refusals left out.
    fn told(schemas: &mut SchemaGenerator) -> Vec<Told>;

    fn into_response(self) -> Response;
}

pub(super) const JSON: &str = "application/json";
pub(super) const LINES: &str = "application/x-ndjson";
pub(super) const CSV: &str = "text/csv; charset=utf-8";
pub(super) const EVENTS: &str = "text/event-stream";

/// 200 and JSON.
pub(super) struct Json<T>(pub(super) T);

impl<T: Serialize + JsonSchema> Answer for Json<T> {
    fn told(schemas: &mut SchemaGenerator) -> Vec<Told> {
        vec![Told { status: 200, content_type: JSON, schema: schemas.subschema_for::<T>() }]
    }

    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// 201 and JSON.
pub(super) struct Created<T>(pub(super) T);

impl<T: Serialize + JsonSchema> Answer for Created<T> {
    fn told(schemas: &mut SchemaGenerator) -> Vec<Told> {
        vec![Told { status: 201, content_type: JSON, schema: schemas.subschema_for::<T>() }]
    }

    fn into_response(self) -> Response {
        (StatusCode::CREATED, axum::Json(self.0)).into_response()
    }
}

/// 200 and one JSON object a line; `T` is what stands in a line.
pub(super) struct Lines<T>(pub(super) Body, pub(super) std::marker::PhantomData<T>);

impl<T> Lines<T> {
    pub(super) fn new(body: impl Into<Body>) -> Self {
        Self(body.into(), std::marker::PhantomData)
    }
}

impl<T: JsonSchema> Answer for Lines<T> {
    fn told(schemas: &mut SchemaGenerator) -> Vec<Told> {
        vec![Told { status: 200, content_type: LINES, schema: schemas.subschema_for::<T>() }]
    }

    fn into_response(self) -> Response {
        ([("content-type", LINES)], self.0).into_response()
    }
}

/// Rows, in the form that was asked for: JSON (a list, or an object a line) or CSV.
pub(super) struct Rows<T, const IN_LINES: bool>(
    pub(super) Body,
    pub(super) &'static str,
    std::marker::PhantomData<T>,
);

impl<T, const IN_LINES: bool> Rows<T, IN_LINES> {
    pub(super) fn csv(body: impl Into<Body>) -> Self {
        Self(body.into(), CSV, std::marker::PhantomData)
    }

    pub(super) fn json(body: impl Into<Body>) -> Self {
        Self(body.into(), if IN_LINES { LINES } else { JSON }, std::marker::PhantomData)
    }
}

impl<T: JsonSchema, const IN_LINES: bool> Answer for Rows<T, IN_LINES> {
    fn told(schemas: &mut SchemaGenerator) -> Vec<Told> {
        let json = if IN_LINES {
            Told { status: 200, content_type: LINES, schema: schemas.subschema_for::<T>() }
        } else {
            let schema = schemas.subschema_for::<Vec<T>>();
            Told { status: 200, content_type: JSON, schema }
        };
        let text = schemas.subschema_for::<String>();
        vec![json, Told { status: 200, content_type: CSV, schema: text }]
    }

    fn into_response(self) -> Response {
        ([("content-type", self.1)], self.0).into_response()
    }
}

/// 200 and server-sent events that go on until somebody ends them.
pub(super) struct Events(pub(super) Body);

impl Answer for Events {
    fn told(schemas: &mut SchemaGenerator) -> Vec<Told> {
        let schema = schemas.subschema_for::<String>();
        vec![Told { status: 200, content_type: EVENTS, schema }]
    }

    fn into_response(self) -> Response {
        let headers = [("content-type", EVENTS), ("cache-control", "no-store")];
        (headers, self.0).into_response()
    }
}

/// A list of JSON values, written out.
pub(super) fn json_bytes<T: Serialize>(rows: &T) -> Bytes {
    serde_json::to_vec(rows).unwrap_or_default().into()
}
