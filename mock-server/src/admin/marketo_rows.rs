//! The records of a Marketo instance, values exactly as stored, deleted ones marked: the book that
//! nobody can cook.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::error::AdminError;
use super::orgs::find;
use super::rows::{Wanted, wants_csv};
use crate::core::csv;
use crate::core::nearest::suggest;
use crate::core::table::{FieldId, Table, View};
use crate::edge::Door;
use crate::providers::marketo::id::record_id;
use crate::providers::marketo::instance::{Field, Fields};
use crate::providers::marketo::records::Records;

/// `GET /_mock/orgs/{org}/marketo/rows/{kind}`: `leads`, `members`, or the name of a custom object
pub(super) async fn rows(
    State(door): State<Arc<Door>>,
    Path((org, kind)): Path<(String, String)>,
    wanted: Result<Query<Wanted>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, AdminError> {
    let wanted = Wanted::of(wanted)?;
    let cell = find(&door, &org)?;
    // A copy shares its records with the org, so that the org is locked for a moment only.
    let records = cell.lock().marketo.world.records.clone();
    let book = Book::of(&records, &kind, wanted.generated)?;
    if wants_csv(wanted.format.as_deref(), &headers)? {
        return Ok(([("content-type", "text/csv; charset=utf-8")], book.csv()).into_response());
    }
    Ok(axum::Json(book.json()).into_response())
}

/// One kind of records, to be written out.
struct Book<'a> {
    table: &'a Table,
    /// The fields that any record may hold.
    fields: Vec<(FieldId, &'a Field)>,
    generated: bool,
}

impl<'a> Book<'a> {
    fn of(records: &'a Records, kind: &str, generated: bool) -> Result<Self, AdminError> {
        let instance = &records.instance;
        let (table, fields) = match kind {
            "leads" => (&records.leads, &instance.leads),
            "members" => (&records.members, &instance.members),
            object => {
                let Some((place, object)) = instance.object(object) else {
                    let objects = instance.objects.iter().map(|object| object.name.as_str());
                    let remedy = suggest(kind, ["leads", "members"].into_iter().chain(objects));
                    return Err(AdminError::not_found(format!("there is no `{kind}`; {remedy}")));
                };
                (&records.objects[place], &object.fields)
            }
        };
        Ok(Self { table, fields: written(table, fields), generated })
    }

    fn records(&self) -> Box<dyn Iterator<Item = View<'a>> + 'a> {
        match self.generated {
            true => Box::new(self.table.iter()),
            false => Box::new(self.table.written_records()),
        }
    }

    fn json(&self) -> Value {
        let row = |record: View<'_>| {
            let mut row = Map::new();
            row.insert("id".into(), record_id(record.number()).into());
            row.insert("isDeleted".into(), record.is_deleted().into());
            for (id, field) in &self.fields {
                let value = record.cell(*id);
                let text = value.map(|value| String::from_utf8_lossy(&value).into_owned());
                row.insert(field.name().to_owned(), text.into());
            }
            Value::Object(row)
        };
        Value::Array(self.records().map(row).collect())
    }

    fn csv(&self) -> Vec<u8> {
        let mut out = Vec::new();
        csv::quoted(&mut out, b"id");
        out.push(b',');
        csv::quoted(&mut out, b"isDeleted");
        for (_, field) in &self.fields {
            out.push(b',');
            csv::quoted(&mut out, field.name().as_bytes());
        }
        csv::end_row(&mut out, csv::LineEnding::Lf);
        for record in self.records() {
            csv::quoted(&mut out, record_id(record.number()).to_string().as_bytes());
            out.push(b',');
            csv::quoted(&mut out, if record.is_deleted() { b"true" } else { b"false" });
            for (id, _) in &self.fields {
                out.push(b',');
                csv::quoted(&mut out, &record.cell(*id).unwrap_or_default());
            }
            csv::end_row(&mut out, csv::LineEnding::Lf);
        }
        out
    }
}

fn written<'a>(table: &Table, fields: &'a Fields) -> Vec<(FieldId, &'a Field)> {
    fields.iter().filter(|(id, field)| table.writes(*id) && !field.computed).collect()
}
