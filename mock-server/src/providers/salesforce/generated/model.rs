//! What the schema says of the records that a fixture may describe.

use super::super::schema::{Field, FieldIndex, FieldType, Schema};
use crate::core::generate::fixture::{FieldSpec, Kind, Model, Takes};

/// Fields that the provider fills by itself.
const OWN: [&str; 7] = [
    "Id",
    "IsDeleted",
    "CreatedDate",
    "CreatedById",
    "LastModifiedDate",
    "LastModifiedById",
    "SystemModstamp",
];

impl Model for Schema {
    fn provider(&self) -> &'static str {
        "salesforce"
    }

    fn names(&self) -> Vec<String> {
        self.objects().map(|object| object.name.clone()).collect()
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        let object = self.object(name)?;
        let one_row = ("an org has one Organization row", "generate rows of another object");
        let refused = (object.name == "Organization").then_some(one_row);
        Some(Kind {
            name: object.name.clone(),
            fields: object.indexed_fields().map(field).collect(),
            refused: refused.map(|(problem, remedy)| (problem.to_owned(), remedy.to_owned())),
        })
    }
}

fn field((index, field): (FieldIndex, &Field)) -> FieldSpec {
    let active = field.picklist.iter().filter(|value| value.active);
    let active = || active.map(|value| value.value.clone()).collect();
    FieldSpec {
        name: field.name.clone(),
        id: index.0,
        type_word: field.kind.as_str(),
        takes: takes(field),
        filled: filled(field),
        required: field.is_required(),
        unique: field.unique,
        key: field.external_id || field.id_lookup,
        only: field.restricted_picklist.then(active),
    }
}

/// What to do instead of filling a field that the provider fills.
fn filled(field: &Field) -> Option<&'static str> {
    let own = OWN.contains(&field.name.as_str()) || field.kind.is_compound() || field.calculated;
    let of_parts = field.name_field && !field.createable;
    if !own && !of_parts && !field.auto_number {
        return None;
    }
    Some(match field.name.as_str() {
        "CreatedDate" => "leave it out, and say `created` of the table",
        _ => "leave it out",
    })
}

fn takes(field: &Field) -> Takes {
    match field.kind {
        FieldType::Int | FieldType::Long => Takes::Whole,
        FieldType::Double | FieldType::Currency | FieldType::Percent => Takes::Decimal(field.scale),
        FieldType::Boolean => Takes::Boolean,
        FieldType::Date => Takes::Date,
        FieldType::Datetime => Takes::Datetime { millis: true },
        FieldType::Reference => {
            Takes::Reference(field.reference.as_ref().map_or(Vec::new(), |to| to.to.clone()))
        }
        kind if kind.is_text() => Takes::Text(field.length as usize),
        _ => Takes::Nothing,
    }
}
