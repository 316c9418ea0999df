//! Static lists over REST: which there are, who is in them, who comes and who goes.

use serde_json::{Map, Value, json};

use super::super::envelope::Envelope;
use super::super::errors::{ApiError, Reason};
use super::super::id;
use super::super::leads::Lead;
use super::super::lists::{self, StaticList};
use super::super::operation::Operation;
use super::super::page_token::Paging;
use super::super::request::Asked;
use super::super::side::Caller;
use super::super::values;
use super::super::world::World;
use super::Answer;
use super::lead_ids::{self, LEADS_MAX};
use super::lead_rows::LeadRows;
use crate::core::table::RecordNumber;

/// Lists on a page. Documented (section 6).
const LISTS_MAX: usize = 300;

/// Answers a call.
pub(super) fn answer(
    operation: Operation,
    world: &mut World,
    caller: &Caller,
    asked: &Asked,
) -> Answer {
    match operation {
        Operation::Lists => all(world, asked),
        Operation::ListGet => Ok(Envelope::one(row(world, list(world, asked)?))),
        Operation::ListLeads => leads(world, asked),
        Operation::ListAdd => each(world, asked, |world, list, lead| {
            lists::add(&mut world.records, list, lead, caller.now);
            // One that was there is added all the same. Assumed.
            Ok("added")
        }),
        Operation::ListRemove => each(world, asked, |world, list, lead| {
            let left = lists::remove(&mut world.records, list, lead, caller.now);
            if left { Ok("removed") } else { Err(Reason::lead_not_in_list()) }
        }),
        Operation::ListIsMember => each(world, asked, |world, list, lead| {
            let holds =
                world.records.lists.get(list).is_some_and(|list| list.members.contains(lead));
            Ok(if holds { "memberof" } else { "notmemberof" })
        }),
        _ => Err(ApiError::not_found()),
    }
}

/// The lists of a lead, in the order of their numbers. Documented (A:leads).
pub(super) fn of_lead(world: &World, asked: &Asked) -> Answer {
    let lead = id::record_number(asked.path_number("lead")?);
    let lead = lead.and_then(|lead| Lead::get(&world.records, lead));
    let lead = lead.ok_or_else(Reason::lead_not_found)?.number();
    let names = ["lists of lead", asked.path("lead")];
    let paging = Paging::read(world, &asked.params, &names, LISTS_MAX)?;
    let lists = world.records.lists.iter().filter(|list| list.members.contains(lead));
    let (page, next) = paging.page(numbered(lists));
    let shown = page.into_iter().map(|list| {
        json!({
            "listId": list.id,
            "createdAt": values::instant_text(list.created),
            "updatedAt": values::instant_text(list.updated),
        })
    });
    let (result, more_result) = (Some(shown.collect()), Some(next.is_some()));
    Ok(Envelope::Data { result, next_page_token: next, more_result })
}

/// The lists that the filters leave.
fn all(world: &World, asked: &Asked) -> Answer {
    let list_of = |name: &str| asked.params.list(name);
    let (names, programs, workspaces) =
        (list_of("name"), list_of("programName"), list_of("workspaceName"));
    let ids = lead_ids::numbers(&list_of("id"))?;
    let any = |wanted: &[&str], value: &str| wanted.is_empty() || wanted.contains(&value);
    let wanted = |list: &&StaticList| {
        (ids.is_empty() || ids.contains(&u64::from(list.id)))
            && any(&names, &list.name)
            && any(&programs, program_name(world, list).unwrap_or(""))
            && any(&workspaces, &world.instance().workspace)
    };
    let filters = format!("{ids:?} {names:?} {programs:?} {workspaces:?}");
    let paging = Paging::read(world, &asked.params, &["lists", &filters], LISTS_MAX)?;
    let (page, next) = paging.page(numbered(world.records.lists.iter().filter(wanted)));
    Ok(Envelope::page(page.into_iter().map(|list| row(world, list)).collect(), next))
}

fn numbered<'a>(
    lists: impl Iterator<Item = &'a StaticList>,
) -> impl Iterator<Item = (u64, &'a StaticList)> {
    lists.map(|list| (u64::from(list.id), list))
}

/// A page of the leads of a list, in the order of their ids.
fn leads(world: &World, asked: &Asked) -> Answer {
    let list = list(world, asked)?;
    let rows = LeadRows::asked(world.instance(), asked)?;
    let names = ["leads of list", asked.path("list")];
    let paging = Paging::read(world, &asked.params, &names, LEADS_MAX)?;
    let members = list.members.iter_from(RecordNumber(paging.first));
    let (page, next) = paging.page(members.map(|number| (number.0, number)));
    let shown = page.into_iter().filter_map(|number| Lead::get(&world.records, number));
    Ok(Envelope::page(shown.map(|lead| Value::Object(rows.row(&lead))).collect(), next))
}

/// Does one thing to a list and each of the leads that a call names.
fn each(
    world: &mut World,
    asked: &Asked,
    mut act: impl FnMut(&mut World, u32, RecordNumber) -> Result<&'static str, Reason>,
) -> Answer {
    let list = list(world, asked)?.id;
    let ids = lead_ids::asked(asked, &world.settings)?;
    let result = ids.into_iter().map(|id| {
        let lead = id::record_number(id);
        let lead = lead.filter(|lead| Lead::get(&world.records, *lead).is_some());
        let status =
            lead.ok_or_else(Reason::lead_not_found).and_then(|lead| act(world, list, lead));
        match status {
            Ok(status) => lead_ids::said(id, status),
            Err(reason) => lead_ids::skipped(id, &reason),
        }
    });
    Ok(Envelope::of(result.collect()))
}

/// The list in the path. The text of 1013 is relied upon (2.8).
fn list<'a>(world: &'a World, asked: &Asked) -> Result<&'a StaticList, ApiError> {
    let id = u32::try_from(asked.path_number("list")?).ok();
    let list = id.and_then(|id| world.records.lists.get(id));
    list.ok_or_else(|| ApiError::object_not_found("Static list"))
}

fn program_name<'a>(world: &'a World, list: &StaticList) -> Option<&'a str> {
    let program = world.instance().program(list.program?)?;
    Some(&program.name)
}

/// A list as a row. Recorded and documented (section 6).
fn row(world: &World, list: &StaticList) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), list.id.into());
    out.insert("name".into(), list.name.to_string().into());
    if let Some(description) = &list.description {
        out.insert("description".into(), description.as_str().into());
    }
    if let Some(program) = program_name(world, list) {
        out.insert("programName".into(), program.into());
    }
    let workspace = &world.instance().workspace;
    if !workspace.is_empty() {
        out.insert("workspaceName".into(), workspace.as_str().into());
    }
    out.insert("createdAt".into(), values::instant_text(list.created).into());
    out.insert("updatedAt".into(), values::instant_text(list.updated).into());
    Value::Object(out)
}
