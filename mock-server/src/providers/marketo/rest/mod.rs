//! The REST neighbours (section 6 of the sheet): one function for each call, from what was asked to
//! an envelope. Nothing here knows HTTP.

mod activities;
mod assets;
mod campaigns;
mod fields;
mod json_records;
mod lead_ids;
mod lead_rows;
mod leads;
mod lists;
mod members;
mod objects;
mod stats;

use super::envelope::Envelope;
use super::errors::ApiError;
use super::operation::Operation;
use super::request::Asked;
use super::side::Caller;
use super::world::World;

/// What a neighbour answers.
pub type Answer = Result<Envelope, ApiError>;

/// Answers a call of any neighbour.
///
/// # Errors
/// The provider's refusal.
pub fn answer(operation: Operation, world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    match operation {
        Operation::LeadDescribe
        | Operation::LeadDescribe2
        | Operation::LeadPartitions
        | Operation::LeadsGet
        | Operation::LeadsSync
        | Operation::LeadsDelete
        | Operation::LeadGet
        | Operation::LeadMerge
        | Operation::LeadListMembership => leads::answer(operation, world, caller, asked),
        Operation::Lists
        | Operation::ListGet
        | Operation::ListLeads
        | Operation::ListAdd
        | Operation::ListRemove
        | Operation::ListIsMember => lists::answer(operation, world, caller, asked),
        Operation::ActivityTypes
        | Operation::PagingToken
        | Operation::ActivitiesGet
        | Operation::LeadChanges
        | Operation::DeletedLeads => activities::answer(operation, world, caller, asked),
        Operation::ObjectList
        | Operation::ObjectDescribe
        | Operation::ObjectGet
        | Operation::ObjectSync
        | Operation::ObjectDelete => objects::answer(operation, world, caller, asked),
        Operation::LeadProgramMembership
        | Operation::LeadsOfProgram
        | Operation::LeadsProgramStatus
        | Operation::MemberDescribe
        | Operation::MembersGet
        | Operation::MembersSync
        | Operation::MembersStatus
        | Operation::MembersDelete => members::answer(operation, world, caller, asked),
        Operation::Campaigns | Operation::CampaignGet => campaigns::answer(operation, world, asked),
        Operation::UsageToday
        | Operation::UsageWeek
        | Operation::ErrorsToday
        | Operation::ErrorsWeek => stats::answer(operation, world, caller),
        Operation::Programs
        | Operation::ProgramGet
        | Operation::ProgramByName
        | Operation::Folders
        | Operation::FolderGet
        | Operation::FolderByName
        | Operation::FolderTokens
        | Operation::StaticLists
        | Operation::StaticListCreate
        | Operation::StaticListGet
        | Operation::StaticListByName
        | Operation::StaticListDelete
        | Operation::SmartLists
        | Operation::SmartListGet
        | Operation::SmartListByName
        | Operation::Segmentations
        | Operation::Segments
        | Operation::Emails
        | Operation::EmailGet
        | Operation::EmailByName => assets::answer(operation, world, caller, asked),
        _ => Err(ApiError::not_found()),
    }
}
