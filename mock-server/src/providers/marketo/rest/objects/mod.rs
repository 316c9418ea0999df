//! Custom objects over REST.

mod describe;
mod read;
mod sync;

use super::super::errors::ApiError;
use super::super::operation::Operation;
use super::super::request::Asked;
use super::super::side::Caller;
use super::super::world::World;
use super::Answer;

/// Answers a call.
pub(super) fn answer(
    operation: Operation,
    world: &mut World,
    caller: &Caller,
    asked: &Asked,
) -> Answer {
    match operation {
        Operation::ObjectList => Ok(describe::list(world.instance(), asked)),
        Operation::ObjectDescribe => describe::one(world.instance(), asked),
        Operation::ObjectGet => read::by_filter(world, asked),
        Operation::ObjectSync => sync::sync(world, caller, asked),
        Operation::ObjectDelete => sync::delete(world, caller, asked),
        _ => Err(ApiError::not_found()),
    }
}

/// The place of the custom object that a path names.
fn place(world: &World, asked: &Asked) -> Result<usize, ApiError> {
    let found = world.instance().object(asked.path("object"));
    found.map(|(place, _)| place).ok_or_else(|| ApiError::object_not_found("Object"))
}
