//! The rows of an org, values exactly as stored, deleted rows marked: the book that nobody can cook.

use axum::http::{HeaderMap, Method};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::answer::{Rows, json_bytes};
use super::error::AdminError;
use super::route::{Asked, Route};
use crate::core::csv;
use crate::providers::salesforce::record::{Record, Records};
use crate::providers::salesforce::schema::{FieldIndex, Object};

pub(super) fn routes() -> Vec<Route> {
    let path = "/_mock/orgs/{org}/rows/{object}";
    let says = "The rows of a Salesforce object as they are stored, deleted ones marked.";
    vec![Route::new(Method::GET, path, "readRows", says, rows)]
}

/// How rows are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// `csv` or `json`; else what `Accept` says, else JSON.
    pub(super) format: Option<Format>,
    /// Whether generated rows that nobody changed are wanted too; there may be millions.
    #[serde(default)]
    pub(super) generated: bool,
}

/// How rows are written.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Format {
    /// CSV with a header, every cell quoted.
    Csv,
    /// JSON.
    Json,
}

/// A row: the names of its fields, and texts or null.
pub(super) type Row = Map<String, Value>;

async fn rows(asked: Asked<Wanted>) -> Result<Rows<Row, false>, AdminError> {
    // A copy shares its records with the org, so that the org is locked for a moment only.
    let tables = asked.org()?.lock().salesforce.world.tables.clone();
    let object = asked.named("object");
    let object = tables.schema().object(object).cloned().ok_or_else(|| {
        let known = tables.schema().objects().map(|object| object.name.as_str());
        AdminError::unknown("object", object, known)
    })?;
    let records = Records::of(&tables, &object);
    let generated = asked.query.generated;
    Ok(match wants_csv(asked.query.format, &asked.headers) {
        true => Rows::csv(csv_of(records.as_ref(), &object, generated)),
        false => Rows::json(json_bytes(&json_of(records.as_ref(), &object, generated))),
    })
}

/// Whether rows are wanted as CSV, by the query or by `Accept`.
pub(super) fn wants_csv(format: Option<Format>, headers: &HeaderMap) -> bool {
    let accept = headers.get("accept").and_then(|value| value.to_str().ok()).unwrap_or("");
    format.map_or(accept.contains("text/csv"), |format| format == Format::Csv)
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
