//! A stored record in JSON: typed values, compounds as objects, and who it is.
//!
//! For answers about single records and for those of queries. Knows no request; which fields are
//! shown is the caller's business.

use serde_json::{Map, Value, json};

use super::id::Id;
use super::record::Record;
use super::schema::{FieldIndex, FieldType, Object};
use super::typed;
use super::version::ApiVersion;

/// The parts of an address, by the end of their fields' names, and their keys. Recorded: in this order.
const ADDRESS: &[(&str, &str)] = &[
    ("City", "city"),
    ("Country", "country"),
    ("GeocodeAccuracy", "geocodeAccuracy"),
    ("Latitude", "latitude"),
    ("Longitude", "longitude"),
    ("PostalCode", "postalCode"),
    ("State", "state"),
    ("Street", "street"),
];

/// The parts of a place on the map. Documented, unread.
const LOCATION: &[(&str, &str)] = &[("Latitude__s", "latitude"), ("Longitude__s", "longitude")];

/// The path of a record.
pub fn record_path(object: &Object, id: &Id, version: ApiVersion) -> String {
    format!("/services/data/v{version}/sobjects/{}/{id}", object.name)
}

/// What a record says of itself before its fields.
pub fn attributes(object: &Object, id: &Id, version: ApiVersion) -> Value {
    json!({ "type": object.name, "url": record_path(object, id, version) })
}

/// A record with the fields named, in their order.
pub fn record_json(record: &Record<'_>, fields: &[FieldIndex], version: ApiVersion) -> Value {
    let object = record.object();
    let mut out = Map::with_capacity(fields.len() + 1);
    out.insert("attributes".to_owned(), attributes(object, &record.id(), version));
    for index in fields {
        out.insert(object.field_at(*index).name.clone(), field_json(record, *index));
    }
    Value::Object(out)
}

/// One field of a record: null if it is empty, an object if it is a compound.
pub fn field_json(record: &Record<'_>, index: FieldIndex) -> Value {
    let field = record.object().field_at(index);
    match field.kind {
        FieldType::Address => compound_json(record, &field.name, ADDRESS),
        FieldType::Location => compound_json(record, &field.name, LOCATION),
        kind => record.value(index).map_or(Value::Null, |value| typed::json(kind, &value)),
    }
}

/// A compound: null if all of its parts are empty.
fn compound_json(record: &Record<'_>, compound: &str, keys: &[(&str, &str)]) -> Value {
    let object = record.object();
    let part = |ending: &str| {
        let mut parts = object.parts_of(compound);
        parts.find(|(_, part)| part.name.ends_with(ending)).map(|(index, _)| index)
    };
    let value = |(ending, key): &(&str, &str)| {
        let value = part(ending).map_or(Value::Null, |index| field_json(record, index));
        ((*key).to_owned(), value)
    };
    let parts: Map<String, Value> = keys.iter().map(value).collect();
    match parts.values().all(Value::is_null) {
        true => Value::Null,
        false => Value::Object(parts),
    }
}
