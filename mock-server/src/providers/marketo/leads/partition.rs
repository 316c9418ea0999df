//! The partition of a lead: kept in a field beyond those of the instance, and only where it is not
//! the default one.

use super::super::instance::Instance;
use super::super::records::Records;
use crate::core::table::{FieldId, RecordNumber};

/// The field that holds the place of a lead's partition among those of the instance.
pub fn partition_field(instance: &Instance) -> FieldId {
    instance.leads.len() as FieldId
}

/// The place of a lead's partition; 0 is the default one.
pub fn partition_of(records: &Records, lead: RecordNumber) -> usize {
    let field = partition_field(&records.instance);
    if !records.leads.writes(field) {
        return 0;
    }
    let cell = records.leads.get(lead).and_then(|view| view.cell(field));
    let place = cell.and_then(|cell| std::str::from_utf8(&cell).ok()?.parse().ok());
    place.unwrap_or(0)
}
