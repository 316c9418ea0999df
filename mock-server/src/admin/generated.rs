//! Generated rows put into a running org: a fixture as the body.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::error::AdminError;
use super::orgs::find;
use crate::core::generate::ROWS_MAX;
use crate::edge::Door;
use crate::org::GenerateError;

/// How the rows are wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Rows of the table that counts; as in the fixture if absent.
    rows: Option<u32>,
}

/// `POST /_mock/orgs/{org}/generated`
pub(super) async fn generate(
    State(door): State<Arc<Door>>,
    Path(org): Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
    body: Bytes,
) -> Result<impl IntoResponse, AdminError> {
    let Query(wanted) = wanted.map_err(|error| {
        AdminError::bad_request(format!("{}; `rows` is the only parameter", error.body_text()))
    })?;
    if wanted.rows.is_some_and(|rows| rows == 0 || rows > ROWS_MAX) {
        let message = format!("`rows` is out of range; write a number from 1 to {ROWS_MAX}");
        return Err(AdminError::bad_request(message));
    }
    let text = std::str::from_utf8(&body)
        .map_err(|_| AdminError::bad_request("the body is not UTF-8; send the fixture's TOML"))?;
    let cell = find(&door, &org)?;
    let made = cell.lock().generate("body", text, wanted.rows);
    let made = made.map_err(|error| match error {
        GenerateError::Wrong(error) => AdminError::bad_request(error.to_string()),
        GenerateError::Unfit(error) => AdminError::conflict(error.to_string()),
    })?;
    let rows: Map<String, Value> =
        made.into_iter().map(|(object, rows)| (object, rows.into())).collect();
    Ok((StatusCode::CREATED, Json(json!({ "generated": rows }))))
}
