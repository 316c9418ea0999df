//! One record of an org as a test reads it.

use std::collections::BTreeMap;
use std::ops::Index;

/// A record: its id, whether it is deleted, and its values as they are stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The id as the provider prints it.
    pub id: String,
    /// Whether it is deleted.
    pub deleted: bool,
    /// The values by the names of their fields; a field without a value is left out.
    pub values: BTreeMap<String, String>,
}

impl Row {
    /// The value of a field, if it has one.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str)
    }
}

/// The value of a field; empty if it has none.
impl Index<&str> for Row {
    type Output = str;

    fn index(&self, field: &str) -> &str {
        self.get(field).unwrap_or("")
    }
}
