//! What a header, or the keys of a REST record, mean for a custom object.

use super::super::errors::ApiError;
use super::super::instance::CustomObject;
use super::super::leads::Action;
use super::super::records::Records;
use super::super::rows::Blanks;
use super::super::settings::{LetterCase, Settings, UnknownColumn};
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
    pub(super) blanks: Blanks,
}

impl Plan {
    /// What the header of an upload means.
    ///
    /// # Errors
    /// 1006 for a column that is no field, unless the settings ignore it.
    pub fn read(
        records: &Records,
        settings: &Settings,
        names: &[String],
        wanted: &Wanted,
    ) -> Result<Self, ApiError> {
        let ignores = settings.unknown_column == UnknownColumn::Ignore;
        let blanks = Blanks::of_upload(settings);
        Self::of_names(records, names, wanted, settings.header_letter_case, ignores, blanks)
    }

    /// What the keys of a REST record mean; names are spelt exactly.
    ///
    /// # Errors
    /// 1006 for a key that is no field.
    pub fn of_record(
        records: &Records,
        names: &[String],
        wanted: &Wanted,
    ) -> Result<Self, ApiError> {
        Self::of_names(records, names, wanted, LetterCase::Exact, false, Blanks::of_record())
    }

    fn of_names(
        records: &Records,
        names: &[String],
        wanted: &Wanted,
        letter_case: LetterCase,
        ignores_unknown: bool,
        blanks: Blanks,
    ) -> Result<Self, ApiError> {
        let object = &records.instance.objects[wanted.object];
        let mut plan = Self {
            wanted: *wanted,
            columns: Vec::with_capacity(names.len()),
            id: None,
            dedupe: vec![None; object.dedupe_fields.len()],
            link: None,
            blanks,
        };
        for (place, name) in names.iter().enumerate() {
            let field = match letter_case {
                LetterCase::Exact => object.fields.named(name),
                LetterCase::Ignore => object.fields.named_in_any_case(name),
            };
            if field.is_none() && !ignores_unknown {
                return Err(ApiError::field_not_found(name));
            }
            plan.add(object, place, field);
        }
        Ok(plan)
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
        self.blanks.table_null()
    }
}
