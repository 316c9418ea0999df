//! Records of a custom object that a call makes, changes or deletes.

use super::super::super::envelope::Envelope;
use super::super::super::errors::{ApiError, Reason};
use super::super::super::leads::Action;
use super::super::super::objects::{self, DedupeBy, Plan, Wanted};
use super::super::super::request::Asked;
use super::super::super::rows::{Outcome, Writer};
use super::super::super::side::Caller;
use super::super::super::world::World;
use super::super::Answer;
use super::super::json_records::{self, Record, said, skipped};
use super::super::leads::cause;
use super::place;
use crate::core::table::RecordNumber;

/// Makes and changes records. Layout: documented (A:custom-objects).
pub(super) fn sync(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let object = place(world, asked)?;
    let body = asked.object()?;
    let wanted = Wanted { object, action: action(body)?, dedupe_by: dedupe_by(body, "dedupeBy")? };
    // Documented: an id is only good for changes.
    if wanted.dedupe_by == DedupeBy::IdField && wanted.action != Action::UpdateOnly {
        return Err(ApiError::invalid_data("dedupeBy 'idField' needs action 'updateOnly'"));
    }
    each(world, caller, (object, body), |world, record, writer| {
        let (names, cells) = json_records::row(record)?;
        let plan = Plan::of_record(&world.records, &names, &wanted).map_err(ApiError::reason)?;
        if let Some(problem) = objects::check(world.instance(), &plan, &cells).problem {
            return Err(problem.reason);
        }
        match objects::write(&mut world.records, &plan, &cells, writer) {
            Outcome::Created(record) => Ok((record, "created")),
            Outcome::Updated(record) => Ok((record, "updated")),
            Outcome::Skipped(problem) => Err(problem.reason),
        }
    })
}

/// Deletes records. Layout: documented (A:custom-objects).
pub(super) fn delete(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let object = place(world, asked)?;
    let body = asked.object()?;
    let dedupe_by = dedupe_by(body, "deleteBy")?;
    let wanted = Wanted { object, action: Action::UpdateOnly, dedupe_by };
    each(world, caller, (object, body), |world, record, writer| {
        let (names, cells) = json_records::row(record)?;
        let plan = Plan::of_record(&world.records, &names, &wanted).map_err(ApiError::reason)?;
        if let Some(problem) = objects::check(world.instance(), &plan, &cells).problem {
            return Err(problem.reason);
        }
        let not_found = || ApiError::object_not_found("Object").reason();
        let found = objects::lookup(&mut world.records, &plan, &cells).ok_or_else(not_found)?;
        objects::delete(&mut world.records, object, found, writer);
        Ok((found, "deleted"))
    })
}

/// Does something to each record of a call, and says what came of it.
fn each(
    world: &mut World,
    caller: &Caller,
    (object, body): (usize, &Record),
    mut act: impl FnMut(
        &mut World,
        &Record,
        &Writer<'_>,
    ) -> Result<(RecordNumber, &'static str), Reason>,
) -> Answer {
    let settings = world.settings.clone();
    let records = json_records::input(body, &settings)?;
    let cause = cause(caller, "Sync Custom Objects");
    let writer = Writer { now: caller.now, settings: &settings, cause: &cause, row: None };
    let mut result = Vec::with_capacity(records.len());
    for (seq, record) in records.into_iter().enumerate() {
        result.push(match act(world, record, &writer) {
            Ok((number, status)) => {
                let records = &world.records;
                let guid = records.guids(&records.instance.objects[object]).guid(number.0);
                said(seq, status, ("marketoGUID", guid.to_string().into()))
            }
            Err(reason) => skipped(seq, &reason),
        });
    }
    Ok(Envelope::of(result))
}

fn action(body: &Record) -> Result<Action, ApiError> {
    let Some(word) = json_records::text(body, "action")? else { return Ok(Action::default()) };
    let known = Action::read(word).filter(|action| *action != Action::CreateDuplicate);
    known.ok_or_else(|| ApiError::invalid_attribute("action"))
}

fn dedupe_by(body: &Record, name: &str) -> Result<DedupeBy, ApiError> {
    let Some(word) = json_records::text(body, name)? else { return Ok(DedupeBy::default()) };
    DedupeBy::read(word).ok_or_else(|| ApiError::invalid_attribute(name))
}
