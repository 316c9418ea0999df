//! Rows of members: the lead, its status, and the fields of its membership.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::errors::ApiError;
use super::super::instance::Instance;
use super::super::leads;
use super::super::records::Records;
use super::super::rows::{Cells, Checked, Outcome, Problem, Said, Writer};
use super::super::values;
use super::member::{Member, find};
use super::plan::Plan;
use super::status::{Moved, Refused, move_on};
use crate::core::table::{FieldId, OwnCell, RecordNumber};

/// Checks the values of a row.
pub fn check(instance: &Instance, plan: &Plan, cells: &Cells<'_>) -> Checked {
    let checked = leads::check(instance, &plan.leads, cells);
    if checked.problem.is_some() {
        return checked;
    }
    let said = |place| plan.spelling.said(cells.get(place).and_then(Option::as_deref));
    let values = plan.columns.iter().enumerate().filter_map(|(place, field)| match said(place) {
        Said::Value(value) => Some(((*field)?, value)),
        Said::Nothing | Said::Empty => None,
    });
    Checked { problem: check_fields(instance, values), ..checked }
}

/// Checks values of a membership.
pub fn check_fields<'a>(
    instance: &Instance,
    mut values: impl Iterator<Item = (FieldId, &'a [u8])>,
) -> Option<Problem> {
    values.find_map(|(field, value)| {
        let field = instance.members.at(field);
        let flaw = values::stored(field, value).err()?;
        Some(values::problem(field, value, flaw))
    })
}

/// Writes a row that [`check`] let pass: the lead first, then its membership.
///
/// A member that is past the status keeps the one it has, and the row is written all the same.
pub fn write(
    records: &mut Records,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
) -> Outcome {
    let instance = Arc::clone(&records.instance);
    let not_found = |what| Outcome::Skipped(Problem::of(ApiError::object_not_found(what).reason()));
    let Some(program) = instance.program(plan.wanted.program) else { return not_found("Program") };
    let (lead, is_new) = match leads::write(records, &plan.leads, cells, writer) {
        Outcome::Created(lead) => (lead, true),
        Outcome::Updated(lead) => (lead, false),
        skipped @ Outcome::Skipped(_) => return skipped,
    };
    let wanted = plan.wanted.status.as_deref();
    let outcome = match wanted.and_then(|name| program.status_named(name)) {
        Some(status) => match move_on(records, program, lead, status, is_new, writer) {
            Ok(Moved::Joined(member)) => Outcome::Created(member),
            Ok(Moved::On(member)) | Err(Refused { member }) => Outcome::Updated(member),
        },
        None => match find(records, program.id, lead) {
            Some(member) => Outcome::Updated(member),
            None => return not_found("Membership"),
        },
    };
    if let Outcome::Created(member) | Outcome::Updated(member) = outcome {
        let said = |place| plan.spelling.said(cells.get(place).and_then(Option::as_deref));
        let fields = plan.columns.iter().enumerate();
        let fields = fields.filter_map(|(place, field)| Some(((*field)?, said(place))));
        set_fields(records, member, fields, writer);
    }
    outcome
}

/// Writes fields of a membership; those that hold the value already are left alone.
pub fn set_fields<'a>(
    records: &mut Records,
    member: RecordNumber,
    fields: impl Iterator<Item = (FieldId, Said<'a>)>,
    writer: &Writer<'_>,
) {
    let instance = Arc::clone(&records.instance);
    let Some(view) = Member::get(records, member) else { return };
    let cell = |(field, said): (FieldId, Said<'a>)| {
        let new = match said {
            Said::Nothing => return None,
            Said::Empty => None,
            Said::Value(value) => Some(
                values::stored(instance.members.at(field), value).unwrap_or(Cow::Borrowed(value)),
            ),
        };
        let differs = view.text(field).as_deref() != new.as_deref();
        differs.then(|| (field, new.map(Into::into)))
    };
    let cells: Vec<OwnCell> = fields.filter_map(cell).collect();
    if !cells.is_empty() {
        let members = records.members_mut();
        let commit = members.commit(writer.now, 0);
        members.change_cells(member, commit, &cells, None);
    }
}

/// Ends a membership; `false` if there is none.
pub fn remove(
    records: &mut Records,
    program: u32,
    lead: RecordNumber,
    writer: &Writer<'_>,
) -> bool {
    let Some(member) = find(records, program, lead) else { return false };
    let members = records.members_mut();
    let commit = members.commit(writer.now, 0);
    members.delete(member, commit);
    true
}
