//! Leads that a call makes or changes: records in, one status for each, in their order.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::super::activities::Cause;
use super::super::super::envelope::Envelope;
use super::super::super::errors::{ApiError, Reason};
use super::super::super::id::record_id;
use super::super::super::leads::{self, Action, Column, Plan, Wanted};
use super::super::super::request::Asked;
use super::super::super::rows::{Outcome, Writer};
use super::super::super::settings::{Leniency, Settings};
use super::super::super::side::Caller;
use super::super::super::world::World;
use super::super::{Answer, json_records, lead_ids};

/// Why something happened that a call of REST did. Assumed.
pub(in super::super) fn cause(caller: &Caller, reason: &str) -> Arc<Cause> {
    let source = "Web service API".into();
    Arc::new(Cause { source, reason: reason.into(), user: caller.user.clone() })
}

/// Makes and changes leads.
pub(super) fn sync(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let body = asked.object()?;
    let wanted = wanted(body)?;
    let records = json_records::input(body, &world.settings)?;
    let cause = cause(caller, "Sync Leads");
    let settings = world.settings.clone();
    let writer = Writer { now: caller.now, settings: &settings, cause: &cause, row: None };
    // What is wrong with the call itself is told before any record is looked at.
    let mut plan = (Vec::new(), Plan::of_record(&world.records, &settings, &[], &wanted)?);
    let mut result = Vec::with_capacity(records.len());
    for record in records {
        let names: Vec<String> = record.keys().cloned().collect();
        if plan.0 != names {
            let read = Plan::of_record(&world.records, &settings, &names, &wanted)?;
            plan = (names, read);
        }
        result.push(match write(world, &plan.0, &plan.1, record, &writer) {
            Ok((id, status)) => lead_ids::said(id, status),
            Err(reason) => json!({ "status": "skipped", "reasons": [reason.json()] }),
        });
    }
    Ok(Envelope::of(result))
}

fn write(
    world: &mut World,
    names: &[String],
    plan: &Plan,
    record: &Map<String, Value>,
    writer: &Writer<'_>,
) -> Result<(u64, &'static str), Reason> {
    if let Some(unknown) = plan.unknown().next() {
        return Err(ApiError::field_not_found(&names[unknown]).reason());
    }
    allowed(plan, names, record, writer.settings)?;
    let cells = json_records::cells(record)?;
    if let Some(problem) = leads::check(world.instance(), plan, &cells).problem {
        return Err(problem.reason);
    }
    match leads::write(&mut world.records, plan, &cells, writer) {
        Outcome::Created(lead) => Ok((record_id(lead), "created")),
        Outcome::Updated(lead) => Ok((record_id(lead), "updated")),
        Outcome::Skipped(problem) => Err(problem.reason),
    }
}

/// What a record may not say. An id where a lead is made is documented (1003), its text assumed; what
/// becomes of read-only fields is a setting.
fn allowed(
    plan: &Plan,
    names: &[String],
    record: &Map<String, Value>,
    settings: &Settings,
) -> Result<(), Reason> {
    let makes = matches!(plan.action, Action::CreateOnly | Action::CreateDuplicate);
    if makes && record.get("id").is_some_and(|id| !id.is_null()) {
        let text = settings.messages.id_not_allowed.replace("{action}", plan.action.word());
        return Err(Reason::new(1003, text));
    }
    let mut columns = plan.columns.iter().zip(names);
    let read_only =
        columns.find(|(column, name)| matches!(column, Column::ReadOnly(_)) && *name != "id");
    match (settings.read_only_fields, read_only) {
        (Leniency::Refuse, Some((_, name))) => Err(ApiError::field_not_supported(name).reason()),
        (Leniency::Refuse, None) | (Leniency::Accept, _) => Ok(()),
    }
}

/// What a call asks for beside its records. That a wrong shape is 609 is recorded for `input`.
fn wanted(body: &Map<String, Value>) -> Result<Wanted, ApiError> {
    let text = |name: &str| json_records::text(body, name);
    let action = match text("action")? {
        Some(word) => Action::read(word).ok_or_else(|| ApiError::invalid_attribute("action"))?,
        None => Action::default(),
    };
    Ok(Wanted {
        action,
        lookup_field: text("lookupField")?.map(str::to_owned),
        partition: text("partitionName")?.map(str::to_owned),
    })
}
