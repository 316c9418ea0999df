//! Members of a program that are asked for by what they hold.

use serde_json::{Map, Value};

use super::super::super::envelope::Envelope;
use super::super::super::errors::ApiError;
use super::super::super::id::record_number;
use super::super::super::page_token::Paging;
use super::super::super::programs::{Member, find, of_program};
use super::super::super::records::Records;
use super::super::super::request::{Asked, Params};
use super::super::super::world::World;
use super::super::Answer;
use super::super::lead_ids::{self, LEADS_MAX};
use super::program;
use crate::core::table::{FieldId, RecordNumber, same_folded};
use crate::core::time::SimTime;

/// What is shown unless fields are asked for. Documented (A:program-members).
const USUAL: [&str; 5] = ["leadId", "reachedSuccess", "programId", "acquiredBy", "membershipDate"];

/// Days that a filter by date may span. Documented.
const DAYS_MAX: u64 = 7;

/// What a call filters by.
enum Filter {
    /// Leads by number.
    Leads(Vec<RecordNumber>),
    /// One of some values in a field.
    Values(FieldId, Vec<String>),
    /// When they were last changed, both ends included.
    Updated(SimTime, SimTime),
}

/// A page of members.
pub(super) fn by_filter(world: &mut World, asked: &Asked) -> Answer {
    let program = program(world, asked)?.id;
    let params = &asked.params;
    let filter = filter(world, params)?;
    let fields = fields(&world.records, &params.list("fields"))?;
    let program_name = program.to_string();
    let mut named = vec!["members", program_name.as_str(), params.get("filterType").unwrap_or("")];
    named.extend(params.list("filterValues"));
    named.extend(["startAt", "endAt"].iter().filter_map(|name| params.get(name)));
    let paging = Paging::read(world, params, &named, LEADS_MAX)?;
    let first = RecordNumber(paging.first);
    let found = matches(&mut world.records, program, first, filter, paging.size + 1);
    let (found, next) = paging.page(found.into_iter().map(|number| (number.0, number)));
    let members = found.iter().filter_map(|number| Member::get(&world.records, *number));
    let rows = members.enumerate().map(|(seq, member)| row(seq, &member, &fields)).collect();
    let more = next.is_some();
    Ok(Envelope::Data { result: Some(rows), next_page_token: next, more_result: Some(more) })
}

fn filter(world: &World, params: &Params) -> Result<Filter, ApiError> {
    let name = params.get("filterType").ok_or_else(|| ApiError::not_specified("filterType"))?;
    if name == "updatedAt" {
        let instant =
            |name: &str| params.instant(name)?.ok_or_else(|| ApiError::not_specified(name));
        let (start, end) = (instant("startAt")?, instant("endAt")?);
        if end.since(start).millis() > DAYS_MAX * 86_400_000 {
            let text = world.settings.messages.date_range.replace("{days}", &DAYS_MAX.to_string());
            return Err(ApiError::invalid_data(text));
        }
        return Ok(Filter::Updated(start, end));
    }
    let unknown = || ApiError::invalid_data(format!("Invalid filterType '{name}'"));
    let members = &world.instance().members;
    let field = members.named(name).filter(|field| members.at(*field).searchable);
    let field = field.ok_or_else(unknown)?;
    let values = params.list("filterValues");
    if values.is_empty() {
        return Err(ApiError::not_specified("filterValues"));
    }
    lead_ids::at_most(values.len(), &world.settings)?;
    if name == "leadId" {
        let ids = lead_ids::numbers(&values)?;
        return Ok(Filter::Leads(ids.into_iter().filter_map(record_number).collect()));
    }
    Ok(Filter::Values(field, values.into_iter().map(str::to_owned).collect()))
}

fn fields(records: &Records, wanted: &[&str]) -> Result<Vec<(String, FieldId)>, ApiError> {
    let members = &records.instance.members;
    let named = |name: &&str| members.named(name).map(|field| ((*name).to_owned(), field));
    if wanted.is_empty() {
        return Ok(USUAL.iter().filter_map(named).collect());
    }
    let field = |name: &&str| named(name).ok_or_else(|| ApiError::field_not_found(name));
    wanted.iter().map(field).collect()
}

/// The members that fit, by number, from the one of that number on, at most so many.
fn matches(
    records: &mut Records,
    program: u32,
    from: RecordNumber,
    filter: Filter,
    most: usize,
) -> Vec<RecordNumber> {
    if let Filter::Leads(leads) = filter {
        let found = leads.into_iter().filter_map(|lead| find(records, program, lead));
        let mut found: Vec<RecordNumber> = found.filter(|number| *number >= from).collect();
        found.sort_unstable();
        found.dedup();
        found.truncate(most);
        return found;
    }
    let fits = |member: &Member<'_>| match &filter {
        Filter::Leads(_) => false,
        Filter::Updated(start, end) => (*start..=*end).contains(&member.updated()),
        Filter::Values(field, values) => member
            .text(*field)
            .is_some_and(|held| values.iter().any(|value| same_folded(&held, value.as_bytes()))),
    };
    let members = of_program(records, program, from).filter(fits);
    members.map(|member| member.number()).take(most).collect()
}

fn row(seq: usize, member: &Member<'_>, fields: &[(String, FieldId)]) -> Value {
    let mut out = Map::new();
    out.insert("seq".into(), seq.into());
    for (name, field) in fields {
        out.insert(name.clone(), member.json(*field));
    }
    Value::Object(out)
}
