//! Leads that a call deletes or merges.

use super::super::super::envelope::Envelope;
use super::super::super::errors::{ApiError, Reason};
use super::super::super::id;
use super::super::super::leads;
use super::super::super::request::Asked;
use super::super::super::rows::Writer;
use super::super::super::side::Caller;
use super::super::super::world::World;
use super::super::{Answer, lead_ids};
use super::sync::cause;
use crate::core::table::RecordNumber;

/// Deletes leads; one that is not there is told in its place. Documented (A:leads).
pub(super) fn delete(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let settings = world.settings.clone();
    let ids = lead_ids::asked(asked, &settings)?;
    let cause = cause(caller, "Delete Leads");
    let writer = Writer { now: caller.now, settings: &settings, cause: &cause, row: None };
    let mut delete = |id: u64| {
        let lead = id::record_number(id).ok_or_else(Reason::lead_not_found)?;
        leads::delete(&mut world.records, lead, &writer)
    };
    let result = ids.into_iter().map(|id| match delete(id) {
        Ok(()) => lead_ids::said(id, "deleted"),
        Err(reason) => lead_ids::skipped(id, &reason),
    });
    Ok(Envelope::of(result.collect()))
}

/// Makes the lead in the path the winner over those in `leadId` or `leadIds`. Documented (A:leads):
/// the answer has no result.
pub(super) fn merge(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let number = |id: u64| id::record_number(id).ok_or_else(Reason::lead_not_found);
    let winner = number(asked.path_number("lead")?)?;
    let mut listed = asked.params.list("leadIds");
    listed.extend(asked.params.list("leadId"));
    if listed.is_empty() {
        return Err(lead_ids::not_specified());
    }
    lead_ids::at_most(listed.len(), &world.settings)?;
    let losers = lead_ids::numbers(&listed)?.into_iter().map(number);
    let losers = losers.collect::<Result<Vec<RecordNumber>, _>>().map_err(ApiError::from)?;
    let settings = world.settings.clone();
    let cause = cause(caller, "Merge Leads");
    let writer = Writer { now: caller.now, settings: &settings, cause: &cause, row: None };
    leads::merge(&mut world.records, winner, &losers, &writer)?;
    Ok(Envelope::Data { result: None, next_page_token: None, more_result: None })
}
