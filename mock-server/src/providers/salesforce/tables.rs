//! The records of an org, by object, and how they are found by id.
//!
//! Knows the schema and the shape of ids; it decides nothing about rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::id::{Id, IdSpace};
use super::rows::{RowError, indexed_fields};
use super::schema::{KeyPrefix, Object, Schema};
use crate::core::table::{CommitId, FIRST_STORED, RecordNumber, Table};

/// All records of one org.
#[derive(Clone)]
pub struct Tables {
    schema: Arc<Schema>,
    ids: IdSpace,
    org_id: Id,
    /// Shared with the snapshots that queries read.
    by_prefix: BTreeMap<KeyPrefix, Arc<Table>>,
}

impl Tables {
    /// No records yet.
    pub fn new(schema: Arc<Schema>, ids: IdSpace, org_id: Id) -> Self {
        Self { schema, ids, org_id, by_prefix: BTreeMap::new() }
    }

    /// The objects.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// How the org's ids are made.
    pub fn ids(&self) -> IdSpace {
        self.ids
    }

    /// The id of a record.
    pub fn id(&self, prefix: KeyPrefix, record: RecordNumber) -> Id {
        self.ids.id(prefix, record.0)
    }

    /// The id of a record as clients see it: the Organization row's is the org's own.
    pub fn record_id(&self, prefix: KeyPrefix, record: RecordNumber) -> Id {
        if prefix == KeyPrefix::ORGANIZATION { self.org_id } else { self.id(prefix, record) }
    }

    /// The object and the number of the record that an id would name, whether there is one or not.
    pub fn place_of(&self, id: &Id) -> Option<(KeyPrefix, RecordNumber)> {
        let prefix = KeyPrefix::from_text(id.prefix())?;
        if *id == self.org_id {
            // The id of the Organization row is the org's own.
            return Some((prefix, RecordNumber(FIRST_STORED)));
        }
        Some((prefix, RecordNumber(self.ids.number(id)?)))
    }

    /// The records of an object, if it ever had one.
    pub fn table(&self, prefix: KeyPrefix) -> Option<&Table> {
        self.by_prefix.get(&prefix).map(Arc::as_ref)
    }

    /// As [`Tables::table`], to be changed.
    pub fn existing_mut(&mut self, prefix: KeyPrefix) -> Option<&mut Table> {
        self.by_prefix.get_mut(&prefix).map(Arc::make_mut)
    }

    /// The records of an object.
    pub fn table_mut(&mut self, object: &Object) -> &mut Table {
        let table = self.by_prefix.entry(object.key_prefix).or_insert_with(|| {
            let exact = object.indexed_fields().filter(|(_, field)| field.case_sensitive);
            let table = Table::new(indexed_fields(object).map(|index| index.0));
            Arc::new(table.with_exact_keys(exact.map(|(index, _)| index.0)))
        });
        Arc::make_mut(table)
    }

    /// The record that an id names.
    ///
    /// # Errors
    /// `INVALID_CROSS_REFERENCE_KEY` if it never was, `ENTITY_IS_DELETED` if it is gone (10, 7).
    pub fn living(&self, id: &Id) -> Result<RecordNumber, RowError> {
        let number = self.ids.number(id).map(RecordNumber);
        let prefix = KeyPrefix::from_text(id.prefix());
        let found = prefix.and_then(|prefix| self.by_prefix.get(&prefix)).zip(number);
        let view = found.and_then(|(table, number)| table.get(number));
        match view {
            Some(view) if view.is_deleted() => Err(RowError::entity_is_deleted()),
            Some(view) => Ok(view.number()),
            None => Err(RowError::invalid_cross_reference()),
        }
    }

    /// The same moment and writer in the table of another object.
    pub fn commit_like(&mut self, from: &Object, to: &Object, commit: CommitId) -> CommitId {
        let written = self.table_mut(from).commit_at(commit);
        self.table_mut(to).commit(written.at, written.by)
    }
}
