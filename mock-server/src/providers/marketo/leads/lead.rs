//! One lead, read: its stored fields, and those that show something of the record itself.

use std::borrow::Cow;

use serde_json::Value;

use super::super::id::record_id;
use super::super::instance::{DataType, Field, Instance};
use super::super::records::Records;
use super::super::values;
use super::partition::partition_of;
use crate::core::table::{FieldId, RecordNumber, View};
use crate::core::time::SimTime;

/// Where the value of a field comes from, found once for many leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeadField {
    /// The lead's number.
    Id,
    /// When it was made.
    CreatedAt,
    /// When it was last changed.
    UpdatedAt,
    /// The number of its partition.
    Partition,
    /// The record.
    Stored(FieldId),
}

impl LeadField {
    /// Where the value of that field comes from.
    pub fn of(instance: &Instance, id: FieldId) -> Self {
        let field = instance.leads.at(id);
        match field.name() {
            "id" => Self::Id,
            "createdAt" => Self::CreatedAt,
            "updatedAt" => Self::UpdatedAt,
            "leadPartitionId" => Self::Partition,
            _ => Self::Stored(id),
        }
    }
}

/// One lead, to be read.
#[derive(Clone, Copy)]
pub struct Lead<'a> {
    records: &'a Records,
    view: View<'a>,
}

impl<'a> Lead<'a> {
    /// A lead that was found.
    pub fn of(records: &'a Records, view: View<'a>) -> Self {
        Self { records, view }
    }

    /// The lead of that number, unless it was deleted.
    pub fn get(records: &'a Records, number: RecordNumber) -> Option<Self> {
        let view = records.leads.get(number).filter(|view| !view.is_deleted())?;
        Some(Self { records, view })
    }

    /// Its number within the table.
    pub fn number(&self) -> RecordNumber {
        self.view.number()
    }

    /// Its id.
    pub fn id(&self) -> u64 {
        record_id(self.view.number())
    }

    /// When it was made.
    pub fn created(&self) -> SimTime {
        self.view.created().at
    }

    /// When it was last changed.
    pub fn updated(&self) -> SimTime {
        self.view.modified().at
    }

    /// The number of its partition, as the instance has it.
    pub fn partition_id(&self) -> Option<u32> {
        let place = partition_of(self.records, self.number());
        self.records.instance.partitions.get(place).map(|partition| partition.id)
    }

    /// What it holds in a field, as it is stored; `None` if that is empty.
    pub fn text(&self, from: LeadField) -> Option<Cow<'a, [u8]>> {
        match from {
            LeadField::Id => Some(Cow::Owned(self.id().to_string().into_bytes())),
            LeadField::CreatedAt => {
                Some(Cow::Owned(values::instant_text(self.created()).into_bytes()))
            }
            LeadField::UpdatedAt => {
                Some(Cow::Owned(values::instant_text(self.updated()).into_bytes()))
            }
            LeadField::Partition => {
                self.partition_id().map(|id| Cow::Owned(id.to_string().into_bytes()))
            }
            LeadField::Stored(field) => self.view.cell(field).filter(|cell| !cell.is_empty()),
        }
    }

    /// What it shows in a field, as JSON.
    pub fn json(&self, id: FieldId) -> Value {
        let field = self.field(id);
        let text = self.text(LeadField::of(&self.records.instance, id));
        values::json(field, text.as_deref().unwrap_or(shown_if_empty(field)))
    }

    /// Appends what it shows in a field as the text of an extract; `false` if that is nothing.
    pub fn append_text(&self, id: FieldId, from: LeadField, out: &mut Vec<u8>) -> bool {
        match from {
            LeadField::Id => values::append_number(self.id(), out),
            LeadField::CreatedAt => values::append_instant(self.created(), out),
            LeadField::UpdatedAt => values::append_instant(self.updated(), out),
            LeadField::Partition | LeadField::Stored(_) => {
                let (field, text) = (self.field(id), self.text(from));
                let text = text.as_deref().unwrap_or(shown_if_empty(field));
                values::append_text(field, text, out);
                return !text.is_empty();
            }
        }
        true
    }

    fn field(&self, id: FieldId) -> &'a Field {
        self.records.instance.leads.at(id)
    }
}

/// What a lead shows in a field that holds nothing.
///
/// A boolean shows `false`, also after it was set to null, but each lead is one (`isLead`); all
/// others show nothing. Recorded: answers of leads.json and of lists, and extracts of leads.
pub fn shown_if_empty(field: &Field) -> &'static [u8] {
    match field.data_type {
        DataType::Boolean if field.name() == "isLead" => b"true",
        DataType::Boolean => b"false",
        _ => b"",
    }
}
