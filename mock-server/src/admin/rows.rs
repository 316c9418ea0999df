//! The rows of an org, values exactly as stored, deleted rows marked: the book that nobody can cook.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::AdminError;
use super::orgs::find;
use crate::core::csv;
use crate::core::nearest::suggest;
use crate::edge::Door;
use crate::providers::salesforce::record::{Record, Records};
use crate::providers::salesforce::schema::{FieldIndex, Object};

/// How the rows are wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// `csv` or `json`; else what `Accept` says, else JSON.
    pub(super) format: Option<String>,
    /// Whether generated rows that nobody changed are wanted too; there may be millions.
    #[serde(default)]
    pub(super) generated: bool,
}

impl Wanted {
    /// What a query says.
    pub(super) fn of(query: Result<Query<Self>, QueryRejection>) -> Result<Self, AdminError> {
        let Query(wanted) = query.map_err(|error| {
            AdminError::bad_request(format!(
                "{}; the parameters are `format` and `generated`",
                error.body_text()
            ))
        })?;
        Ok(wanted)
    }
}

/// `GET /_mock/orgs/{org}/rows/{Object}`
pub(super) async fn rows(
    State(door): State<Arc<Door>>,
    Path((org, object)): Path<(String, String)>,
    wanted: Result<Query<Wanted>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, AdminError> {
    let wanted = Wanted::of(wanted)?;
    let cell = find(&door, &org)?;
    // A copy shares its records with the org, so that the org is locked for a moment only.
    let tables = cell.lock().salesforce.world.tables.clone();
    let object = tables.schema().object(&object).cloned().ok_or_else(|| {
        let known = tables.schema().objects().map(|object| object.name.as_str());
        let remedy = suggest(&object, known);
        AdminError::not_found(format!("there is no object `{object}`; {remedy}"))
    })?;
    let records = Records::of(&tables, &object);
    if wants_csv(wanted.format.as_deref(), &headers)? {
        let body = csv_of(records.as_ref(), &object, wanted.generated);
        return Ok(([("content-type", "text/csv; charset=utf-8")], body).into_response());
    }
    Ok(axum::Json(json_of(records.as_ref(), &object, wanted.generated)).into_response())
}

/// Whether rows are wanted as CSV, by the query or by `Accept`.
pub(super) fn wants_csv(format: Option<&str>, headers: &HeaderMap) -> Result<bool, AdminError> {
    let accept = headers.get("accept").and_then(|value| value.to_str().ok()).unwrap_or("");
    match format {
        Some("csv") => Ok(true),
        Some("json") => Ok(false),
        Some(other) => {
            Err(AdminError::bad_request(format!("`format` is `{other}`; it can be csv or json")))
        }
        None => Ok(accept.contains("text/csv")),
    }
}

fn fields(records: Option<&Records<'_>>) -> Vec<FieldIndex> {
    records.map(Records::written_fields).unwrap_or_default()
}

/// The records to be shown.
fn shown<'a>(
    records: &'a Records<'a>,
    generated: bool,
) -> Box<dyn Iterator<Item = Record<'a>> + 'a> {
    if generated { Box::new(records.iter()) } else { Box::new(records.written()) }
}

fn json_of(records: Option<&Records<'_>>, object: &Object, generated: bool) -> Value {
    let fields = fields(records);
    let row = |record: Record<'_>| {
        let mut row = Map::new();
        row.insert("Id".into(), record.id().as_str().into());
        row.insert("IsDeleted".into(), record.is_deleted().into());
        for field in &fields {
            let value = record.stored(*field);
            let text = value.map(|value| String::from_utf8_lossy(&value).into_owned());
            row.insert(object.field_at(*field).name.clone(), text.into());
        }
        Value::Object(row)
    };
    Value::Array(records.into_iter().flat_map(|all| shown(all, generated)).map(row).collect())
}

fn csv_of(records: Option<&Records<'_>>, object: &Object, generated: bool) -> Vec<u8> {
    let fields = fields(records);
    let mut out = Vec::new();
    csv::quoted(&mut out, b"Id");
    out.push(b',');
    csv::quoted(&mut out, b"IsDeleted");
    for field in &fields {
        out.push(b',');
        csv::quoted(&mut out, object.field_at(*field).name.as_bytes());
    }
    csv::end_row(&mut out, csv::LineEnding::Lf);
    for record in records.into_iter().flat_map(|all| shown(all, generated)) {
        csv::quoted(&mut out, record.id().as_str().as_bytes());
        out.push(b',');
        csv::quoted(&mut out, if record.is_deleted() { b"true" } else { b"false" });
        for field in &fields {
            out.push(b',');
            csv::quoted(&mut out, &record.stored(*field).unwrap_or_default());
        }
        csv::end_row(&mut out, csv::LineEnding::Lf);
    }
    out
}
