//! `list-members.csv` and `program-members.csv`: which leads, by mail address, are in which list and
//! in which program.

use std::sync::Arc;

use super::super::activities::What;
use super::super::id::record_id;
use super::super::records::{Records, member_key, member_lead};
use super::table::{SeedRow, SeedTable, cell, columns};
use super::{Happened, SeedError, insert, lead_of};
use crate::core::nearest::suggest;
use crate::core::table::RecordNumber;

/// Takes in `list-members.csv`.
pub(super) fn of_lists(
    records: &mut Records,
    path: &str,
    text: &[u8],
    happened: &mut Happened,
) -> Result<u32, SeedError> {
    let table = SeedTable::read(path, text, &["list", "email", "addedAt"])?;
    let mut rows = 0;
    for row in table.rows() {
        let row = row?;
        let lead = lead(records, &row)?;
        let at = row.instant("addedAt")?;
        let id = row.number("list")?;
        let Some(list) = records.lists.get_mut(id) else {
            return Err(
                row.error(format!("there is no static list {id}; name one that is defined"))
            );
        };
        if list.members.insert(lead) {
            happened.push((at, lead, What::AddedToList(id, Arc::clone(&list.name))));
            list.updated = list.updated.max(at);
        }
        rows += 1;
    }
    Ok(rows)
}

/// Takes in `program-members.csv`.
pub(super) fn of_programs(
    records: &mut Records,
    path: &str,
    text: &[u8],
) -> Result<u32, SeedError> {
    let instance = Arc::clone(&records.instance);
    let mut known = columns(&instance.members);
    // The lead is named by its mail address, the program by its number.
    known.retain(|name| !matches!(*name, "leadId" | "program"));
    known.push("email");
    let table = SeedTable::read(path, text, &known)?;
    let mut rows = 0;
    for row in table.rows() {
        let row = row?;
        let lead = record_id(lead(records, &row)?).to_string();
        let id = row.number("programId")?;
        let Some(program) = instance.program(id) else {
            return Err(row.error(format!("there is no program {id}; name one that is defined")));
        };
        let status = row.required("statusName")?;
        if !program.statuses.iter().any(|known| known.name == status) {
            let remedy = suggest(&status, program.statuses.iter().map(|known| known.name.as_str()));
            return Err(row.error(format!("program {id} has no status `{status}`; {remedy}")));
        }
        let key = format!("{id}:{lead}");
        if !records.members_mut().find(member_key(&instance), key.as_bytes()).is_empty() {
            let message = format!("the lead is a member of program {id} already; leave it out");
            return Err(row.error(message));
        }
        let (made, changed) = row.made_and_changed()?;
        let mut cells = row.own_cells(&instance.members)?;
        cells.extend(cell(&instance.members, "leadId", &lead));
        cells.extend(cell(&instance.members, "program", &program.name));
        cells.push((member_key(&instance), Some(key.into_bytes().into())));
        cells.push((member_lead(&instance), Some(lead.into_bytes().into())));
        let member = insert(records.members_mut(), made, changed, &cells);
        records.note_member(id, member);
        rows += 1;
    }
    Ok(rows)
}

fn lead(records: &mut Records, row: &SeedRow<'_>) -> Result<RecordNumber, SeedError> {
    let email = row.required("email")?;
    lead_of(records, &email).ok_or_else(|| {
        row.error(format!("no lead has the mail address `{email}`; put it into leads.csv"))
    })
}
