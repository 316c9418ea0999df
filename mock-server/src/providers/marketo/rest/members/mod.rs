//! Members of programs over REST.

mod change;
mod describe;
mod leads;
mod read;

use super::super::errors::{ApiError, Reason};
use super::super::instance::{Program, ProgramStatus};
use super::super::operation::Operation;
use super::super::programs::{self, Moved};
use super::super::records::Records;
use super::super::request::Asked;
use super::super::rows::Writer;
use super::super::side::Caller;
use super::super::world::World;
use super::Answer;
use crate::core::table::RecordNumber;

/// Answers a call.
pub(super) fn answer(
    operation: Operation,
    world: &mut World,
    caller: &Caller,
    asked: &Asked,
) -> Answer {
    match operation {
        Operation::MemberDescribe => Ok(describe::fields(world.instance())),
        Operation::MembersGet => read::by_filter(world, asked),
        Operation::MembersSync => change::fields(world, caller, asked),
        Operation::MembersStatus => change::status(world, caller, asked),
        Operation::MembersDelete => change::remove(world, caller, asked),
        Operation::LeadsOfProgram => leads::leads_of(world, asked),
        Operation::LeadsProgramStatus => leads::change_status(world, caller, asked),
        Operation::LeadProgramMembership => leads::programs_of(world, asked),
        _ => Err(ApiError::not_found()),
    }
}

/// The program that a path names.
fn program(world: &World, asked: &Asked) -> Result<Program, ApiError> {
    let id = u32::try_from(asked.path_number("program")?).ok();
    let found = id.and_then(|id| world.instance().program(id)).cloned();
    found.ok_or_else(|| ApiError::object_not_found("Program"))
}

/// Gives a lead a status, and says what that made of it.
fn move_on(
    records: &mut Records,
    program: &Program,
    lead: RecordNumber,
    status: &ProgramStatus,
    writer: &Writer<'_>,
) -> Result<&'static str, Reason> {
    Ok(match programs::move_on(records, program, lead, status, false, writer)? {
        Moved::Joined(_) => "created",
        Moved::On(_) => "updated",
    })
}
