//! Assets: programs, folders, lists, segmentations, emails, tokens.

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
    let _ = (operation, world, caller, asked);
    Err(ApiError::gap("this call"))
}
