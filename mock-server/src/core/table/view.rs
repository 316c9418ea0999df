//! One record, read: cells are decoded when they are looked at.

use std::borrow::Cow;

use super::number::{Commit, RecordNumber};
use super::record::{Layer, Record, RowRef};
use super::source::FieldId;
use super::store::Table;

/// One record, to be read.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) table: &'a Table,
    pub(super) record: &'a Record,
    pub(super) number: RecordNumber,
}

impl<'a> View<'a> {
    /// The record's number within its object.
    pub fn number(&self) -> RecordNumber {
        self.number
    }

    /// Whether the record was deleted.
    pub fn is_deleted(&self) -> bool {
        self.record.is_deleted()
    }

    /// Whether the record was deleted for good.
    pub fn is_gone(&self) -> bool {
        false
    }

    /// When and by whom the record was made.
    pub fn created(&self) -> Commit {
        self.table.commits[self.record.created().0 as usize]
    }

    /// When and by whom the record was last written.
    pub fn modified(&self) -> Commit {
        self.table.commits[self.record.modified().0 as usize]
    }

    /// What the record holds in `field`, as it was sent; `None` if empty or set to null.
    pub fn cell(&self, field: FieldId) -> Option<Cow<'a, [u8]>> {
        match self.written(field) {
            Written::Value(value) => Some(value),
            Written::Null | Written::Never => None,
        }
    }

    /// As [`View::cell`], telling a field that was set to null from one that was never written.
    pub fn written(&self, field: FieldId) -> Written<'a> {
        for layer in self.record.changed_by().iter().rev() {
            match layer {
                Layer::Row(row) => match self.in_row(*row, field) {
                    Written::Never => {}
                    found => return found,
                },
                Layer::Cell((of, value)) if *of == field => {
                    return value
                        .as_ref()
                        .map_or(Written::Null, |value| Written::Value(Cow::Borrowed(value)));
                }
                Layer::Cell(_) => {}
                Layer::Cells(cells) => {
                    if let Some(value) = cells.get(field) {
                        return value
                            .map_or(Written::Null, |value| Written::Value(Cow::Borrowed(value)));
                    }
                }
            }
        }
        self.in_row(self.record.row(), field)
    }

    fn in_row(&self, row: RowRef, field: FieldId) -> Written<'a> {
        self.table.source(row).cell(row.row, field)
    }
}

/// What a row or a record says of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Written<'a> {
    /// A value, as it was sent.
    Value(Cow<'a, [u8]>),
    /// Set to null with the provider's marker.
    Null,
    /// No column for it, or an empty cell.
    Never,
}
