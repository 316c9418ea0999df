//! One record, read: cells are decoded, or computed, when they are looked at.

use std::borrow::Cow;

use super::number::{Commit, RecordNumber};
use super::record::{History, Layer, Life, RowRef};
use super::source::FieldId;
use super::store::Table;
use crate::core::csv;
use crate::core::generate::Generator;
use crate::core::time::SimTime;

/// One record, to be read.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) table: &'a Table,
    pub(super) number: RecordNumber,
    pub(super) first: First<'a>,
    /// None for a generated row that nobody wrote.
    pub(super) history: Option<&'a History>,
}

/// What lies at the bottom of a record.
#[derive(Clone, Copy)]
pub(super) enum First<'a> {
    Row(RowRef),
    Generated(&'a Generator, u32),
}

impl<'a> View<'a> {
    /// The record's number within its object.
    pub fn number(&self) -> RecordNumber {
        self.number
    }

    /// Whether the record was deleted, for good or not.
    pub fn is_deleted(&self) -> bool {
        self.life() != Life::Living
    }

    /// Whether the record was deleted for good.
    pub fn is_gone(&self) -> bool {
        self.life() == Life::Gone
    }

    /// The generator and the row of a record that nobody wrote.
    pub fn computed(&self) -> Option<(&'a Generator, u32)> {
        match (self.first, self.history) {
            (First::Generated(generator, row), None) => Some((generator, row)),
            (First::Generated(..), Some(_)) | (First::Row(_), _) => None,
        }
    }

    /// When and by whom the record was made.
    pub fn created(&self) -> Commit {
        match (self.first, self.history) {
            (First::Generated(generator, row), _) => generated(generator, row),
            (First::Row(_), Some(history)) => self.table.commit_at(history.created()),
            (First::Row(_), None) => Commit { at: SimTime::default(), by: 0 },
        }
    }

    /// When and by whom the record was last written.
    pub fn modified(&self) -> Commit {
        match self.history {
            Some(history) => self.table.commit_at(history.modified()),
            None => self.created(),
        }
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
        match self.laid(field) {
            Written::Never => match self.first {
                First::Row(row) => self.in_row(row, field),
                First::Generated(generator, row) => generator.cell(row, field),
            },
            found => found,
        }
    }

    /// Appends what the record holds in `field` as a quoted cell of CSV. Nothing is appended, and
    /// what there is instead is told, where it holds no value.
    pub fn append_quoted(&self, field: FieldId, out: &mut Vec<u8>) -> Held {
        if let (First::Generated(generator, row), None) = (self.first, self.history) {
            return match generator.append_quoted(row, field, out) {
                true => Held::Value,
                false if generator.has(field) => Held::Null,
                false => Held::Never,
            };
        }
        match self.written(field) {
            Written::Value(value) => {
                csv::quoted(out, &value);
                Held::Value
            }
            Written::Null => Held::Null,
            Written::Never => Held::Never,
        }
    }

    /// What the layers over the first row say of `field`.
    pub(super) fn laid(&self, field: FieldId) -> Written<'a> {
        let layers = self.history.map_or(&[][..], History::layers);
        for layer in layers.iter().rev() {
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
        Written::Never
    }

    fn life(&self) -> Life {
        self.history.map_or(Life::Living, History::life)
    }

    fn in_row(&self, row: RowRef, field: FieldId) -> Written<'a> {
        self.table.source(row).cell(row.row, field)
    }
}

fn generated(generator: &Generator, row: u32) -> Commit {
    Commit { at: SimTime::from_millis(generator.instant(row)), by: generator.made_by() }
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

/// What a record holds in a field, told without the value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Held {
    /// A value.
    Value,
    /// Null.
    Null,
    /// Nothing was ever written.
    Never,
}
