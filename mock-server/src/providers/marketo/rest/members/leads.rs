//! Programs seen from their leads: the leads of a program, the programs of a lead.

use serde_json::{Map, Value};

use super::super::super::envelope::Envelope;
use super::super::super::errors::{ApiError, Reason};
use super::super::super::id::record_number;
use super::super::super::leads::Lead;
use super::super::super::page_token::Paging;
use super::super::super::programs::{self, Member, of_lead, of_program};
use super::super::super::request::Asked;
use super::super::super::rows::Writer;
use super::super::super::side::Caller;
use super::super::super::world::World;
use super::super::Answer;
use super::super::json_records;
use super::super::lead_ids::{self, LEADS_MAX};
use super::super::lead_rows::LeadRows;
use super::super::leads::cause;
use super::{move_on, program};
use crate::core::table::RecordNumber;

/// The status that takes a lead out of a program. Documented (A:leads).
const NOT_IN_PROGRAM: &str = "Not in Program";

/// What a membership is called in these calls, and in which field it stands (swagger).
const MEMBERSHIP: [(&str, &str); 8] = [
    ("acquiredBy", "acquiredBy"),
    ("isExhausted", "isExhausted"),
    ("membershipDate", "membershipDate"),
    ("nurtureCadence", "nurtureCadence"),
    ("progressionStatus", "statusName"),
    ("reachedSuccess", "reachedSuccess"),
    ("reachedSuccessDate", "reachedSuccessDate"),
    ("stream", "trackName"),
];

/// A page of the leads of a program, each with its membership.
pub(super) fn leads_of(world: &World, asked: &Asked) -> Answer {
    let program = program(world, asked)?.id;
    let rows = LeadRows::asked(world.instance(), asked)?;
    let names = ["program", &program.to_string()];
    let paging = Paging::read(world, &asked.params, &names, LEADS_MAX)?;
    let members = of_program(&world.records, program, RecordNumber(paging.first));
    let pairs = members.filter_map(|member| {
        let lead = Lead::get(&world.records, member.lead()?)?;
        Some((member.number().0, (member, lead)))
    });
    let (page, next) = paging.page(pairs);
    let shown = page.into_iter().map(|(member, lead)| {
        let mut row = rows.row(&lead);
        row.insert("membership".into(), Value::Object(membership(&member)));
        Value::Object(row)
    });
    Ok(Envelope::page(shown.collect(), next))
}

/// The programs of a lead.
pub(super) fn programs_of(world: &mut World, asked: &Asked) -> Answer {
    let lead = record_number(asked.path_number("lead")?);
    let lead = lead.filter(|lead| Lead::get(&world.records, *lead).is_some());
    let lead = lead.ok_or_else(Reason::lead_not_found)?;
    let found = of_lead(&mut world.records, lead);
    let members = found.iter().filter_map(|number| Member::get(&world.records, *number));
    let shown = members.map(|member| {
        let mut out = Map::new();
        out.insert("id".into(), member.program_id().into());
        out.insert("name".into(), member.program().map(|program| program.name.as_str()).into());
        out.append(&mut membership(&member));
        out.insert("updatedAt".into(), member.json_named("updatedAt"));
        Value::Object(out)
    });
    Ok(Envelope::of(shown.collect()))
}

/// Gives leads a status in a program, or takes them out of it.
pub(super) fn change_status(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let program = program(world, asked)?;
    let body = asked.object()?;
    let wanted = json_records::text(body, "status")?.ok_or_else(|| ApiError::missing("status"))?;
    let leaves = wanted.eq_ignore_ascii_case(NOT_IN_PROGRAM);
    let status = program.status_named(wanted);
    if status.is_none() && !leaves {
        return Err(ApiError::program_status_not_found());
    }
    let ids = lead_ids::asked(asked, &world.settings)?;
    let settings = world.settings.clone();
    let cause = cause(caller, "Change Lead Program Status");
    let writer = Writer { now: caller.now, settings: &settings, cause: &cause, row: None };
    let result = ids.into_iter().map(|id| {
        let lead = record_number(id).filter(|lead| Lead::get(&world.records, *lead).is_some());
        let records = &mut world.records;
        let moved = match (lead, status) {
            (None, _) => Err(Reason::lead_not_found()),
            (Some(lead), None) => {
                let removed = programs::remove(records, program.id, lead, &writer);
                if removed { Ok("updated") } else { Err(Reason::lead_not_in_program()) }
            }
            (Some(lead), Some(status)) => move_on(records, &program, lead, status, &writer),
        };
        match moved {
            Ok(status) => lead_ids::said(id, status),
            Err(reason) => lead_ids::skipped(id, &reason),
        }
    });
    Ok(Envelope::of(result.collect()))
}

/// A membership; what is empty is left out.
fn membership(member: &Member<'_>) -> Map<String, Value> {
    let shown =
        MEMBERSHIP.iter().map(|(name, field)| ((*name).to_owned(), member.json_named(field)));
    shown.filter(|(_, value)| !value.is_null()).collect()
}
