//! The records of a Marketo instance, values exactly as stored, deleted ones marked: the book that
//! nobody can cook.

use axum::http::Method;
use serde_json::{Map, Value};

use super::answer::{Rows, json_bytes};
use super::error::AdminError;
use super::route::{Asked, Route};
use super::rows::{Row, Wanted, wants_csv};
use crate::core::csv;
use crate::core::table::{FieldId, Table, View};
use crate::providers::marketo::id::record_id;
use crate::providers::marketo::instance::{Field, Fields};
use crate::providers::marketo::records::Records;

pub(super) fn routes() -> Vec<Route> {
    let path = "/_mock/orgs/{org}/marketo/rows/{kind}";
    let says = "The records of a Marketo instance as they are stored, deleted ones marked: `leads`, \
                `members`, or the name of a custom object.";
    vec![Route::new(Method::GET, path, "readMarketoRows", says, rows)]
}

async fn rows(asked: Asked<Wanted>) -> Result<Rows<Row, false>, AdminError> {
    // A copy shares its records with the org, so that the org is locked for a moment only.
    let records = asked.org()?.lock().marketo.world.records.clone();
    let book = Book::of(&records, asked.named("kind"), asked.query.generated)?;
    Ok(match wants_csv(asked.query.format, &asked.headers) {
        true => Rows::csv(book.csv()),
        false => Rows::json(json_bytes(&book.json())),
    })
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
                    let known = ["leads", "members"].into_iter().chain(objects);
                    return Err(AdminError::unknown("kind of records", kind, known));
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
