//! Calls that write up to 200 records at once, of one object or of several (sObject Collections).
//!
//! What is wrong with a record stands in its result; what is wrong with the request refuses it all.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::errors::ApiError;
use super::super::id::Id;
use super::super::job::{IngestOperation, UpsertKey};
use super::super::rows::RowError;
use super::super::schema::Object;
use super::super::service::Caller;
use super::super::version::UPSERT_TELLS_SINCE;
use super::super::world::World;
use super::body::{self, Cells, Origin};
use super::call::{Answer, RestCall};
use super::find;
use super::position::Step;
use super::sobject::saved;
use super::write::{Outcome, Record, write_all};

type Answered = Result<Answer, ApiError>;

/// Records of one call that writes. Documented.
const RECORDS_MAX: usize = 200;

/// `POST /composite/sobjects`
///
/// # Errors
/// What is wrong with the request as a whole.
pub fn create(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let (records, all_or_none) = records_of_body(world, call, None)?;
    Ok(run(world, caller, IngestOperation::Insert, None, &records, all_or_none))
}

/// `PATCH /composite/sobjects`
///
/// # Errors
/// As [`create`].
pub fn update(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let (records, all_or_none) = records_of_body(world, call, None)?;
    Ok(run(world, caller, IngestOperation::Update, None, &records, all_or_none))
}

/// `PATCH /composite/sobjects/{object}/{field}`
///
/// # Errors
/// As [`create`]; also where the field is no external id.
pub fn upsert(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let object = call.object(world.tables.schema())?;
    let index = find::key_field(&object, call.parameter("field"))?;
    let field = object.field_at(index);
    let key = match field.name.as_str() {
        "Id" => UpsertKey::Id,
        _ if field.external_id => UpsertKey::Field(index),
        name => return Err(ApiError::no_such_key(name)),
    };
    let (mut records, all_or_none) = records_of_body(world, call, Some(&object))?;
    for (_, cells) in &mut records {
        if !cells.iter().any(|(name, _)| *name == field.name) {
            cells.push((field.name.clone(), None));
        }
    }
    Ok(run(world, caller, IngestOperation::Upsert, Some(key), &records, all_or_none))
}

/// `DELETE /composite/sobjects?ids=`
///
/// # Errors
/// There are no ids, or too many.
pub fn delete(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Answered {
    let ids = call.query.get("ids").ok_or_else(|| ApiError::missing_parameter("ids"))?;
    let all_or_none = call.query.get("allOrNone").is_some_and(|v| v.eq_ignore_ascii_case("true"));
    let ids: Vec<&str> = ids.split(',').map(str::trim).collect();
    expect_at_most(ids.len(), RECORDS_MAX)?;
    // What names no object's record is refused by itself; the others go through the rules.
    let mut refused: Vec<Option<Outcome>> = Vec::with_capacity(ids.len());
    let mut records: Vec<Record> = Vec::with_capacity(ids.len());
    for id in ids {
        let object = Id::parse(id)
            .ok_or_else(|| ApiError::malformed_id(id))
            .map(|id| world.tables.schema().object_by_prefix(id.prefix()).cloned());
        refused.push(match object {
            Ok(Some(object)) => {
                records.push((object, vec![("Id".to_owned(), Some(id.to_owned()))]));
                None
            }
            Ok(None) => Some(Err(ApiError::row(&RowError::invalid_cross_reference()))),
            Err(error) => Some(Err(error)),
        });
    }
    let before = world.tables.clone();
    let mut written = write_all(world, caller, IngestOperation::Delete, None, &records).into_iter();
    let outcomes = refused.into_iter().map(|known| match known {
        Some(outcome) => outcome,
        None => written.next().unwrap_or_else(|| Err(ApiError::not_found())),
    });
    let outcomes: Vec<Outcome> = outcomes.collect();
    if all_or_none && outcomes.iter().any(Result::is_err) {
        world.tables = before;
    }
    Ok(told(&outcomes, all_or_none, false))
}

/// The records of a body, and whether all of them must be good.
fn records_of_body(
    world: &World,
    call: &RestCall<'_>,
    only: Option<&Arc<Object>>,
) -> Result<(Vec<Record>, bool), ApiError> {
    let body = call.json()?;
    let all_or_none = body.get("allOrNone").and_then(Value::as_bool).unwrap_or(false);
    let records = body.get("records").and_then(Value::as_array);
    let records = records.ok_or_else(|| ApiError::missing_parameter("records"))?;
    expect_at_most(records.len(), RECORDS_MAX)?;
    let schema = world.tables.schema();
    let mut read = Vec::with_capacity(records.len());
    for (place, record) in records.iter().enumerate() {
        let record = record.as_object().ok_or_else(|| ApiError::missing_parameter("records"))?;
        let object = match (type_of(record), only) {
            (Some(name), Some(only)) if !only.name.eq_ignore_ascii_case(name) => {
                return Err(ApiError::invalid_type(name));
            }
            (_, Some(only)) => Arc::clone(only),
            (Some(name), None) => {
                schema.object(name).cloned().ok_or_else(|| ApiError::invalid_type(name))?
            }
            (None, None) => return Err(ApiError::untyped_record()),
        };
        let path = [Step::Key("records"), Step::Item(place)];
        let origin = Origin { text: call.body, path: &path };
        let cells: Cells = body::cells(schema, &object, record, origin)?;
        read.push((object, cells));
    }
    Ok((read, all_or_none))
}

/// The object that a record's attributes name.
pub(super) fn type_of(record: &Map<String, Value>) -> Option<&str> {
    record.get("attributes")?.get("type")?.as_str()
}

/// Refuses more records than a call may hold.
pub(super) fn expect_at_most(records: usize, max: usize) -> Result<(), ApiError> {
    match records > max {
        true => Err(ApiError::too_many_records(max)),
        false => Ok(()),
    }
}

fn run(
    world: &mut World,
    caller: &Caller,
    operation: IngestOperation,
    key: Option<UpsertKey>,
    records: &[Record],
    all_or_none: bool,
) -> Answer {
    let before = world.tables.clone();
    let outcomes = write_all(world, caller, operation, key, records);
    if all_or_none && outcomes.iter().any(Result::is_err) {
        world.tables = before;
    }
    let tells = key.is_some() && caller.version >= UPSERT_TELLS_SINCE;
    told(&outcomes, all_or_none, tells)
}

/// The results, in the order of the records. Recorded: a record that was good and is rolled back has
/// an error of its own.
fn told(outcomes: &[Outcome], all_or_none: bool, tells_created: bool) -> Answer {
    let rolled_back = all_or_none && outcomes.iter().any(Result::is_err);
    let result = |outcome: &Outcome| match outcome {
        Ok(_) if rolled_back => failure(&ApiError::rolled_back()),
        Ok((id, created)) => saved(id, tells_created.then_some(*created)),
        Err(error) => failure(error),
    };
    Answer { rolled_back, ..Answer::json(200, outcomes.iter().map(result).collect()) }
}

fn failure(error: &ApiError) -> Value {
    json!({ "success": false, "errors": [error_in_result(error)] })
}

/// An error as the results of records tell it. Recorded.
pub(super) fn error_in_result(error: &ApiError) -> Value {
    let fields = error.fields.as_deref().unwrap_or_default();
    json!({ "statusCode": error.code, "message": error.message, "fields": fields })
}
