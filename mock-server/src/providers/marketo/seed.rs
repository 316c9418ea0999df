//! The records that every fresh instance has.

use super::records::Records;

/// Puts the standard set into records that are empty.
pub fn plant(records: &mut Records) {
    let _ = records;
}
