//! Calls that read one record, by id or by external id, and which record a key names.

use std::sync::Arc;

use super::super::errors::ApiError;
use super::super::id::Id;
use super::super::record::Records;
use super::super::record_json::{record_json, record_path};
use super::super::schema::{FieldIndex, Object};
use super::super::service::Caller;
use super::super::world::World;
use super::call::{Answer, RestCall};
use super::find;
use crate::core::table::RecordNumber;

type Answered = Result<Answer, ApiError>;

/// `GET /sobjects/{object}/{id}`
///
/// # Errors
/// The id names no record, or a field no field.
pub fn get(world: &World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let object = call.object(world.tables.schema())?;
    let record = find::by_id(&world.tables, &object, call.parameter("id"))?;
    shown(world, caller, &object, record, call.query.get("fields"))
}

/// `GET /sobjects/{object}/{field}/{value}`
///
/// # Errors
/// As [`get`]; also where the field is no key.
pub fn get_by_key(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let object = call.object(world.tables.schema())?;
    let record = match only(world, caller, &object, call)? {
        Only::One(record) => record,
        Only::Several(answer) => return Ok(answer),
        Only::None => return Err(ApiError::not_found()),
    };
    shown(world, caller, &object, record, call.query.get("fields"))
}

/// Which record a key names.
pub(super) enum Only {
    None,
    One(RecordNumber),
    /// Several: their paths. Documented.
    Several(Answer),
}

/// The record that a call names by a key.
pub(super) fn only(
    world: &mut World,
    caller: &Caller,
    object: &Arc<Object>,
    call: &RestCall<'_>,
) -> Result<Only, ApiError> {
    if Id::parse(call.parameter("field")).is_some() {
        return Err(ApiError::gap("records reached through a relationship"));
    }
    let field = find::key_field(object, call.parameter("field"))?;
    let value = call.parameter("value");
    if object.field_at(field).name == "Id" {
        return find::by_id(&world.tables, object, value).map(Only::One);
    }
    let found = find::by_key(&mut world.tables, object, field, value);
    Ok(match found.as_slice() {
        [] => Only::None,
        [one] => Only::One(*one),
        several => {
            let path = |record: &RecordNumber| {
                record_path(object, &world.tables.id(object.key_prefix, *record), caller.version)
            };
            Only::Several(Answer::json(300, several.iter().map(path).collect()))
        }
    })
}

fn shown(
    world: &World,
    caller: &Caller,
    object: &Arc<Object>,
    number: RecordNumber,
    fields: Option<&str>,
) -> Answered {
    let fields = match fields {
        Some(names) => named_fields(object, names.split(','))?,
        None => object.indexed_fields().map(|(index, _)| index).collect(),
    };
    let records = Records::of(&world.tables, object);
    let record = records.as_ref().and_then(|records| records.get(number.0));
    let record = record.ok_or_else(ApiError::not_found)?;
    Ok(Answer::json(200, record_json(&record, &fields, caller.version)))
}

/// The fields of those names, and the id behind them if it is not among them. Recorded.
pub(super) fn named_fields<'a>(
    object: &Object,
    names: impl Iterator<Item = &'a str>,
) -> Result<Vec<FieldIndex>, ApiError> {
    let mut fields = Vec::new();
    for name in names.map(str::trim).filter(|name| !name.is_empty()) {
        let (index, _) =
            object.field(name).ok_or_else(|| ApiError::no_such_column(name, &object.name))?;
        if !fields.contains(&index) {
            fields.push(index);
        }
    }
    let id = object.field("Id").map(|(index, _)| index);
    fields.extend(id.filter(|id| !fields.contains(id)));
    Ok(fields)
}
