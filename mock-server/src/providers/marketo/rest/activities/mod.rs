//! The log of activities over REST: types, pages, changes of leads, deleted leads.
//!
//! `asked` reads what all pages have in common, `page` finds the entries of one, `words` writes them.

mod asked;
mod page;
mod words;

use serde_json::{Map, Value};

use super::super::activities::{Entry, Position};
use super::super::envelope::Envelope;
use super::super::errors::ApiError;
use super::super::instance::{ActivityAttribute, ActivityType, numbers};
use super::super::operation::Operation;
use super::super::request::Asked;
use super::super::side::Caller;
use super::super::world::World;
use super::Answer;
use page::Page;

/// Types that one call may ask for. Documented (A:activities).
const TYPES_MAX: usize = 10;

/// Answers a call.
pub(super) fn answer(
    operation: Operation,
    world: &mut World,
    caller: &Caller,
    asked: &Asked,
) -> Answer {
    match operation {
        Operation::ActivityTypes => Ok(types(world)),
        Operation::PagingToken => paging_token(world, asked),
        Operation::ActivitiesGet => activities(world, caller, asked),
        Operation::LeadChanges => lead_changes(world, caller, asked),
        Operation::DeletedLeads => deleted_leads(world, caller, asked),
        _ => Err(ApiError::not_found()),
    }
}

fn types(world: &World) -> Envelope {
    Envelope::of(world.instance().activity_types.iter().map(type_json).collect())
}

fn type_json(activity_type: &ActivityType) -> Value {
    let attribute = |of: &ActivityAttribute| {
        let mut out = Map::new();
        out.insert("name".into(), of.name.clone().into());
        out.insert("dataType".into(), of.data_type.word().into());
        Value::Object(out)
    };
    let mut out = Map::new();
    out.insert("id".into(), activity_type.id.into());
    out.insert("name".into(), activity_type.name.clone().into());
    out.insert("description".into(), activity_type.description.clone().into());
    if let Some(primary) = &activity_type.primary {
        out.insert("primaryAttribute".into(), attribute(primary));
    }
    out.insert("attributes".into(), activity_type.attributes.iter().map(attribute).collect());
    Value::Object(out)
}

fn paging_token(world: &World, asked: &Asked) -> Answer {
    let since = asked::since(asked)?;
    let position = Position { next: world.records.activities.since(since), since };
    let token = Some(world.paging_tokens().token(position));
    Ok(Envelope::Data { result: None, next_page_token: token, more_result: None })
}

fn activities(world: &World, caller: &Caller, asked: &Asked) -> Answer {
    let asked_for = asked::read(world, caller, asked)?;
    let types: Vec<u32> = asked::numbers(world, asked, "activityTypeIds", TYPES_MAX)?;
    if types.is_empty() {
        return Err(ApiError::missing("activityTypeIds"));
    }
    let assets: Vec<u64> = asked::numbers(world, asked, "assetIds", usize::MAX)?;
    let wanted = |entry: &Entry<'_>| {
        types.contains(&entry.type_id)
            && asked_for.is_about(entry)
            && (assets.is_empty() || entry.primary_id().is_some_and(|id| assets.contains(&id)))
    };
    let page = Page::of(&world.records, &asked_for, wanted);
    Ok(envelope(world, &page, words::activity))
}

fn lead_changes(world: &World, caller: &Caller, asked: &Asked) -> Answer {
    let asked_for = asked::read(world, caller, asked)?;
    let fields = asked::fields(&world.records, asked)?;
    let wanted = |entry: &Entry<'_>| {
        let change = || entry.change().is_some_and(|change| fields.contains(&change.field));
        asked_for.is_about(entry) && (entry.type_id == numbers::NEW_LEAD || change())
    };
    let page = Page::of(&world.records, &asked_for, wanted);
    Ok(envelope(world, &page, |entry| words::lead_change(&world.records, entry)))
}

fn deleted_leads(world: &World, caller: &Caller, asked: &Asked) -> Answer {
    let asked_for = asked::read(world, caller, asked)?;
    let wanted = |entry: &Entry<'_>| entry.type_id == numbers::DELETE_LEAD;
    let page = Page::of(&world.records, &asked_for, wanted);
    Ok(envelope(world, &page, words::deleted_lead))
}

/// A page always leads on, and has no `result` if it is empty (recorded).
fn envelope(world: &World, page: &Page<'_>, write: impl Fn(&Entry<'_>) -> Value) -> Envelope {
    let result: Vec<Value> = page.entries.iter().map(write).collect();
    Envelope::Data {
        result: (!result.is_empty()).then_some(result),
        next_page_token: Some(world.paging_tokens().token(page.next)),
        more_result: Some(page.more),
    }
}
