//! What a header, or the keys of a REST record, mean for a custom object.

use super::super::errors::ApiError;
use super::super::instance::CustomObject;
use super::super::leads::Action;
use super::super::records::Records;
use super::super::rows::Spelling;
use super::super::settings::Settings;
use crate::core::table::FieldId;

/// The field that every custom object is numbered by.
pub(super) const ID_FIELD: &str = "marketoGUID";

/// How records are found.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum DedupeBy {
    /// By the values that tell two records apart.
    #[default]
    DedupeFields,
    /// By `marketoGUID`.
    IdField,
}

impl DedupeBy {
    /// The way of that word.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "dedupeFields" => Some(Self::DedupeFields),
            "idField" => Some(Self::IdField),
            _ => None,
        }
    }
}

/// What a call asks for beside its records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The place of the custom object.
    pub object: usize,
    /// What is to be done.
    pub action: Action,
    /// How records are found.
    pub dedupe_by: DedupeBy,
}

impl Wanted {
    /// What an import asks for: insert or update, by dedupe fields (4.3.5).
    pub fn import(object: usize) -> Self {
        Self { object, action: Action::CreateOrUpdate, dedupe_by: DedupeBy::DedupeFields }
    }
}

/// What a header means.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) wanted: Wanted,
    /// The field of each column; none where it is not written.
    pub(super) columns: Vec<Option<FieldId>>,
    /// The column with the id.
    pub(super) id: Option<usize>,
    /// The columns of the dedupe fields, in the order of these.
    pub(super) dedupe: Vec<Option<usize>>,
    /// The column that links to a lead.
    pub(super) link: Option<usize>,
    pub(super) spelling: Spelling,
}

impl Plan {
    /// What the header of an upload means. A column that is no field is passed over.
    pub fn read(records: &Records, settings: &Settings, names: &[String], wanted: &Wanted) -> Self {
        let object = &records.instance.objects[wanted.object];
        let spelling = Spelling::of_upload(settings);
        let mut plan = Self::empty(object, wanted, spelling);
        for (place, name) in names.iter().enumerate() {
            plan.add(object, place, spelling.field(&object.fields, name));
        }
        plan
    }

    /// What the keys of a REST record mean.
    ///
    /// # Errors
    /// 1006 for a key that is no field.
    pub fn of_record(
        records: &Records,
        names: &[String],
        wanted: &Wanted,
    ) -> Result<Self, ApiError> {
        let object = &records.instance.objects[wanted.object];
        let spelling = Spelling::of_record();
        let mut plan = Self::empty(object, wanted, spelling);
        for (place, name) in names.iter().enumerate() {
            let field = spelling.field(&object.fields, name);
            let field = field.ok_or_else(|| ApiError::field_not_found(name))?;
            plan.add(object, place, Some(field));
        }
        Ok(plan)
    }

    fn empty(object: &CustomObject, wanted: &Wanted, spelling: Spelling) -> Self {
        Self {
            wanted: *wanted,
            columns: Vec::new(),
            id: None,
            dedupe: vec![None; object.dedupe_fields.len()],
            link: None,
            spelling,
        }
    }

    /// Adds a column; of two of one field the first one counts.
    fn add(&mut self, object: &CustomObject, place: usize, field: Option<FieldId>) {
        let written = field.filter(|field| {
            let known = object.fields.at(*field);
            let key = object.dedupe_fields.contains(field);
            !known.computed && (known.is_writable() || key) && !self.columns.contains(&Some(*field))
        });
        self.columns.push(written);
        let Some(field) = field else { return };
        if object.fields.at(field).name() == ID_FIELD {
            self.id.get_or_insert(place);
        }
        for (column, dedupe) in self.dedupe.iter_mut().zip(&object.dedupe_fields) {
            if *dedupe == field {
                column.get_or_insert(place);
            }
        }
        if object.link.as_ref().is_some_and(|(link, _)| *link == field) {
            self.link.get_or_insert(place);
        }
    }

    /// The place of the custom object.
    pub fn object(&self) -> usize {
        self.wanted.object
    }

    /// Which field each column of an upload fills, for the table.
    pub fn table_columns(&self) -> Vec<Option<FieldId>> {
        self.columns.clone()
    }

    /// The text that stands for null in the rows of an upload, for the table.
    pub fn table_null(&self) -> &'static [u8] {
        self.spelling.table_null()
    }
}
