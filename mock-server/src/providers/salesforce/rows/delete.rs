//! Deleting a record and what hangs on it: children go along, lose their lookup, or forbid it.
//!
//! The whole closure is looked at before anything is written, so a refusal leaves all as it was.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::id::Id;
use super::super::schema::{FieldIndex, FieldType, KeyPrefix, Object, OnDelete, Schema};
use super::super::tables::Tables;
use super::error::RowError;
use crate::core::table::{CommitId, RecordNumber, fold_hash};

/// A place where a child refers to records of an object.
#[derive(Clone, Debug)]
pub struct ChildReference {
    /// The child's object.
    pub object: Arc<Object>,
    /// The child's field.
    pub field: FieldIndex,
    /// What the deletion of the parent does.
    pub on_delete: OnDelete,
}

/// Everything that a deletion would do.
#[derive(Default)]
struct Closure {
    deleted: Vec<(Arc<Object>, RecordNumber)>,
    seen: HashSet<(KeyPrefix, RecordNumber)>,
    cleared: Vec<(Arc<Object>, RecordNumber, FieldIndex)>,
}

/// Where other objects refer to records of `object`.
pub(super) fn references_to(schema: &Schema, object: &Object) -> Vec<ChildReference> {
    let mut found = Vec::new();
    for child in schema.objects() {
        for (field, definition) in child.indexed_fields() {
            let Some(reference) = &definition.reference else { continue };
            if reference.to.contains(&object.name) {
                let on_delete = reference.on_delete;
                found.push(ChildReference { object: Arc::clone(child), field, on_delete });
            }
        }
    }
    found
}

/// Where a deleted record goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Into the recycle bin, where `queryAll` still sees it.
    Bin,
    /// Away for good, with all that goes along.
    Gone,
}

/// Deletes a record of `object`; `children` is what [`references_to`] finds for it.
///
/// # Errors
/// A child forbids it.
pub(super) fn delete(
    tables: &mut Tables,
    object: &Arc<Object>,
    children: &[ChildReference],
    record: RecordNumber,
    (commit, fate): (CommitId, Fate),
) -> Result<(), RowError> {
    let mut closure = Closure::default();
    closure.take(object, record);
    let mut next = 0;
    while let Some((parent, number)) = closure.deleted.get(next).cloned() {
        next += 1;
        if next == 1 {
            closure.follow(tables, children, &parent, number)?;
        } else {
            let schema = Arc::clone(tables.schema());
            closure.follow(tables, &references_to(&schema, &parent), &parent, number)?;
        }
    }
    for (gone, number) in &closure.deleted {
        let at = tables.commit_like(object, gone, commit);
        let table = tables.table_mut(gone);
        match fate {
            Fate::Bin => table.delete(*number, at),
            Fate::Gone => table.erase(*number, at),
        }
    }
    for (child, number, field) in &closure.cleared {
        let at = tables.commit_like(object, child, commit);
        tables.table_mut(child).set_cells(*number, at, vec![(field.0, None)]);
    }
    Ok(())
}

impl Closure {
    fn take(&mut self, object: &Arc<Object>, record: RecordNumber) {
        if self.seen.insert((object.key_prefix, record)) {
            self.deleted.push((Arc::clone(object), record));
        }
    }

    /// Adds what the deletion of one record does to its children.
    fn follow(
        &mut self,
        tables: &mut Tables,
        children: &[ChildReference],
        parent: &Object,
        record: RecordNumber,
    ) -> Result<(), RowError> {
        let id = tables.id(parent.key_prefix, record);
        for child in children {
            for number in children_of(tables, child, &id) {
                match child.on_delete {
                    OnDelete::Restrict => {
                        return Err(RowError::delete_restricted(&child.object.label_plural));
                    }
                    OnDelete::Cascade => self.take(&child.object, number),
                    OnDelete::Clear => {
                        self.cleared.push((Arc::clone(&child.object), number, child.field));
                    }
                }
            }
        }
        Ok(())
    }
}

/// The living records of a child object that refer to `parent`, in either length of its id.
fn children_of(tables: &mut Tables, child: &ChildReference, parent: &Id) -> Vec<RecordNumber> {
    debug_assert_eq!(child.object.field_at(child.field).kind, FieldType::Reference);
    let Some(table) = tables.existing_mut(child.object.key_prefix) else { return Vec::new() };
    if !table.writes(child.field.0) {
        return Vec::new();
    }
    let mut found = table.find(child.field.0, parent.as_str().as_bytes());
    let short = parent.short().as_bytes();
    found.extend(table.find_indexed(child.field.0, short, fold_hash(short)));
    // Letter case counts in ids, though an index ignores it.
    found.retain(|number| {
        let cell = table.get(*number).and_then(|view| view.cell(child.field.0));
        cell.is_some_and(|cell| parent.as_str().as_bytes().starts_with(&cell[..cell.len().min(15)]))
    });
    found
}
