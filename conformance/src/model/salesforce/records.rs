//! The records of one object in one org: live ones, deleted ones, and the unique external ids.

use std::collections::BTreeMap;

use super::command::JobName;

/// A record is named after the row that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordName {
    /// The job of that row.
    pub job: JobName,
    /// Its number in the file, from 0.
    pub row: u32,
}

/// Field values by API name; a field that is null is absent.
pub type Values = BTreeMap<String, String>;

/// One record and whether it still is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its fields as they are now, or were at its end.
    pub values: Values,
    /// A deleted record keeps its id but not its place in any index.
    pub deleted: bool,
}

/// All records of one object.
#[derive(Debug, Clone, Default)]
pub(super) struct Records {
    all: BTreeMap<RecordName, Record>,
}

impl Records {
    pub(super) fn get(&self, name: RecordName) -> Option<&Record> {
        self.all.get(&name)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (RecordName, &Record)> {
        self.all.iter().map(|(name, record)| (*name, record))
    }

    fn live(&self) -> impl Iterator<Item = (RecordName, &Values)> {
        self.all.iter().filter(|(_, record)| !record.deleted).map(|(name, r)| (*name, &r.values))
    }

    /// The live record with this external id; letter case does not count (10.6).
    pub(super) fn with_external_id(&self, field: &str, value: &str) -> Option<RecordName> {
        let wanted = value.to_lowercase();
        let holds = |values: &Values| values.get(field).is_some_and(|v| v.to_lowercase() == wanted);
        self.live().find(|(_, values)| holds(values)).map(|(name, _)| name)
    }

    pub(super) fn insert(&mut self, name: RecordName, values: Values) {
        self.all.insert(name, Record { values, deleted: false });
    }

    /// Lays changes over a record: `None` clears the field.
    pub(super) fn change(&mut self, name: RecordName, changes: &BTreeMap<String, Option<String>>) {
        let Some(record) = self.all.get_mut(&name) else { return };
        for (field, value) in changes {
            match value {
                Some(value) => record.values.insert(field.clone(), value.clone()),
                None => record.values.remove(field),
            };
        }
    }

    pub(super) fn delete(&mut self, name: RecordName) {
        if let Some(record) = self.all.get_mut(&name) {
            record.deleted = true;
        }
    }
}
