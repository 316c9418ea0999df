//! Reads many records of one object at once (sObject Collections).

use serde_json::Value;

use super::super::errors::ApiError;
use super::super::id::Id;
use super::super::record::Records;
use super::super::record_json::record_json;
use super::super::service::Caller;
use super::super::world::World;
use super::call::{Answer, RestCall};
use super::collection::expect_at_most;
use super::find;
use super::read::named_fields;

/// Records of one call. Documented.
const RECORDS_MAX: usize = 2000;

/// `GET /composite/sobjects/{object}?ids=&fields=`, and POST with both in its body.
///
/// # Errors
/// A field is unknown, an id is none, or there are too many.
pub fn retrieve(world: &World, caller: &Caller, call: &RestCall<'_>) -> Result<Answer, ApiError> {
    let object = call.object(world.tables.schema())?;
    let list = |name: &str| -> Result<Vec<String>, ApiError> {
        let missing = || ApiError::missing_parameter(name);
        if call.method == "POST" {
            let body = call.json()?;
            let list = body.get(name).and_then(Value::as_array).ok_or_else(missing)?;
            return list
                .iter()
                .map(|v| v.as_str().map(str::to_owned).ok_or_else(missing))
                .collect();
        }
        let text = call.query.get(name).ok_or_else(missing)?;
        Ok(text.split(',').map(|part| part.trim().to_owned()).collect())
    };
    let (ids, names) = (list("ids")?, list("fields")?);
    expect_at_most(ids.len(), RECORDS_MAX)?;
    let fields = named_fields(&object, names.iter().map(String::as_str))?;
    let records = Records::of(&world.tables, &object);
    let mut shown = Vec::with_capacity(ids.len());
    for id in &ids {
        Id::parse(id).ok_or_else(|| ApiError::malformed_id(id))?;
        let number = find::by_id(&world.tables, &object, id).ok();
        let record = records.as_ref().zip(number).and_then(|(all, number)| all.get(number.0));
        shown.push(record.map_or(Value::Null, |it| record_json(&it, &fields, caller.version)));
    }
    Ok(Answer::json(200, Value::Array(shown)))
}
