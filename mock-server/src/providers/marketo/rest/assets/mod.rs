//! Assets: programs, folders, lists, segmentations, emails, tokens, in the envelope of section 2.2.
//!
//! `browse` is what their calls have in common: pages by offset, dates, folders in parameters.

mod browse;
mod emails;
mod folders;
mod programs;
mod segmentations;
mod smart_lists;
mod static_lists;

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
        Operation::Programs => programs::browse(world, asked),
        Operation::ProgramGet => programs::get(world, asked),
        Operation::ProgramByName => programs::by_name(world, asked),
        Operation::Folders => folders::browse(world, asked),
        Operation::FolderGet => folders::get(world, asked),
        Operation::FolderByName => folders::by_name(world, asked),
        Operation::FolderTokens => folders::tokens(world, asked),
        Operation::StaticLists => static_lists::browse(world, asked),
        Operation::StaticListCreate => static_lists::create(world, caller, asked),
        Operation::StaticListGet => static_lists::get(world, asked),
        Operation::StaticListByName => static_lists::by_name(world, asked),
        Operation::StaticListDelete => static_lists::delete(world, asked),
        Operation::SmartLists => smart_lists::browse(world, asked),
        Operation::SmartListGet => smart_lists::get(world, asked),
        Operation::SmartListByName => smart_lists::by_name(world, asked),
        Operation::Segmentations => segmentations::browse(world, asked),
        Operation::Segments => segmentations::segments(world, asked),
        Operation::Emails => emails::browse(world, asked),
        Operation::EmailGet => emails::get(world, asked),
        Operation::EmailByName => emails::by_name(world, asked),
        _ => Err(ApiError::not_found()),
    }
}
