//! Which records of an object were changed, or deleted, in a span of time.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::errors::ApiError;
use super::super::model::datetime;
use super::super::record::{Record, Records};
use super::super::schema::Object;
use super::super::service::Caller;
use super::super::world::World;
use super::call::{Answer, RestCall};
use crate::core::time::{SimDuration, SimTime};

/// How far back deletions are told. Documented, unread: 15 days.
const DELETIONS_KEPT: SimDuration = SimDuration::from_hours(15 * 24);

/// `GET /sobjects/{object}/updated?start=&end=`: new records and changed ones. Documented, unread.
///
/// # Errors
/// The span is missing, or none.
pub fn updated(world: &World, caller: &Caller, call: &RestCall<'_>) -> Result<Answer, ApiError> {
    let object = call.object(world.tables.schema())?;
    let span = Span::of(call)?;
    let ids = within(world, &object, &span, false, |record| json!(record.id().as_str()));
    let covered = datetime(span.end.min(caller.now));
    Ok(Answer::json(200, json!({ "ids": ids, "latestDateCovered": covered })))
}

/// `GET /sobjects/{object}/deleted?start=&end=`. Documented, unread.
///
/// # Errors
/// As [`updated`].
pub fn deleted(world: &World, caller: &Caller, call: &RestCall<'_>) -> Result<Answer, ApiError> {
    let object = call.object(world.tables.schema())?;
    let span = Span::of(call)?;
    let records = within(
        world,
        &object,
        &span,
        true,
        |record| json!({ "id": record.id().as_str(), "deletedDate": datetime(record.modified_at()) }),
    );
    let earliest = caller.now - DELETIONS_KEPT;
    let answer = json!({
        "deletedRecords": records,
        "earliestDateAvailable": datetime(earliest),
        "latestDateCovered": datetime(span.end.min(caller.now)),
    });
    Ok(Answer::json(200, answer))
}

/// From `start` on, up to and without `end`.
struct Span {
    start: SimTime,
    end: SimTime,
}

impl Span {
    fn of(call: &RestCall<'_>) -> Result<Self, ApiError> {
        let instant = |name: &str| {
            let text = call.query.get(name).ok_or_else(|| ApiError::missing_parameter(name))?;
            // A plus that was not escaped has become a space.
            let parsed = text.replace(' ', "+").parse::<SimTime>();
            parsed.map_err(|_| ApiError::bad_replication_date(name, text))
        };
        let span = Self { start: instant("start")?, end: instant("end")? };
        match span.start < span.end {
            true => Ok(span),
            false => Err(ApiError::empty_replication_span()),
        }
    }
}

/// The records of an object that were last written in a span, and live or not.
fn within(
    world: &World,
    object: &Arc<Object>,
    span: &Span,
    deleted: bool,
    tell: impl Fn(&Record<'_>) -> Value,
) -> Vec<Value> {
    let Some(records) = Records::of(&world.tables, object) else { return Vec::new() };
    let is_meant = |record: &Record<'_>| {
        let at = record.modified_at();
        record.is_deleted() == deleted && span.start <= at && at < span.end
    };
    records.iter().filter(is_meant).map(|record| tell(&record)).collect()
}
