//! What custom objects there are, and of what fields. Layout: documented (A:custom-objects).

use serde_json::{Map, Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::errors::ApiError;
use super::super::super::instance::{CustomObject, Instance};
use super::super::super::request::Asked;
use super::super::Answer;
use super::super::fields::described;

/// All of them, or those that are named.
pub(super) fn list(instance: &Instance, asked: &Asked) -> Envelope {
    let names = asked.params.list("names");
    let wanted = |object: &&CustomObject| {
        names.is_empty() || names.iter().any(|name| object.name.eq_ignore_ascii_case(name))
    };
    let objects = instance.objects.iter().filter(wanted);
    Envelope::of(objects.map(|object| Value::Object(head(object))).collect())
}

/// One of them, with its fields.
pub(super) fn one(instance: &Instance, asked: &Asked) -> Answer {
    let found = instance.object(asked.path("object"));
    let (_, object) = found.ok_or_else(|| ApiError::object_not_found("Object"))?;
    let mut shown = head(object);
    let fields = object.fields.iter().map(|(_, field)| Value::Object(described(field)));
    shown.insert("fields".into(), fields.collect());
    Ok(Envelope::one(Value::Object(shown)))
}

fn head(object: &CustomObject) -> Map<String, Value> {
    let name = |id| object.fields.at(id).name();
    let dedupe: Vec<&str> = object.dedupe_fields.iter().map(|id| name(*id)).collect();
    let mut searchable: Vec<Vec<&str>> = vec![dedupe.clone(), vec!["marketoGUID"]];
    let link = object.link.as_ref().map(|(id, _)| vec![name(*id)]);
    searchable.extend(link.filter(|link| !searchable.contains(link)));
    let relationships = object.link.iter().map(|(id, lead)| {
        let related = json!({ "name": "Lead", "field": lead });
        json!({ "field": name(*id), "type": "parent", "relatedTo": related })
    });
    let mut out = Map::new();
    out.insert("name".into(), object.name.clone().into());
    out.insert("displayName".into(), object.display_name.clone().into());
    out.insert("description".into(), object.description.clone().into());
    out.insert("createdAt".into(), object.created_at.clone().into());
    out.insert("updatedAt".into(), object.created_at.clone().into());
    out.insert("idField".into(), "marketoGUID".into());
    out.insert("dedupeFields".into(), dedupe.into());
    out.insert("searchableFields".into(), json!(searchable));
    out.insert("relationships".into(), relationships.collect());
    out
}
