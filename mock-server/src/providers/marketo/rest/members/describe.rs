//! The fields of memberships. Layout: documented (A:program-members).

use serde_json::{Map, Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::instance::{Field, Instance};

/// When the sample says that it was defined.
const DEFINED: &str = "2021-03-20T01:30:05Z";

/// All fields, and those that can be filtered by.
pub(super) fn fields(instance: &Instance) -> Envelope {
    let fields: Vec<&Field> = instance.members.iter().map(|(_, field)| field).collect();
    let searchable = fields.iter().filter(|field| field.searchable);
    let searchable: Vec<[&str; 1]> = searchable.map(|field| [field.name()]).collect();
    Envelope::one(json!({
        "name": "API Program Membership",
        "description": "Map for API program membership fields",
        "createdAt": DEFINED,
        "updatedAt": DEFINED,
        "dedupeFields": ["leadId", "programId"],
        "searchableFields": searchable,
        "fields": fields.into_iter().map(described).collect::<Vec<Value>>(),
    }))
}

fn described(field: &Field) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), field.name().into());
    out.insert("displayName".into(), field.display_name.clone().into());
    out.insert("dataType".into(), field.data_type.word().into());
    if let Some(length) = field.length {
        out.insert("length".into(), length.into());
    }
    out.insert("updateable".into(), (field.is_writable() && !field.computed).into());
    out.insert("crmManaged".into(), field.crm_managed.into());
    Value::Object(out)
}
