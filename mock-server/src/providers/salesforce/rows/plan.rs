//! A header, read against an object's definition: what each column of an upload means.
//!
//! What is wrong with the header fails the job as a whole. Knows no row and no stored record.

use std::sync::Arc;

use super::super::job::{IngestOperation, UpsertKey};
use super::super::schema::{Field, FieldIndex, Object, Schema};
use super::super::settings::{Blame, Messages, Settings, UpsertWithIdColumn};
use super::check::NULL;
use super::delete::{ChildReference, references_to};
use crate::core::csv::{self, Delimiter};
use crate::core::table::FieldId;

/// What stands for null in a row that came as JSON: no text can be that.
pub const JSON_NULL: &[u8] = b"\xff";

/// What one column holds.
#[derive(Clone, Debug)]
pub enum Column {
    /// The record's own id.
    Id,
    /// A field's value.
    Field(FieldIndex),
    /// A value of a parent, by which the parent is found.
    Parent(ParentColumn),
    /// Nothing that counts here.
    Ignored,
}

/// A relationship column, such as `Account.External_Id__c`.
#[derive(Clone, Debug)]
pub struct ParentColumn {
    /// The field that will hold the parent's id.
    pub lookup: FieldIndex,
    /// The parent's object.
    pub target: Arc<Object>,
    /// The parent's field by which it is found.
    pub by: FieldIndex,
}

/// How a row finds its record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Key {
    /// Each row makes a new record.
    New,
    /// By the id in that column; without one the row fails.
    Id(usize),
    /// By the id in that column if there is one, else a new record.
    IdOrNew(Option<usize>),
    /// By the external id in that column.
    External(FieldIndex, usize),
}

impl Key {
    /// The external id by which rows find their records.
    pub(super) fn external_id(self) -> Option<FieldIndex> {
        match self {
            Self::External(field, _) => Some(field),
            Self::New | Self::Id(_) | Self::IdOrNew(_) => None,
        }
    }
}

/// All that a job needs to know to work on its rows.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The object.
    pub object: Arc<Object>,
    /// What is done with each row.
    pub operation: IngestOperation,
    /// The columns, in the header's order.
    pub columns: Vec<Column>,
    /// How a row finds its record.
    pub key: Key,
    /// The id column of an upsert by another field, where it counts.
    pub id_beside_key: Option<(usize, UpsertWithIdColumn)>,
    /// Columns that the caller may not write, and their fields.
    pub forbidden: Vec<(usize, FieldIndex)>,
    /// Whether the object may be written in this way at all.
    pub permitted: bool,
    /// Fields that a new record must have, and the columns that can fill each.
    pub required: Vec<(FieldIndex, Vec<usize>)>,
    /// Fields with an index, in its order, and their columns.
    pub indexed: Vec<(FieldIndex, Option<usize>)>,
    /// Who refers to the object's records; empty unless the job deletes.
    pub children: Vec<ChildReference>,
    /// Texts for rows that no source gives.
    pub messages: Messages,
    /// Characters of one field.
    pub field_chars_max: usize,
    /// Who pays for a parent that is not found.
    pub unmatched_parent: Blame,
    /// The text that sets a field to null.
    pub null: &'static [u8],
}

/// Why a header fails its job: the whole message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanError(pub String);

impl PlanError {
    /// Recorded.
    fn not_found(name: &str) -> Self {
        Self(format!("InvalidBatch : Field name not found : {name}"))
    }
}

/// What a job asks for, as far as its header is concerned.
pub struct Wanted<'a> {
    /// All objects.
    pub schema: &'a Schema,
    /// The settings of the org.
    pub settings: &'a Settings,
    /// The object.
    pub object: &'a Arc<Object>,
    /// What is done with each row.
    pub operation: IngestOperation,
    /// What an upsert matches by.
    pub upsert_key: Option<UpsertKey>,
}

impl Plan {
    /// Reads `header`.
    ///
    /// # Errors
    /// The message with which the provider fails the job.
    pub fn read(
        wanted: &Wanted<'_>,
        header: &[u8],
        delimiter: Delimiter,
    ) -> Result<Self, PlanError> {
        Self::of_names(wanted, &column_names(header, delimiter, wanted.settings)?)
    }

    /// As [`Plan::read`], for names that did not come in a CSV.
    ///
    /// # Errors
    /// As [`Plan::read`].
    pub fn of_names(wanted: &Wanted<'_>, names: &[String]) -> Result<Self, PlanError> {
        let settings = wanted.settings;
        if wanted.operation.is_delete()
            && (names.len() != 1 || !names[0].eq_ignore_ascii_case("Id"))
        {
            return Err(delete_header(wanted, names));
        }
        let mut columns = Vec::with_capacity(names.len());
        for name in names {
            columns.push(column(wanted, name).ok_or_else(|| PlanError::not_found(name))?);
        }
        let key = key(wanted, &columns)?;
        let id_beside_key = id_beside_key(&mut columns, key, settings.upsert_with_id_column);
        Ok(Self {
            object: Arc::clone(wanted.object),
            operation: wanted.operation,
            forbidden: forbidden(wanted, &columns),
            permitted: permitted(wanted),
            required: required(wanted.object, &columns),
            indexed: indexed(wanted.object, &columns),
            children: match wanted.operation.is_delete() {
                true => references_to(wanted.schema, wanted.object),
                false => Vec::new(),
            },
            columns,
            key,
            id_beside_key,
            messages: settings.messages.clone(),
            field_chars_max: settings.field_chars_max,
            unmatched_parent: settings.unmatched_parent,
            null: NULL,
        })
    }

    /// This plan for rows that came as JSON: null is no text, no limit of a CSV counts, and there is
    /// no job that a row could fail.
    pub fn for_json(self) -> Self {
        Self { null: JSON_NULL, field_chars_max: usize::MAX, unmatched_parent: Blame::Row, ..self }
    }

    /// The column that holds a field's own value.
    pub(super) fn column_of(&self, field: FieldIndex) -> Option<usize> {
        column_of(&self.columns, field)
    }

    /// For each column the field it fills by itself, as the record table wants it.
    pub fn table_columns(&self) -> Vec<Option<FieldId>> {
        let field = |column: &Column| match column {
            Column::Field(index) => Some(index.0),
            Column::Id | Column::Parent(_) | Column::Ignored => None,
        };
        self.columns.iter().map(field).collect()
    }
}

fn column_of(columns: &[Column], field: FieldIndex) -> Option<usize> {
    columns.iter().position(|column| matches!(column, Column::Field(of) if *of == field))
}

/// The fields of an object that its table indexes from the start.
pub fn indexed_fields(object: &Object) -> impl Iterator<Item = FieldIndex> + '_ {
    object
        .indexed_fields()
        .filter(|(_, field)| field.unique || field.external_id)
        .map(|(index, _)| index)
}

fn column_names(
    header: &[u8],
    delimiter: Delimiter,
    settings: &Settings,
) -> Result<Vec<String>, PlanError> {
    let messages = &settings.messages;
    let chars_max = settings.header_chars_max;
    // Bytes bound characters, so that a huge header is not even looked through.
    let too_long = header.len() > chars_max
        && (header.len() > 4 * chars_max
            || String::from_utf8_lossy(header).chars().count() > chars_max);
    if too_long || csv::count(header, delimiter) > settings.columns_max {
        return Err(PlanError(messages.header_too_large.clone()));
    }
    let names: Vec<String> = csv::cells(header, delimiter)
        .map(|cell| String::from_utf8_lossy(&cell.decode()).into_owned())
        .collect();
    let mut seen = std::collections::HashSet::new();
    for name in &names {
        if name.is_empty() {
            return Err(PlanError(messages.empty_header.clone()));
        }
        if !seen.insert(name.to_ascii_lowercase()) {
            return Err(PlanError(messages.duplicate_header.replace("{}", name)));
        }
    }
    Ok(names)
}

/// A delete takes one column, `Id`. Documented, unread: the text of the older API.
fn delete_header(wanted: &Wanted<'_>, names: &[String]) -> PlanError {
    if names.iter().any(|name| name.eq_ignore_ascii_case("Id")) {
        let text = &wanted.settings.messages.delete_columns;
        return PlanError(text.replace("{}", wanted.operation.as_str()));
    }
    let unknown = names.iter().find(|name| column(wanted, name).is_none());
    PlanError::not_found(unknown.map_or("Id", String::as_str))
}

fn column(wanted: &Wanted<'_>, name: &str) -> Option<Column> {
    if name.eq_ignore_ascii_case("Id") {
        return Some(Column::Id);
    }
    if let Some((path, by)) = name.split_once('.') {
        return parent(wanted, path, by).map(Column::Parent);
    }
    let (index, field) = wanted.object.field(name)?;
    (!field.kind.is_compound()).then_some(Column::Field(index))
}

/// One hop only; a prefix names the object where the lookup may lead to several, and only there.
/// Documented (3.12).
fn parent(wanted: &Wanted<'_>, path: &str, by: &str) -> Option<ParentColumn> {
    let (named, relationship) = match path.split_once(':') {
        Some((object, relationship)) => (Some(object), relationship),
        None => (None, path),
    };
    let (lookup, field) = wanted.object.relationship(relationship)?;
    let targets = &field.reference.as_ref()?.to;
    let mut known = targets.iter().filter_map(|name| wanted.schema.object(name));
    let target = match named {
        Some(name) if targets.len() > 1 => known.find(|t| t.name.eq_ignore_ascii_case(name))?,
        Some(_) => return None,
        None => {
            let only = known.next()?;
            known.next().is_none().then_some(only)?
        }
    };
    let (by, by_field) = target.field(by)?;
    (by_field.id_lookup || by_field.external_id).then(|| ParentColumn {
        lookup,
        target: Arc::clone(target),
        by,
    })
}

fn key(wanted: &Wanted<'_>, columns: &[Column]) -> Result<Key, PlanError> {
    let id_column = columns.iter().position(|column| matches!(column, Column::Id));
    match wanted.operation {
        IngestOperation::Insert => Ok(Key::New),
        IngestOperation::Update | IngestOperation::Delete | IngestOperation::HardDelete => {
            id_column.map(Key::Id).ok_or_else(|| PlanError::not_found("Id"))
        }
        IngestOperation::Upsert => match wanted.upsert_key {
            None | Some(UpsertKey::Id) => Ok(Key::IdOrNew(id_column)),
            Some(UpsertKey::Field(field)) => column_of(columns, field)
                .map(|column| Key::External(field, column))
                .ok_or_else(|| PlanError::not_found(&wanted.object.field_at(field).name)),
        },
    }
}

/// In an upsert by a field, an `Id` column is the setting's business.
fn id_beside_key(
    columns: &mut [Column],
    key: Key,
    rule: UpsertWithIdColumn,
) -> Option<(usize, UpsertWithIdColumn)> {
    let Key::External(..) = key else { return None };
    let column = columns.iter().position(|column| matches!(column, Column::Id))?;
    columns[column] = Column::Ignored;
    (rule != UpsertWithIdColumn::Ignore).then_some((column, rule))
}

/// Columns of fields that may not be written.
fn forbidden(wanted: &Wanted<'_>, columns: &[Column]) -> Vec<(usize, FieldIndex)> {
    let writable = |field: &Field| match wanted.operation {
        IngestOperation::Insert => field.createable,
        IngestOperation::Update => field.updateable,
        IngestOperation::Upsert => field.createable || field.updateable,
        IngestOperation::Delete | IngestOperation::HardDelete => true,
    };
    let field_of = |column: &Column| match column {
        Column::Field(index) => Some(*index),
        Column::Parent(parent) => Some(parent.lookup),
        Column::Id | Column::Ignored => None,
    };
    let object = wanted.object;
    let fields = columns
        .iter()
        .enumerate()
        .filter_map(|(column, meaning)| field_of(meaning).map(|field| (column, field)));
    fields.filter(|(_, index)| !writable(object.field_at(*index))).collect()
}

/// Whether the object's flags let the operation through.
fn permitted(wanted: &Wanted<'_>) -> bool {
    let object = wanted.object;
    match wanted.operation {
        IngestOperation::Insert => object.createable,
        IngestOperation::Update => object.updateable,
        IngestOperation::Upsert => object.createable && object.updateable,
        IngestOperation::Delete | IngestOperation::HardDelete => object.deletable,
    }
}

fn required(object: &Object, columns: &[Column]) -> Vec<(FieldIndex, Vec<usize>)> {
    let fills = |column: &Column, field: FieldIndex| match column {
        Column::Field(index) => *index == field,
        Column::Parent(parent) => parent.lookup == field,
        Column::Id | Column::Ignored => false,
    };
    let columns_of = |field: FieldIndex| {
        let places = columns.iter().enumerate().filter(|(_, column)| fills(column, field));
        places.map(|(place, _)| place).collect()
    };
    let required = object.required().filter(|(_, field)| field.default.is_none());
    required.map(|(index, _)| (index, columns_of(index))).collect()
}

fn indexed(object: &Object, columns: &[Column]) -> Vec<(FieldIndex, Option<usize>)> {
    indexed_fields(object).map(|field| (field, column_of(columns, field))).collect()
}
