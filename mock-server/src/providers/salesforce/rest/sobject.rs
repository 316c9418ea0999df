//! Calls that write one record: made, changed, deleted, by id or by external id.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::errors::ApiError;
use super::super::id::Id;
use super::super::job::{IngestOperation, UpsertKey};
use super::super::record_json::record_path;
use super::super::rows::Committed;
use super::super::schema::Object;
use super::super::service::Caller;
use super::super::version::UPSERT_TELLS_SINCE;
use super::super::world::World;
use super::body::{self, Cells, Origin};
use super::call::{Answer, RestCall};
use super::find;
use super::read::{self, Only, only};
use super::write::{Change, write};
use crate::core::table::RecordNumber;

type Answered = Result<Answer, ApiError>;

/// `POST /sobjects/{object}`
///
/// # Errors
/// What the body lacks or holds too much, or the row's own error.
pub fn create(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let object = call.object(world.tables.schema())?;
    let cells = cells_of_body(world, &object, call)?;
    let (record, _) = write_one(world, caller, &object, IngestOperation::Insert, None, &cells)?;
    Ok(made(world, caller, &object, record, None))
}

/// `PATCH /sobjects/{object}/{id}`, and POST with another method in its query.
///
/// # Errors
/// The id names no record; the body, or the row's own error.
pub fn update(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    match call.wanted_method() {
        "POST" if call.parameter("id").eq_ignore_ascii_case("Id") => {
            return create(world, caller, call);
        }
        "PATCH" => {}
        "DELETE" => return delete(world, caller, call),
        "GET" => return read::get(world, caller, call),
        other => {
            return Err(ApiError::method_not_allowed(other, &["DELETE", "GET", "PATCH", "HEAD"]));
        }
    }
    let object = call.object(world.tables.schema())?;
    let record = find::by_id(&world.tables, &object, call.parameter("id"))?;
    update_record(world, caller, &object, record, call)
}

/// `DELETE /sobjects/{object}/{id}`
///
/// # Errors
/// The id names no record, or a child forbids it.
pub fn delete(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let object = call.object(world.tables.schema())?;
    let record = find::by_id(&world.tables, &object, call.parameter("id"))?;
    delete_record(world, caller, &object, record)
}

/// `DELETE /sobjects/{object}/{field}/{value}`
///
/// # Errors
/// As [`delete`].
pub fn delete_by_key(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let object = call.object(world.tables.schema())?;
    match only(world, caller, &object, call)? {
        Only::One(record) => delete_record(world, caller, &object, record),
        Only::Several(answer) => Ok(answer),
        Only::None => Err(ApiError::not_found()),
    }
}

/// `PATCH /sobjects/{object}/{field}/{value}`, and POST.
///
/// # Errors
/// The field is no external id; the body, or the row's own error.
pub fn upsert(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    match call.wanted_method() {
        "DELETE" => return delete_by_key(world, caller, call),
        "GET" => return read::get_by_key(world, caller, call),
        _ => {}
    }
    let object = call.object(world.tables.schema())?;
    let index = find::key_field(&object, call.parameter("field"))?;
    let field = object.field_at(index);
    if field.name == "Id" {
        let record = find::by_id(&world.tables, &object, call.parameter("value"))?;
        return update_record(world, caller, &object, record, call);
    }
    if !field.external_id {
        return Err(ApiError::no_such_key(&field.name));
    }
    if let Only::Several(answer) = only(world, caller, &object, call)? {
        return Ok(answer);
    }
    let mut cells = cells_of_body(world, &object, call)?;
    if let Some((name, _)) = cells.iter().find(|(name, _)| name == "Id" || *name == field.name) {
        return Err(ApiError::key_in_body(name));
    }
    cells.push((field.name.clone(), Some(call.parameter("value").to_owned())));
    let key = Some(UpsertKey::Field(index));
    let (record, created) =
        write_one(world, caller, &object, IngestOperation::Upsert, key, &cells)?;
    let tells = caller.version >= UPSERT_TELLS_SINCE;
    match (created, tells) {
        (true, _) => Ok(made(world, caller, &object, record, tells.then_some(true))),
        (false, true) => {
            let id = world.tables.id(object.key_prefix, record);
            Ok(Answer::json(200, saved(&id, Some(false))))
        }
        (false, false) => Ok(Answer::empty(204)),
    }
}

fn cells_of_body(world: &World, object: &Object, call: &RestCall<'_>) -> Result<Cells, ApiError> {
    let origin = Origin { text: call.body, path: &[] };
    body::cells(world.tables.schema(), object, &call.json()?, origin)
}

fn id_cell(world: &World, object: &Object, record: RecordNumber) -> (String, Option<String>) {
    let id = world.tables.id(object.key_prefix, record);
    ("Id".to_owned(), Some(id.to_string()))
}

fn update_record(
    world: &mut World,
    caller: &Caller,
    object: &Arc<Object>,
    record: RecordNumber,
    call: &RestCall<'_>,
) -> Answered {
    let mut cells = cells_of_body(world, object, call)?;
    if cells.iter().any(|(name, _)| name == "Id") {
        return Err(ApiError::key_in_body("Id"));
    }
    cells.push(id_cell(world, object, record));
    write_one(world, caller, object, IngestOperation::Update, None, &cells)?;
    Ok(Answer::empty(204))
}

fn delete_record(
    world: &mut World,
    caller: &Caller,
    object: &Arc<Object>,
    record: RecordNumber,
) -> Answered {
    let cells = vec![id_cell(world, object, record)];
    write_one(world, caller, object, IngestOperation::Delete, None, &cells)?;
    Ok(Answer::empty(204))
}

/// Writes one record; gives its number, and whether it was made.
fn write_one(
    world: &mut World,
    caller: &Caller,
    object: &Arc<Object>,
    operation: IngestOperation,
    upsert_key: Option<UpsertKey>,
    cells: &Cells,
) -> Result<(RecordNumber, bool), ApiError> {
    let change = Change { object: Arc::clone(object), operation, upsert_key };
    match write(world, caller, &change, &[cells])?.pop() {
        Some(Committed::Written { record, created }) => Ok((record, created)),
        Some(Committed::Failed { error, .. }) => Err(ApiError::row(&error)),
        Some(Committed::FailsJob(message)) => Err(ApiError::bad_columns(message)),
        None => Err(ApiError::not_found()),
    }
}

fn made(
    world: &World,
    caller: &Caller,
    object: &Object,
    record: RecordNumber,
    created: Option<bool>,
) -> Answer {
    let id = world.tables.id(object.key_prefix, record);
    let location = Some(record_path(object, &id, caller.version));
    Answer { location, ..Answer::json(201, saved(&id, created)) }
}

/// What is said of a record that was written.
pub(super) fn saved(id: &Id, created: Option<bool>) -> Value {
    let mut saved = json!({ "id": id.as_str(), "success": true, "errors": [] });
    if let (Some(created), Some(saved)) = (created, saved.as_object_mut()) {
        saved.insert("created".to_owned(), json!(created));
    }
    saved
}
