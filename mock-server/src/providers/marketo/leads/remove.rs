//! The end of leads: deleted, or merged into another one.

use std::sync::Arc;

use serde_json::Map;

use super::super::activities::{Event, What};
use super::super::errors::Reason;
use super::super::id::record_id;
use super::super::instance::{DataType, Field, numbers};
use super::super::lists;
use super::super::records::{Records, member_key, member_lead};
use super::super::rows::Writer;
use super::lead::{Lead, LeadField};
use crate::core::table::{FieldId, OwnCell, RecordNumber};

/// Deletes a lead: it leaves its lists and programs, and is noted.
///
/// # Errors
/// 1004 for one that is not there.
pub fn delete(
    records: &mut Records,
    lead: RecordNumber,
    writer: &Writer<'_>,
) -> Result<(), Reason> {
    Lead::get(records, lead).ok_or_else(Reason::lead_not_found)?;
    end(records, lead, writer);
    records.activities.push(writer.now, lead, What::Deleted(Arc::clone(writer.cause)));
    Ok(())
}

/// Makes one lead of several: the winner keeps its values and takes what it lacks, lists and
/// memberships from the others, which end.
///
/// # Errors
/// 1004 for one that is not there.
pub fn merge(
    records: &mut Records,
    winner: RecordNumber,
    losers: &[RecordNumber],
    writer: &Writer<'_>,
) -> Result<(), Reason> {
    for lead in std::iter::once(&winner).chain(losers) {
        Lead::get(records, *lead).ok_or_else(Reason::lead_not_found)?;
    }
    for loser in losers.iter().filter(|loser| **loser != winner) {
        // One that stands in the call twice has ended.
        if Lead::get(records, *loser).is_none() {
            continue;
        }
        let updated = take_values(records, winner, *loser, writer);
        take_lists(records, winner, *loser, writer);
        take_memberships(records, winner, *loser, writer);
        end(records, *loser, writer);
        let what = merged(winner, *loser, updated, &writer.cause.source);
        records.activities.push(writer.now, winner, what);
    }
    Ok(())
}

/// Fills what the winner lacks; `false` if it lacks nothing that the other one has. Documented
/// (A:leads).
fn take_values(
    records: &mut Records,
    winner: RecordNumber,
    loser: RecordNumber,
    writer: &Writer<'_>,
) -> bool {
    let instance = Arc::clone(&records.instance);
    let (Some(to), Some(from)) = (Lead::get(records, winner), Lead::get(records, loser)) else {
        return false;
    };
    let taken = |(id, field): (FieldId, &Field)| {
        let stored = LeadField::Stored(id);
        let computed = field.computed || field.data_type == DataType::Formula;
        let lacks = !computed && records.leads.writes(id) && to.text(stored).is_none();
        lacks.then(|| from.text(stored).map(|text| (id, Some(text.into())))).flatten()
    };
    let cells: Vec<OwnCell> = instance.leads.iter().filter_map(taken).collect();
    if !cells.is_empty() {
        let leads = records.leads_mut();
        let commit = leads.commit(writer.now, 0);
        leads.change_cells(winner, commit, &cells, None);
    }
    !cells.is_empty()
}

fn take_lists(
    records: &mut Records,
    winner: RecordNumber,
    loser: RecordNumber,
    writer: &Writer<'_>,
) {
    let lists: Vec<u32> = records
        .lists
        .iter()
        .filter(|list| list.members.contains(loser))
        .map(|list| list.id)
        .collect();
    for list in lists {
        lists::add(records, list, winner, writer.now);
    }
}

/// Moves the memberships of programs in which the winner is not.
fn take_memberships(
    records: &mut Records,
    winner: RecordNumber,
    loser: RecordNumber,
    writer: &Writer<'_>,
) {
    let instance = Arc::clone(&records.instance);
    let (key, lead_field) = (member_key(&instance), member_lead(&instance));
    let (old, new) = (record_id(loser).to_string(), record_id(winner).to_string());
    let members = records.members_mut();
    for member in members.find(lead_field, old.as_bytes()) {
        let program = members.get(member).and_then(|view| view.cell(key)).and_then(|cell| {
            let text = String::from_utf8_lossy(&cell).into_owned();
            text.split_once(':').map(|(program, _)| program.to_owned())
        });
        let Some(program) = program else { continue };
        let moved = format!("{program}:{new}").into_bytes();
        if members.find(key, &moved).is_empty() {
            let commit = members.commit(writer.now, 0);
            let cells = [(key, Some(moved.into())), (lead_field, Some(new.as_bytes().into()))];
            members.change_cells(member, commit, &cells, None);
        }
    }
}

/// Takes a lead out of everything.
fn end(records: &mut Records, lead: RecordNumber, writer: &Writer<'_>) {
    for list in records.lists.iter_mut() {
        list.members.remove(lead);
    }
    let lead_field = member_lead(&records.instance);
    let id = record_id(lead).to_string();
    let members = records.members_mut();
    let commit = members.commit(writer.now, 0);
    for member in members.find(lead_field, id.as_bytes()) {
        members.delete(member, commit);
    }
    let leads = records.leads_mut();
    let commit = leads.commit(writer.now, 0);
    leads.delete(lead, commit);
}

/// The note of a merge. Its attributes are those of public lists of types.
fn merged(winner: RecordNumber, loser: RecordNumber, updated: bool, source: &str) -> What {
    let mut attributes = Map::new();
    attributes.insert("Master Updated".into(), updated.into());
    attributes.insert("Merge IDs".into(), record_id(loser).to_string().into());
    attributes.insert("Merge Source".into(), source.into());
    attributes.insert("Merged in Sales".into(), false.into());
    What::Event(Arc::new(Event {
        type_id: numbers::MERGE_LEADS,
        campaign: None,
        primary_id: Some(record_id(winner)),
        primary: None,
        attributes,
    }))
}
