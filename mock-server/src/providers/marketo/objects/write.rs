//! A checked row, written into a custom object under the lock: found, linked, made or changed.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::errors::{ApiError, Reason};
use super::super::id::record_number;
use super::super::instance::CustomObject;
use super::super::leads::Action;
use super::super::records::{Records, joined_key, object_key};
use super::super::rows::{Cells, Outcome, Problem, Said, Writer};
use super::super::values;
use super::check::said;
use super::plan::{DedupeBy, Plan};
use super::record::find;
use crate::core::table::{FieldId, OwnCell, RecordNumber, fold_hash};

/// Writes a row that [`check`](super::check) let pass.
pub fn write(
    records: &mut Records,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
) -> Outcome {
    let instance = Arc::clone(&records.instance);
    let object = &instance.objects[plan.wanted.object];
    if let Some(problem) = link_missing(records, object, plan, cells, writer) {
        return Outcome::Skipped(problem);
    }
    match (plan.wanted.action, lookup(records, plan, cells)) {
        // Documented as a code and its text (2.8); where it is told is inferred.
        (Action::CreateOnly, Some(_)) => {
            Outcome::Skipped(Problem::of(Reason::new(1017, "Object already exists")))
        }
        (_, Some(record)) => {
            change(records, object, plan, cells, writer, record);
            Outcome::Updated(record)
        }
        (Action::UpdateOnly, None) => not_found(),
        // An id is never made by a client.
        (_, None) if plan.wanted.dedupe_by == DedupeBy::IdField => not_found(),
        (_, None) => Outcome::Created(create(records, object, plan, cells, writer)),
    }
}

/// The record that a row is about.
pub fn lookup(records: &mut Records, plan: &Plan, cells: &Cells<'_>) -> Option<RecordNumber> {
    let instance = Arc::clone(&records.instance);
    let object = &instance.objects[plan.wanted.object];
    match plan.wanted.dedupe_by {
        DedupeBy::DedupeFields => find(records, plan.wanted.object, &key(object, plan, cells)),
        DedupeBy::IdField => by_guid(records, object, plan, cells),
    }
}

/// Deletes a record; `false` if it is not there.
pub fn delete(
    records: &mut Records,
    object: usize,
    record: RecordNumber,
    writer: &Writer<'_>,
) -> bool {
    let table = records.object_mut(object);
    let living = table.get(record).is_some_and(|view| !view.is_deleted());
    if living {
        let commit = table.commit(writer.now, 0);
        table.delete(record, commit);
    }
    living
}

fn not_found() -> Outcome {
    Outcome::Skipped(Problem::of(ApiError::object_not_found("Object").reason()))
}

/// A link must match a lead. The text of a failures file is a setting (4.5.4); over REST documented.
fn link_missing(
    records: &mut Records,
    object: &CustomObject,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
) -> Option<Problem> {
    let (link, lead_field) = object.link.as_ref()?;
    let Said::Value(value) = said(plan, cells, plan.link) else { return None };
    if has_lead(records, lead_field, value) {
        return None;
    }
    let text = &writer.settings.messages.link_not_found;
    let text = text.replace("{field}", object.fields.at(*link).name());
    Some(Problem::reported(Reason::lead_not_found(), text))
}

/// Whether a lead has that value in that field.
fn has_lead(records: &mut Records, field: &str, value: &[u8]) -> bool {
    if field == "id" {
        let id = std::str::from_utf8(value).ok().and_then(|text| text.trim().parse().ok());
        let view = id.and_then(record_number).and_then(|lead| records.leads.get(lead));
        return view.is_some_and(|view| !view.is_deleted());
    }
    let Some(field) = records.instance.leads.named(field) else { return false };
    let stored = values::stored(records.instance.leads.at(field), value);
    let key = stored.unwrap_or(Cow::Borrowed(value)).into_owned();
    !records.leads_mut().find(field, &key).is_empty()
}

/// The values of the dedupe fields, as they are stored.
fn key<'a>(object: &CustomObject, plan: &Plan, cells: &'a Cells<'_>) -> Vec<Cow<'a, [u8]>> {
    let columns = plan.dedupe.iter().zip(&object.dedupe_fields);
    let value = |(column, field): (&Option<usize>, &FieldId)| match said(plan, cells, *column) {
        Said::Value(value) => stored(object, *field, value),
        Said::Nothing | Said::Empty => Cow::Borrowed(&b""[..]),
    };
    columns.map(value).collect()
}

fn by_guid(
    records: &Records,
    object: &CustomObject,
    plan: &Plan,
    cells: &Cells<'_>,
) -> Option<RecordNumber> {
    let Said::Value(guid) = said(plan, cells, plan.id) else { return None };
    let number = records.guids(object).number(std::str::from_utf8(guid).ok()?)?;
    let record = RecordNumber(number);
    let view = records.objects[plan.wanted.object].get(record)?;
    (!view.is_deleted()).then_some(record)
}

fn create(
    records: &mut Records,
    object: &CustomObject,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
) -> RecordNumber {
    let mut own: Vec<OwnCell> = Vec::new();
    for (place, field) in plan.columns.iter().enumerate() {
        let Some(field) = *field else { continue };
        let sent = cells.get(place).and_then(Option::as_deref).unwrap_or_default();
        match said(plan, cells, Some(place)) {
            Said::Value(value) => {
                let stored = stored(object, field, value);
                if writer.row.is_none() || *stored != *value {
                    own.push((field, Some(stored.into())));
                }
            }
            // The row that stays says otherwise.
            Said::Empty if !sent.is_empty() => own.push((field, None)),
            Said::Empty | Said::Nothing => {}
        }
    }
    let key = joined_key(key(object, plan, cells).iter().map(|value| &**value));
    let hash = Some(fold_hash(&key));
    if object.dedupe_fields.len() != 1 {
        own.push((object_key(object), Some(key.into())));
    }
    let table = records.object_mut(plan.wanted.object);
    let commit = table.commit(writer.now, 0);
    match writer.row {
        Some(row) => table.insert(row, commit, own, &[hash]),
        None => table.insert_cells(commit, &own, &[hash]),
    }
}

/// Writes what is new. Dedupe fields are how the record was found, and stay.
fn change(
    records: &mut Records,
    object: &CustomObject,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
    record: RecordNumber,
) {
    let mut own: Vec<OwnCell> = Vec::new();
    let mut changed = false;
    let Some(view) = records.objects[plan.wanted.object].get(record) else { return };
    for (place, field) in plan.columns.iter().enumerate() {
        let Some(field) = *field else { continue };
        let is_key = object.dedupe_fields.contains(&field);
        let sent = cells.get(place).and_then(Option::as_deref).unwrap_or_default();
        let new = match said(plan, cells, Some(place)) {
            Said::Nothing => continue,
            Said::Empty => None,
            Said::Value(value) => Some(stored(object, field, value)),
        };
        let differs = !is_key && view.cell(field).as_deref() != new.as_deref();
        changed |= differs;
        let as_in_row = writer.row.is_some() && new.as_deref().unwrap_or_default() == sent;
        if !as_in_row && (differs || writer.row.is_some()) {
            own.push((field, new.map(Into::into)));
        }
    }
    if !changed {
        return;
    }
    let table = records.object_mut(plan.wanted.object);
    let commit = table.commit(writer.now, 0);
    match writer.row {
        Some(row) => table.change(record, row, commit, own, None),
        None => table.change_cells(record, commit, &own, None),
    }
}

fn stored<'a>(object: &CustomObject, field: FieldId, value: &'a [u8]) -> Cow<'a, [u8]> {
    values::stored(object.fields.at(field), value).unwrap_or(Cow::Borrowed(value))
}
