//! What calls for pages of the log have in common: a token, a size, leads, a list, a date.

use std::collections::HashSet;
use std::str::FromStr;

use super::super::super::activities::{Entry, Position};
use super::super::super::errors::ApiError;
use super::super::super::id::record_number;
use super::super::super::lists::StaticList;
use super::super::super::records::Records;
use super::super::super::request::Asked;
use super::super::super::side::Caller;
use super::super::super::world::World;
use crate::core::table::{FieldId, RecordNumber};
use crate::core::time::SimTime;

/// Activities on a page at most, and unless asked otherwise. Documented (A:activities).
const PAGE_MAX: usize = 300;

/// Leads that one call may ask for. Documented (A:activities).
const LEADS_MAX: usize = 30;

/// Leads from which on a static list is too large to ask by. Documented (A:activities); since when is
/// the setting `activities_list_limit_from`.
const LIST_LIMIT: usize = 10_000;

/// A page that is asked for.
pub(super) struct AskedFor {
    /// Where it begins.
    pub(super) from: Position,
    /// How many entries it has at most.
    pub(super) most: usize,
    leads: Option<HashSet<RecordNumber>>,
    list: Option<StaticList>,
}

impl AskedFor {
    /// Whether an entry is about a lead that is wanted.
    pub(super) fn is_about(&self, entry: &Entry<'_>) -> bool {
        self.leads.as_ref().is_none_or(|leads| leads.contains(&entry.lead))
            && self.list.as_ref().is_none_or(|list| list.members.contains(entry.lead))
    }
}

/// Reads what all of the calls take.
pub(super) fn read(world: &World, caller: &Caller, asked: &Asked) -> Result<AskedFor, ApiError> {
    let messages = &world.settings.messages;
    let token = asked.params.get("nextPageToken");
    let token = token.ok_or_else(|| ApiError::missing("nextPageToken"))?;
    let from = world.paging_tokens().position(token);
    let from = from.ok_or_else(|| ApiError::invalid_data(&messages.invalid_page_token))?;
    let leads: Vec<u64> = numbers(world, asked, "leadIds", LEADS_MAX)?;
    // An id that no lead can have is one without activities.
    let found = || leads.iter().copied().filter_map(record_number).collect();
    Ok(AskedFor {
        from,
        most: asked.params.page_size("batchSize", PAGE_MAX, PAGE_MAX)?,
        leads: (!leads.is_empty()).then(found),
        list: list(world, caller, asked)?,
    })
}

/// The static list by which leads are chosen.
fn list(world: &World, caller: &Caller, asked: &Asked) -> Result<Option<StaticList>, ApiError> {
    let Some(id) = asked.params.number("listId")? else { return Ok(None) };
    let list = u32::try_from(id).ok().and_then(|id| world.records.lists.get(id));
    let list = list.ok_or_else(|| ApiError::object_not_found("Static list"))?;
    let since = world.settings.activities_list_limit_from;
    let limited = since.is_some_and(|since| caller.now >= since);
    if limited && list.members.len() >= LIST_LIMIT {
        return Err(ApiError::invalid_data(&world.settings.messages.list_too_large));
    }
    Ok(Some(list.clone()))
}

/// The numbers of a list of them.
pub(super) fn numbers<N: FromStr>(
    world: &World,
    asked: &Asked,
    name: &str,
    most: usize,
) -> Result<Vec<N>, ApiError> {
    let texts = asked.params.list(name);
    if texts.len() > most {
        let text = world.settings.messages.too_many_values.replace("{name}", name);
        return Err(ApiError::invalid_data(text.replace("{most}", &most.to_string())));
    }
    let number = |text: &str| text.parse().map_err(|_| ApiError::invalid_type(text, "Integer"));
    texts.into_iter().map(number).collect()
}

/// The fields whose changes are wanted.
pub(super) fn fields(records: &Records, asked: &Asked) -> Result<Vec<FieldId>, ApiError> {
    let names = asked.params.list("fields");
    if names.is_empty() {
        return Err(ApiError::missing("fields"));
    }
    let field = |name: &str| {
        let known = records.instance.leads.named_in_any_case(name);
        known.ok_or_else(|| ApiError::field_not_found(name))
    };
    names.into_iter().map(field).collect()
}

/// The instant from which activities are wanted.
pub(super) fn since(asked: &Asked) -> Result<SimTime, ApiError> {
    asked.params.instant("sinceDatetime")?.ok_or_else(|| ApiError::missing("sinceDatetime"))
}
