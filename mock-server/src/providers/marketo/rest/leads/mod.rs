//! Leads over REST: what they are made of, single ones and pages, writes, ends.

mod describe;
mod read;
mod remove;
mod sync;

pub(super) use sync::cause;

use super::super::errors::ApiError;
use super::super::operation::Operation;
use super::super::request::Asked;
use super::super::side::Caller;
use super::super::world::World;
use super::{Answer, lists};

/// Answers a call.
pub(super) fn answer(
    operation: Operation,
    world: &mut World,
    caller: &Caller,
    asked: &Asked,
) -> Answer {
    match operation {
        Operation::LeadDescribe => Ok(describe::fields(world.instance())),
        Operation::LeadDescribe2 => Ok(describe::searchable(world.instance())),
        Operation::LeadPartitions => Ok(describe::partitions(world.instance())),
        Operation::LeadsGet => read::by_filter(world, asked),
        Operation::LeadGet => read::by_id(world, asked),
        Operation::LeadsSync => sync::sync(world, caller, asked),
        Operation::LeadsDelete => remove::delete(world, caller, asked),
        Operation::LeadMerge => remove::merge(world, caller, asked),
        Operation::LeadListMembership => lists::of_lead(world, asked),
        _ => Err(ApiError::not_found()),
    }
}
