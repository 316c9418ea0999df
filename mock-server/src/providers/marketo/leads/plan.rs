//! What a header, or the keys of a REST record, mean for leads.

use super::super::errors::ApiError;
use super::super::records::Records;
use super::super::rows::Spelling;
use super::super::settings::{Leniency, Settings};
use crate::core::table::FieldId;

/// What is to be done with records.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Action {
    /// Change the lead that is there, or make one.
    #[default]
    CreateOrUpdate,
    /// Make one; a lead that is there is left alone.
    CreateOnly,
    /// Change the lead that is there.
    UpdateOnly,
    /// Make one, whatever is there.
    CreateDuplicate,
}

impl Action {
    /// The action of that word.
    pub fn read(word: &str) -> Option<Self> {
        let all = [Self::CreateOrUpdate, Self::CreateOnly, Self::UpdateOnly, Self::CreateDuplicate];
        all.into_iter().find(|action| action.word() == word)
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::CreateOrUpdate => "createOrUpdate",
            Self::CreateOnly => "createOnly",
            Self::UpdateOnly => "updateOnly",
            Self::CreateDuplicate => "createDuplicate",
        }
    }
}

/// What a call asks for beside its records.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Wanted {
    /// What is to be done.
    pub action: Action,
    /// The field by which leads are found; `email` unless given.
    pub lookup_field: Option<String>,
    /// The partition of new leads.
    pub partition: Option<String>,
}

/// What a column means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// It is written to that field.
    Written(FieldId),
    /// It finds the lead and is not written.
    Key,
    /// A field that clients may not write.
    ReadOnly(FieldId),
    /// A field that stood in the header before.
    Repeated,
    /// No field has that name.
    Unknown,
}

/// How leads are found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lookup {
    /// By their id, in that column; such a call makes no lead.
    Id(Option<usize>),
    /// By the value of a field, in that column.
    Field(FieldId, Option<usize>),
}

/// What a header means.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The meaning of each column.
    pub columns: Vec<Column>,
    /// How leads are found.
    pub lookup: Lookup,
    /// What is to be done.
    pub action: Action,
    /// The place of the partition that was named.
    pub partition: Option<usize>,
    pub(super) spelling: Spelling,
    /// The fields that the table keeps an index of, each with its column.
    pub(super) indexed: Vec<(FieldId, Option<usize>)>,
}

impl Plan {
    /// What the header of an upload means.
    ///
    /// # Errors
    /// 1006 and 1011 for the lookup field, 1008 and 1009 for the partition. Columns that are no
    /// field are no error here: see [`Plan::unknown`].
    pub fn read(
        records: &Records,
        settings: &Settings,
        names: &[String],
        wanted: &Wanted,
    ) -> Result<Self, ApiError> {
        let spelling = Spelling::of_upload(settings);
        Reading { records, spelling, missing_partition: settings.missing_partition }
            .plan(names, wanted)
    }

    /// What the keys of a REST record mean.
    ///
    /// # Errors
    /// As [`Plan::read`].
    pub fn of_record(
        records: &Records,
        settings: &Settings,
        names: &[String],
        wanted: &Wanted,
    ) -> Result<Self, ApiError> {
        let spelling = Spelling::of_record();
        Reading { records, spelling, missing_partition: settings.missing_partition }
            .plan(names, wanted)
    }

    /// Which field each column of an upload fills, for the table.
    pub fn table_columns(&self) -> Vec<Option<FieldId>> {
        let field = |column: &Column| match column {
            Column::Written(field) => Some(*field),
            Column::Key | Column::ReadOnly(_) | Column::Repeated | Column::Unknown => None,
        };
        self.columns.iter().map(field).collect()
    }

    /// The text that stands for null in the rows of an upload, for the table.
    pub fn table_null(&self) -> &'static [u8] {
        self.spelling.table_null()
    }

    /// The columns that are no field.
    pub fn unknown(&self) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter(|(_, column)| **column == Column::Unknown).map(|(place, _)| place)
    }
}

/// A header that is being read.
struct Reading<'a> {
    records: &'a Records,
    spelling: Spelling,
    missing_partition: Leniency,
}

impl Reading<'_> {
    fn plan(&self, names: &[String], wanted: &Wanted) -> Result<Plan, ApiError> {
        let instance = &self.records.instance;
        let lookup_field = self.lookup_field(wanted.lookup_field.as_deref())?;
        let partition = self.partition(wanted)?;
        let mut columns: Vec<Column> = Vec::with_capacity(names.len());
        let mut key = None;
        for (place, name) in names.iter().enumerate() {
            let found = self.field(name);
            if found == Some(lookup_field) && key.is_none() {
                key = Some(place);
            }
            let column = found.map_or(Column::Unknown, |field| self.column(field, lookup_field));
            let repeated = matches!(column, Column::Written(_)) && columns.contains(&column);
            columns.push(if repeated { Column::Repeated } else { column });
        }
        let column_of = |field| columns.iter().position(|it| *it == Column::Written(field));
        let indexed = self.records.leads.indexed().map(|field| (field, column_of(field))).collect();
        let lookup = match instance.leads.at(lookup_field).name() {
            "id" => Lookup::Id(key),
            _ => Lookup::Field(lookup_field, key),
        };
        let action = wanted.action;
        Ok(Plan { columns, lookup, action, partition, spelling: self.spelling, indexed })
    }

    fn field(&self, name: &str) -> Option<FieldId> {
        self.spelling.field(&self.records.instance.leads, name)
    }

    fn column(&self, field: FieldId, lookup_field: FieldId) -> Column {
        let known = self.records.instance.leads.at(field);
        // What a lead is found by is written to a new one, even where clients may not change it.
        match (known.computed, known.is_writable() || field == lookup_field) {
            (false, true) => Column::Written(field),
            (true, _) if field == lookup_field => Column::Key,
            (_, _) => Column::ReadOnly(field),
        }
    }

    /// Documented (4.2.4); the text of 1006 is relied upon.
    fn lookup_field(&self, wanted: Option<&str>) -> Result<FieldId, ApiError> {
        let name = wanted.filter(|name| !name.is_empty()).unwrap_or("email");
        let field = self.field(name).ok_or_else(|| ApiError::lookup_field_not_found(name))?;
        let known = self.records.instance.leads.at(field);
        let allowed = known.lookup || matches!(known.name(), "email" | "id");
        if allowed { Ok(field) } else { Err(ApiError::field_not_supported(name)) }
    }

    /// The place of the partition that was named. Documented both ways: one must be named where there
    /// are several (4.2.5), and the default one is used (A:leads); a partition is no part of updates.
    fn partition(&self, wanted: &Wanted) -> Result<Option<usize>, ApiError> {
        let partitions = &self.records.instance.partitions;
        let Some(name) = wanted.partition.as_deref().filter(|name| !name.is_empty()) else {
            let needed = partitions.len() > 1
                && self.missing_partition == Leniency::Refuse
                && wanted.action != Action::UpdateOnly;
            return if needed { Err(ApiError::partition_missing()) } else { Ok(None) };
        };
        let place = partitions.iter().position(|known| known.name == name);
        place.map(Some).ok_or_else(|| ApiError::partition_denied(name))
    }
}
