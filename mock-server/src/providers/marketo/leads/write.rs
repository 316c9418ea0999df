//! A checked row, written into the leads under the lock: found, made or changed, and noted.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::activities::{DataChange, What};
use super::super::errors::Reason;
use super::super::id;
use super::super::records::Records;
use super::super::rows::{Cells, Outcome, Problem, Said, Writer};
use super::super::values;
use super::partition::{partition_field, partition_of};
use super::plan::{Action, Column, Lookup, Plan};
use crate::core::lie::Lie;
use crate::core::table::{OwnCell, RecordNumber, fold_hash};

/// Writes a row that [`check`](super::check) let pass.
pub fn write(
    records: &mut Records,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
) -> Outcome {
    let found = match find(records, plan, cells) {
        Ok(found) => found,
        Err(reason) => return Outcome::Skipped(Problem::of(reason)),
    };
    match (plan.action, found) {
        (Action::CreateOnly, Some(_)) => Outcome::Skipped(Problem::of(Reason::lead_exists())),
        (Action::CreateOrUpdate | Action::UpdateOnly | Action::CreateDuplicate, Some(lead)) => {
            change(records, plan, cells, writer, lead)
        }
        (Action::UpdateOnly, None) => Outcome::Skipped(Problem::of(Reason::lead_not_found())),
        (Action::CreateOrUpdate | Action::CreateOnly | Action::CreateDuplicate, None) => {
            Outcome::Created(create(records, plan, cells, writer))
        }
    }
}

/// The lead that a row is about.
fn find(
    records: &mut Records,
    plan: &Plan,
    cells: &Cells<'_>,
) -> Result<Option<RecordNumber>, Reason> {
    let cell = |column: Option<usize>| column.and_then(|column| cells.get(column)?.as_deref());
    match plan.lookup {
        // Source: 4.2.4, documented: an id only finds, it makes no lead.
        Lookup::Id(column) => {
            let lead = cell(column).and_then(|cell| living(records, cell));
            lead.map(Some).ok_or_else(Reason::lead_not_found)
        }
        Lookup::Field(..) if plan.action == Action::CreateDuplicate => Ok(None),
        Lookup::Field(field, column) => {
            let Some(key) = cell(column) else { return Ok(None) };
            let key = values::stored(records.instance.leads.at(field), key).unwrap_or(key.into());
            match records.leads_mut().find(field, &key).as_slice() {
                [] => Ok(None),
                [lead] => Ok(Some(*lead)),
                [_, _, ..] => Err(Reason::multiple_leads()),
            }
        }
    }
}

fn living(records: &Records, id: &[u8]) -> Option<RecordNumber> {
    let id: u64 = std::str::from_utf8(id).ok()?.trim().parse().ok()?;
    let lead = id::record_number(id)?;
    records.leads.get(lead).filter(|view| !view.is_deleted()).map(|_| lead)
}

fn create(
    records: &mut Records,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
) -> RecordNumber {
    let instance = Arc::clone(&records.instance);
    let mut own: Vec<OwnCell> = Vec::new();
    let mut keys: Vec<Option<u64>> = vec![None; plan.indexed.len()];
    for (place, (column, cell)) in plan.columns.iter().zip(cells).enumerate() {
        let Column::Written(field) = column else { continue };
        let value = match plan.spelling.said(cell.as_deref()) {
            Said::Value(value) => value,
            Said::Empty => {
                // The row that stays says otherwise, unless its cell is empty too.
                let says = cell.as_deref().is_some_and(|cell| !cell.is_empty());
                own.extend(writer.row.filter(|_| says).map(|_| (*field, None)));
                continue;
            }
            Said::Nothing => continue,
        };
        let stored =
            values::stored(instance.leads.at(*field), value).unwrap_or(Cow::Borrowed(value));
        for (key, (_, of)) in keys.iter_mut().zip(&plan.indexed) {
            if *of == Some(place) {
                *key = Some(fold_hash(&stored));
            }
        }
        if writer.row.is_none() || *stored != *value {
            own.push((*field, Some(stored.into())));
        }
    }
    if let Some(place) = plan.partition.filter(|place| *place > 0) {
        own.push((partition_field(&instance), Some(place.to_string().into_bytes().into())));
    }
    let leads = records.leads_mut();
    let commit = leads.commit(writer.now, 0);
    let lead = match writer.row {
        Some(row) => leads.insert(row, commit, own, &keys),
        None => leads.insert_cells(commit, &own, &keys),
    };
    if Lie::NewLeadIsLost.is_told() {
        leads.erase(lead, commit);
    }
    records.activities.push(writer.now, lead, What::NewLead(Arc::clone(writer.cause)));
    lead
}

fn change(
    records: &mut Records,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
    lead: RecordNumber,
) -> Outcome {
    if plan.partition.is_some_and(|place| place != partition_of(records, lead)) {
        return Outcome::Skipped(Problem::of(Reason::partition_update()));
    }
    let Changes { changes, overlay } = changes(records, plan, cells, writer, lead);
    if changes.is_empty() || Lie::LeadStaysAsItWas.is_told() {
        return Outcome::Updated(lead);
    }
    let matched_by = match plan.lookup {
        Lookup::Field(field, Some(_)) => Some(field),
        Lookup::Field(_, None) | Lookup::Id(_) => None,
    };
    let leads = records.leads_mut();
    let commit = leads.commit(writer.now, 0);
    match writer.row {
        Some(row) => leads.change(lead, row, commit, overlay, matched_by),
        None => leads.change_cells(lead, commit, &overlay, matched_by),
    }
    for change in changes {
        records.activities.push(writer.now, lead, What::DataChanged(Box::new(change)));
    }
    Outcome::Updated(lead)
}

/// What a row does to a lead.
#[derive(Default)]
struct Changes {
    /// The fields that get another value.
    changes: Vec<DataChange>,
    /// Cells that must lie over the row, or in its place where it does not stay.
    overlay: Vec<OwnCell>,
}

fn changes(
    records: &Records,
    plan: &Plan,
    cells: &Cells<'_>,
    writer: &Writer<'_>,
    lead: RecordNumber,
) -> Changes {
    let mut all = Changes::default();
    let Some(view) = records.leads.get(lead) else { return all };
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned().into_boxed_str();
    for (column, cell) in plan.columns.iter().zip(cells) {
        let Column::Written(id) = column else { continue };
        let new = match plan.spelling.said(cell.as_deref()) {
            Said::Nothing => continue,
            Said::Empty => None,
            Said::Value(value) => {
                let field = records.instance.leads.at(*id);
                Some(values::stored(field, value).unwrap_or(Cow::Borrowed(value)))
            }
        };
        let old = view.cell(*id);
        let changed = old.as_deref() != new.as_deref();
        let as_in_row = new.as_deref().unwrap_or_default() == cell.as_deref().unwrap_or_default();
        if changed {
            let (old, new) = (old.as_deref().map(text), new.as_deref().map(text));
            let cause = Arc::clone(writer.cause);
            all.changes.push(DataChange { field: *id, old, new, cause });
        }
        let lies_over = if writer.row.is_some() { !as_in_row } else { changed };
        if lies_over {
            all.overlay.push((*id, new.map(Into::into)));
        }
    }
    all
}
