//! A record as the provider shows it: what was written or generated, and what it adds by itself.

use std::borrow::Cow;
use std::sync::Arc;

use super::id::Id;
use super::model::datetime;
use super::schema::{Field, FieldIndex, FieldType, KeyPrefix, Object};
use super::tables::Tables;
use crate::core::table::{RecordNumber, Table, View, Written};
use crate::core::time::SimTime;

/// The records of one object.
pub struct Records<'a> {
    tables: &'a Tables,
    table: &'a Table,
    object: &'a Arc<Object>,
}

impl<'a> Records<'a> {
    /// The records of `object`, if it ever had one.
    pub fn of(tables: &'a Tables, object: &'a Arc<Object>) -> Option<Self> {
        let table = tables.table(object.key_prefix)?;
        Some(Self { tables, table, object })
    }

    /// The record of that number.
    pub fn get(&self, number: u64) -> Option<Record<'a>> {
        self.table.get(RecordNumber(number)).map(|view| self.record(view))
    }

    /// As [`Records::iter`], from the record of that number on.
    pub fn iter_from(&self, first: RecordNumber) -> impl Iterator<Item = Record<'a>> + '_ {
        self.table.iter_from(first).map(|view| self.record(view))
    }

    /// How many records from that number on were made by nobody and changed by nobody.
    pub fn untouched_from(&self, first: RecordNumber) -> u32 {
        self.table.untouched_from(first)
    }

    /// All records, deleted ones included, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = Record<'a>> + '_ {
        self.table.iter().map(|view| self.record(view))
    }

    /// As [`Records::iter`], generated rows that nobody changed left out.
    pub fn written(&self) -> impl Iterator<Item = Record<'a>> + '_ {
        self.table.written_records().map(|view| self.record(view))
    }

    /// The fields that any record holds, in the definition's order; `Id` and what the provider adds
    /// are left out.
    pub fn written_fields(&self) -> Vec<FieldIndex> {
        let written = |(index, field): &(FieldIndex, &Field)| {
            !matches!(field.name.as_str(), "Id" | "IsDeleted") && self.table.writes(index.0)
        };
        self.object.indexed_fields().filter(written).map(|(index, _)| index).collect()
    }

    fn record(&self, view: View<'a>) -> Record<'a> {
        Record { tables: self.tables, table: self.table, object: self.object, view }
    }
}

/// One record.
pub struct Record<'a> {
    tables: &'a Tables,
    table: &'a Table,
    object: &'a Arc<Object>,
    view: View<'a>,
}

impl<'a> Record<'a> {
    /// Its id.
    pub fn id(&self) -> Id {
        self.tables.record_id(self.object.key_prefix, self.view.number())
    }

    /// The record as its table has it.
    pub(super) fn view(&self) -> &View<'a> {
        &self.view
    }

    /// Its number within its object.
    pub fn number(&self) -> u64 {
        self.view.number().0
    }

    /// Its object.
    pub fn object(&self) -> &'a Arc<Object> {
        self.object
    }

    /// Whether it was deleted for good, so that nobody sees it any more.
    pub fn is_gone(&self) -> bool {
        self.view.is_gone()
    }

    /// Whether it was deleted.
    pub fn is_deleted(&self) -> bool {
        self.view.is_deleted()
    }

    /// When it was last written; of a deleted record, when it was deleted.
    pub fn modified_at(&self) -> SimTime {
        self.view.modified().at
    }

    /// What is stored in a field, as it was sent; `None` if nothing is.
    pub fn stored(&self, field: FieldIndex) -> Option<Cow<'a, [u8]>> {
        self.view.cell(field.0)
    }

    /// A field's value as text, by name.
    pub fn text(&self, field: &str) -> Option<String> {
        let (index, _) = self.object.field(field)?;
        self.value(index).map(|value| String::from_utf8_lossy(&value).into_owned())
    }

    /// A field's value: what was written, the provider's own value, or the default.
    pub fn value(&self, index: FieldIndex) -> Option<Cow<'a, [u8]>> {
        let field = self.object.field_at(index);
        match self.view.written(index.0) {
            Written::Value(value) => Some(value),
            Written::Null => None,
            Written::Never => self.own_value(field).or_else(|| default(field)),
        }
    }

    /// What the provider fills in by itself.
    fn own_value(&self, field: &Field) -> Option<Cow<'a, [u8]>> {
        let user = |number: u64| self.tables.ids().id(KeyPrefix::USER, number).to_string();
        let (created, modified) = (self.view.created(), self.view.modified());
        let value = match field.name.as_str() {
            "Id" => self.id().to_string(),
            "IsDeleted" => self.is_deleted().to_string(),
            "CreatedDate" => datetime(created.at),
            "CreatedById" | "OwnerId" => user(created.by),
            "LastModifiedDate" | "SystemModstamp" => datetime(modified.at),
            "LastModifiedById" => user(modified.by),
            _ if field.auto_number => self.auto_number(field),
            "Name" => return self.name(),
            _ => return None,
        };
        Some(Cow::Owned(value.into_bytes()))
    }

    /// The record's place among those that were made.
    fn auto_number(&self, field: &Field) -> String {
        let count = self.table.records_before(self.view.number()) + 1;
        let format = field.auto_number_format.as_deref().unwrap_or("{0}");
        auto_number(format, count)
    }

    /// A name that nobody wrote: put together from its parts, or the id.
    fn name(&self) -> Option<Cow<'a, [u8]>> {
        let parts: Vec<Cow<'a, [u8]>> = ["Salutation", "FirstName", "LastName"]
            .into_iter()
            .filter_map(|name| self.object.field(name))
            .filter(|(_, part)| {
                part.compound.as_deref() == Some("Name") && part.name != "Salutation"
            })
            .filter_map(|(index, _)| self.view.cell(index.0))
            .collect();
        if !parts.is_empty() {
            return Some(Cow::Owned(parts.join(&b' ')));
        }
        self.object.custom.then(|| Cow::Owned(self.id().to_string().into_bytes()))
    }
}

/// Whether the provider may give a field a value that nobody wrote. Indexes know what was written
/// only, so that not every record is found by such a field.
pub(super) fn may_be_filled_in(object: &Object, field: &Field) -> bool {
    let named = match field.name.as_str() {
        "Id" | "IsDeleted" | "CreatedDate" | "CreatedById" | "OwnerId" | "LastModifiedDate"
        | "SystemModstamp" | "LastModifiedById" => true,
        "Name" => object.custom || object.parts_of(&field.name).next().is_some(),
        _ => false,
    };
    named || field.auto_number || default(field).is_some()
}

/// `SUB-{00000}` with 7 is `SUB-00007`.
fn auto_number(format: &str, count: u64) -> String {
    match (format.find('{'), format.find('}')) {
        (Some(open), Some(close)) if open < close => {
            let digits = close - open - 1;
            format!("{}{count:0digits$}{}", &format[..open], &format[close + 1..])
        }
        _ => format!("{format}{count}"),
    }
}

fn default(field: &Field) -> Option<Cow<'static, [u8]>> {
    let value = field.default.as_deref();
    let value = value.or_else(|| field.default_picklist_value().map(|value| value.value.as_str()));
    let boolean = (field.kind == FieldType::Boolean).then_some("false");
    value.or(boolean).map(|value| Cow::Owned(value.as_bytes().to_vec()))
}
