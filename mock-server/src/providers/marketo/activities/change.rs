//! What became of a lead's field, whether a rule wrote the activity, a seed told it or it is computed.

use serde_json::Value;

use super::super::instance::numbers::CHANGE_DATA_VALUE;
use super::entry::{Body, Entry};
use super::what::What;
use crate::core::table::FieldId;

/// A field that got another value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The lead's field.
    pub field: FieldId,
    /// What it held.
    pub old: Option<String>,
    /// What it holds.
    pub new: Option<String>,
}

impl Entry<'_> {
    /// What a change of a data value (type 13) changed.
    pub fn change(&self) -> Option<Change> {
        if self.type_id != CHANGE_DATA_VALUE {
            return None;
        }
        if let Body::Written(What::DataChanged(change)) = self.body {
            let text = |value: &Option<Box<str>>| value.as_deref().map(str::to_owned);
            let (old, new) = (text(&change.old), text(&change.new));
            return Some(Change { field: change.field, old, new });
        }
        let (id, name) = (self.primary_id(), self.primary().unwrap_or_default());
        let mut fields = self.records.instance.leads.iter();
        let (field, _) =
            fields.find(|(_, field)| id == Some(field.id.into()) || field.display_name == *name)?;
        let attributes = self.attributes();
        let text = |name: &str| attributes.get(name).map(in_text).filter(|text| !text.is_empty());
        Some(Change { field, old: text("Old Value"), new: text("New Value") })
    }
}

fn in_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
