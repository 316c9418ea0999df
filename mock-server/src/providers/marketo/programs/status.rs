//! A lead's status in a program: it is given, moves on, never back, and each move is noted.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::activities::{Event, What};
use super::super::errors::Reason;
use super::super::id::record_id;
use super::super::instance::{Program, ProgramStatus, numbers};
use super::super::records::{Records, member_key, member_lead};
use super::super::rows::Writer;
use super::super::values;
use super::member::{Member, find};
use crate::core::table::{OwnCell, RecordNumber, fold_hash};

/// What came of a move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moved {
    /// The lead is a new member.
    Joined(RecordNumber),
    /// Its status has changed.
    On(RecordNumber),
}

/// Why there was no move: the member is in that status already, or past it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The member.
    pub member: RecordNumber,
}

impl From<Refused> for Reason {
    /// As it is told over REST. Documented.
    fn from(_: Refused) -> Self {
        Self::new(1037, "Lead skipped because it is already in or past this status")
    }
}

/// Gives a lead a status in a program, and makes it a member if it is none.
///
/// # Errors
/// The member is in that status already, or past it.
pub fn move_on(
    records: &mut Records,
    program: &Program,
    lead: RecordNumber,
    status: &ProgramStatus,
    acquired: bool,
    writer: &Writer<'_>,
) -> Result<Moved, Refused> {
    let Some(member) = find(records, program.id, lead) else {
        let member = join(records, program, lead, status, acquired, writer);
        note(records, program, (lead, member), (None, status), acquired, writer);
        return Ok(Moved::Joined(member));
    };
    let old = Member::get(records, member).map(|member| member.status()).unwrap_or_default();
    let old = program.status_named(&old);
    if old.is_some_and(|old| old.step >= status.step) {
        return Err(Refused { member });
    }
    let cells = of_status(records, status, writer);
    let members = records.members_mut();
    let commit = members.commit(writer.now, 0);
    members.change_cells(member, commit, &cells, None);
    note(records, program, (lead, member), (old, status), false, writer);
    Ok(Moved::On(member))
}

fn join(
    records: &mut Records,
    program: &Program,
    lead: RecordNumber,
    status: &ProgramStatus,
    acquired: bool,
    writer: &Writer<'_>,
) -> RecordNumber {
    let instance = Arc::clone(&records.instance);
    let id = record_id(lead).to_string();
    let key = format!("{}:{id}", program.id);
    let keys = [Some(fold_hash(key.as_bytes())), Some(fold_hash(id.as_bytes()))];
    let now = values::instant_text(writer.now);
    let number = program.id.to_string();
    let mut cells = named(
        records,
        &[
            ("leadId", &id),
            ("programId", &number),
            ("program", &program.name),
            ("membershipDate", &now),
            ("acquiredBy", if acquired { "true" } else { "false" }),
            ("isExhausted", "false"),
            ("reachedSuccess", "false"),
        ],
    );
    cells.extend(of_status(records, status, writer));
    cells.push((member_key(&instance), Some(key.into_bytes().into())));
    cells.push((member_lead(&instance), Some(id.into_bytes().into())));
    let members = records.members_mut();
    let commit = members.commit(writer.now, 0);
    let member = members.insert_cells(commit, &cells, &keys);
    records.note_member(program.id, member);
    member
}

/// What a status writes into a membership.
fn of_status(records: &Records, status: &ProgramStatus, writer: &Writer<'_>) -> Vec<OwnCell> {
    let now = values::instant_text(writer.now);
    let mut said = vec![("statusName", status.name.as_str())];
    if status.success {
        said.extend([("reachedSuccess", "true"), ("reachedSuccessDate", now.as_str())]);
    }
    named(records, &said)
}

/// Values of fields by name; names that the instance lacks are left out.
fn named(records: &Records, values: &[(&str, &str)]) -> Vec<OwnCell> {
    let cell = |(name, value): &(&str, &str)| {
        let field = records.instance.members.named(name)?;
        Some((field, Some(value.as_bytes().into())))
    };
    values.iter().filter_map(cell).collect()
}

/// Notes a change of status. Which attributes there are is the type's own list; what they hold is
/// inferred from their names.
fn note(
    records: &mut Records,
    program: &Program,
    (lead, member): (RecordNumber, RecordNumber),
    (old, new): (Option<&ProgramStatus>, &ProgramStatus),
    acquired: bool,
    writer: &Writer<'_>,
) {
    let known: [(&str, Value); 8] = [
        ("Acquired By", acquired.into()),
        ("New Status", new.name.clone().into()),
        ("New Status ID", new.step.into()),
        ("Old Status", old.map_or("Not in Program", |old| &old.name).into()),
        ("Old Status ID", old.map_or(0, |old| old.step).into()),
        ("Program Member ID", record_id(member).into()),
        ("Reason", writer.cause.reason.clone().into()),
        ("Success", new.success.into()),
    ];
    let kind = records.instance.activity_type(numbers::CHANGE_STATUS_IN_PROGRESSION);
    let told =
        |name: &str| kind.is_none_or(|kind| kind.attributes.iter().any(|it| it.name == name));
    let attributes: Map<String, Value> =
        known.into_iter().filter(|(name, _)| told(name)).map(|(k, v)| (k.to_owned(), v)).collect();
    let event = Event {
        type_id: numbers::CHANGE_STATUS_IN_PROGRESSION,
        campaign: None,
        primary_id: Some(program.id.into()),
        primary: Some(program.name.clone()),
        attributes,
    };
    records.activities.push(writer.now, lead, What::Event(Arc::new(event)));
}
