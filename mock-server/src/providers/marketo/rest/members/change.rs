//! Members of a program that a call makes, changes or removes. Layouts: documented
//! (A:program-members).

use serde_json::{Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::errors::{ApiError, Reason};
use super::super::super::id::{record_id, record_number};
use super::super::super::leads::Lead;
use super::super::super::programs;
use super::super::super::request::Asked;
use super::super::super::rows::{Said, Writer};
use super::super::super::side::Caller;
use super::super::super::world::World;
use super::super::Answer;
use super::super::json_records::{self, Record, said, skipped};
use super::super::leads::cause;
use super::{move_on, program};
use crate::core::table::RecordNumber;

/// Gives leads a status, and makes members of those that are none.
pub(super) fn status(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let program = program(world, asked)?;
    let body = asked.object()?;
    let wanted = json_records::text(body, "statusName")?;
    let wanted = wanted.ok_or_else(|| ApiError::missing("statusName"))?;
    let status = program.status_named(wanted).ok_or_else(ApiError::program_status_not_found)?;
    each(world, caller, body, |world, lead, _, writer| {
        Lead::get(&world.records, lead).ok_or_else(Reason::lead_not_found)?;
        move_on(&mut world.records, &program, lead, status, writer)
    })
}

/// Changes fields of members.
pub(super) fn fields(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let program = program(world, asked)?;
    let body = asked.object()?;
    each(world, caller, body, |world, lead, record, writer| {
        let member = programs::find(&mut world.records, program.id, lead);
        let member = member.ok_or_else(|| ApiError::object_not_found("Membership").reason())?;
        let (names, cells) = json_records::row(record)?;
        let known = &world.instance().members;
        let mut values = Vec::with_capacity(names.len());
        for (name, cell) in names.iter().zip(&cells).filter(|(name, _)| *name != "leadId") {
            let field = known.named(name);
            let field = field.ok_or_else(|| ApiError::field_not_found(name).reason())?;
            if !known.at(field).is_writable() {
                return Err(ApiError::field_not_supported(name).reason());
            }
            values.push((field, cell.as_deref().unwrap_or_default()));
        }
        let bad = programs::check_fields(world.instance(), values.iter().copied());
        if let Some(problem) = bad {
            return Err(problem.reason);
        }
        let said = |value| if <[u8]>::is_empty(value) { Said::Empty } else { Said::Value(value) };
        let values = values.into_iter().map(|(field, value)| (field, said(value)));
        programs::set_fields(&mut world.records, member, values, writer);
        Ok("updated")
    })
}

/// Takes leads out of a program.
pub(super) fn remove(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let program = program(world, asked)?;
    let body = asked.object()?;
    each(world, caller, body, |world, lead, _, writer| {
        let removed = programs::remove(&mut world.records, program.id, lead, writer);
        if removed { Ok("deleted") } else { Err(Reason::lead_not_in_program()) }
    })
}

/// Does something to each lead of a call, and says what came of it.
fn each(
    world: &mut World,
    caller: &Caller,
    body: &Record,
    mut act: impl FnMut(&mut World, RecordNumber, &Record, &Writer<'_>) -> Result<&'static str, Reason>,
) -> Answer {
    let settings = world.settings.clone();
    let records = json_records::input(body, &settings)?;
    let cause = cause(caller, "Sync Program Members");
    let writer = Writer { now: caller.now, settings: &settings, cause: &cause, row: None };
    // What is wrong with the call itself is told before any record is looked at.
    let leads = records.iter().map(|record| lead(record)).collect::<Result<Vec<_>, _>>()?;
    let mut result: Vec<Value> = Vec::with_capacity(records.len());
    for (seq, (lead, record)) in leads.into_iter().zip(records).enumerate() {
        result.push(match act(world, lead, record, &writer) {
            Ok(status) => said(seq, status, ("leadId", json!(record_id(lead)))),
            Err(reason) => skipped(seq, &reason),
        });
    }
    Ok(Envelope::of(result))
}

fn lead(record: &Record) -> Result<RecordNumber, ApiError> {
    let id = match record.get("leadId") {
        None | Some(Value::Null) => return Err(ApiError::missing("leadId")),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(id) => id.as_u64(),
    };
    id.and_then(record_number).ok_or_else(|| ApiError::invalid_attribute("leadId"))
}
