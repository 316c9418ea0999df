//! One record of a custom object, read: its stored fields, and those that are computed.

use std::borrow::Cow;

use serde_json::Value;

use super::super::instance::CustomObject;
use super::super::records::{Records, joined_key, object_key};
use super::super::values;
use super::plan::ID_FIELD;
use crate::core::table::{FieldId, RecordNumber, View};

/// One record, to be read.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    records: &'a Records,
    object: &'a CustomObject,
    view: View<'a>,
}

impl<'a> Record<'a> {
    /// A record of the custom object at that place.
    pub fn of(records: &'a Records, place: usize, view: View<'a>) -> Self {
        Self { records, object: &records.instance.objects[place], view }
    }

    /// The record of that number, unless it was deleted.
    pub fn get(records: &'a Records, place: usize, number: RecordNumber) -> Option<Self> {
        let view = records.objects[place].get(number).filter(|view| !view.is_deleted())?;
        Some(Self::of(records, place, view))
    }

    /// The name of a field.
    pub fn name(&self, id: FieldId) -> &'a str {
        self.object.fields.at(id).name()
    }

    /// Its `marketoGUID`.
    pub fn guid(&self) -> String {
        self.records.guids(self.object).guid(self.view.number().0).to_string()
    }

    /// What it holds in a field, as it is stored; `None` if that is empty.
    pub fn text(&self, id: FieldId) -> Option<Cow<'a, [u8]>> {
        let own = |text: String| Some(Cow::Owned(text.into_bytes()));
        match self.object.fields.at(id).name() {
            ID_FIELD => own(self.guid()),
            "createdAt" => own(values::instant_text(self.view.created().at)),
            "updatedAt" => own(values::instant_text(self.view.modified().at)),
            _ => self.view.cell(id).filter(|cell| !cell.is_empty()),
        }
    }

    /// What it holds in a field, as JSON.
    pub fn json(&self, id: FieldId) -> Value {
        let text = self.text(id);
        text.map_or(Value::Null, |text| values::json(self.object.fields.at(id), &text))
    }
}

/// The record with those values in the dedupe fields, in their order.
pub fn find(records: &mut Records, place: usize, key: &[Cow<'_, [u8]>]) -> Option<RecordNumber> {
    let field = object_key(&records.instance.objects[place]);
    let key = joined_key(key.iter().map(|value| &**value));
    records.object_mut(place).find(field, &key).first().copied()
}
