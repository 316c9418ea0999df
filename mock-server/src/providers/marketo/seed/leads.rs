//! `leads.csv`: leads by their REST names. A mail address that is known changes the lead that has it.

use std::sync::Arc;

use super::super::activities::What;
use super::super::instance::Instance;
use super::super::records::Records;
use super::table::{SeedRow, SeedTable, cause, cell, columns};
use super::{Happened, SeedError, insert, lead_of};

/// Takes in the file.
pub(super) fn load(
    records: &mut Records,
    path: &str,
    text: &[u8],
    happened: &mut Happened,
) -> Result<u32, SeedError> {
    let instance = Arc::clone(&records.instance);
    let table = SeedTable::read(path, text, &columns(&instance.leads))?;
    let cause = cause();
    let mut rows = 0;
    for row in table.rows() {
        let row = row?;
        let (made, changed) = row.made_and_changed()?;
        let mut cells = row.own_cells(&instance.leads)?;
        let known = row.text("email").and_then(|email| lead_of(records, &email));
        if let Some(lead) = known {
            let leads = records.leads_mut();
            let commit = leads.commit(changed, 0);
            leads.set_cells(lead, commit, cells);
        } else {
            cells.extend(usual_cells(&instance, &row));
            let lead = insert(records.leads_mut(), made, changed, &cells);
            happened.push((made, lead, What::NewLead(Arc::clone(&cause))));
        }
        rows += 1;
    }
    Ok(rows)
}

/// What every lead has, unless the file says otherwise.
fn usual_cells(
    instance: &Instance,
    row: &SeedRow<'_>,
) -> impl Iterator<Item = crate::core::table::OwnCell> {
    let missing = |name: &str| row.text(name).is_none();
    let partition = instance.partitions.first().filter(|_| missing("leadPartitionId"));
    let partition =
        partition.and_then(|first| cell(&instance.leads, "leadPartitionId", &first.id.to_string()));
    partition.into_iter()
}
