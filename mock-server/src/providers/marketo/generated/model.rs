//! What the instance says of the records that a fixture may describe.

use super::super::activities::generated::{COLUMNS, LEAD, TYPE};
use super::super::instance::{CustomObject, DataType, Field, Fields, Instance};
use super::PROVIDER;
use crate::core::generate::fixture::{FieldSpec, Kind, Model, Takes};
use crate::core::table::FieldId;

/// Leads.
pub(super) const LEADS: &str = "lead";
/// What happened to leads.
pub(super) const ACTIVITIES: &str = "activity";

/// Characters of a field of text, where describe does not say how many.
const TEXT_CHARS: usize = 30_000;
/// Characters of other fields, where describe does not say how many.
const STRING_CHARS: usize = 255;
/// Digits after the point of numbers that have any.
const SCALE: u8 = 2;

impl Model for Instance {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn names(&self) -> Vec<String> {
        let objects = self.objects.iter().map(|object| object.name.clone());
        [LEADS.to_owned(), ACTIVITIES.to_owned()].into_iter().chain(objects).collect()
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        if name.eq_ignore_ascii_case(LEADS) {
            let mut fields = fields(&self.leads);
            for email in fields.iter_mut().filter(|field| field.name == "email") {
                // The only field by which leads are found without being looked at.
                (email.key, email.unique) = (true, true);
            }
            return Some(Kind { name: LEADS.into(), fields, refused: None });
        }
        if name.eq_ignore_ascii_case(ACTIVITIES) {
            let fields = (0..).zip(COLUMNS).map(activity_column).collect();
            return Some(Kind { name: ACTIVITIES.into(), fields, refused: None });
        }
        self.object(name).map(|(_, object)| custom_object(object))
    }
}

fn custom_object(object: &CustomObject) -> Kind {
    let mut fields = fields(&object.fields);
    for field in &mut fields {
        let dedupes = object.dedupe_fields.contains(&field.id);
        (field.key, field.unique, field.required) = (dedupes, dedupes, dedupes);
        let link = object.link.as_ref().filter(|(link, _)| *link == field.id);
        if link.is_some_and(|(_, lead_field)| lead_field == "id") {
            field.takes = Takes::Reference(vec![LEADS.to_owned()]);
        }
    }
    let several = object.dedupe_fields.len() != 1;
    let refused = several.then(|| {
        let problem = format!("the records of `{}` are told apart by several fields", object.name);
        (problem, "generate rows of an object with one dedupe field".to_owned())
    });
    Kind { name: object.name.clone(), fields, refused }
}

fn fields(fields: &Fields) -> Vec<FieldSpec> {
    fields.iter().filter(|(_, field)| field.rest.is_some()).map(field_spec).collect()
}

fn field_spec((id, field): (FieldId, &Field)) -> FieldSpec {
    let filled = !field.is_writable();
    FieldSpec {
        name: field.name().to_owned(),
        id,
        type_word: field.data_type.word(),
        takes: takes(field),
        filled: filled.then_some(match field.name() {
            "createdAt" => "leave it out, and say `created` of the table",
            _ => "leave it out",
        }),
        required: false,
        unique: false,
        key: false,
        only: None,
    }
}

fn takes(field: &Field) -> Takes {
    let chars = |usual| Takes::Text(field.length.map_or(usual, |length| length as usize));
    match field.data_type {
        DataType::Text => chars(TEXT_CHARS),
        DataType::String | DataType::Email | DataType::Phone | DataType::Url => chars(STRING_CHARS),
        DataType::Integer | DataType::Score | DataType::Percent | DataType::Reference => {
            Takes::Whole
        }
        DataType::Float | DataType::Currency => Takes::Decimal(SCALE),
        DataType::Boolean => Takes::Boolean,
        DataType::Date => Takes::Date,
        DataType::Datetime => Takes::Datetime { millis: false },
        DataType::Formula | DataType::LeadFunction => Takes::Nothing,
    }
}

fn activity_column((id, name): (FieldId, &str)) -> FieldSpec {
    FieldSpec {
        name: name.to_owned(),
        id,
        type_word: "activity column",
        takes: match id {
            LEAD => Takes::Reference(vec![LEADS.to_owned()]),
            _ => Takes::Anything,
        },
        filled: None,
        required: matches!(id, LEAD | TYPE),
        unique: false,
        key: false,
        only: None,
    }
}
