//! Whether a lead is in a list, static or smart.

use super::super::instance::SmartListRule;
use super::super::records::Records;
use super::cell::FieldCell;
use crate::core::table::{RecordSet, View};

/// Which leads are taken.
pub(super) enum LeadTest {
    /// Those in a static list.
    InList(RecordSet),
    /// Those with a value.
    NotEmpty(FieldCell),
    /// Those without one.
    Empty(FieldCell),
    /// Those with one of these values, in lower case.
    Is(FieldCell, Vec<String>),
    /// Those whose value holds a text, in lower case.
    Contains(FieldCell, String),
}

impl LeadTest {
    /// The leads of a static list.
    ///
    /// # Errors
    /// The list is not there.
    pub(super) fn in_list(records: &Records, id: u32) -> Result<Self, String> {
        let list = records.lists.get(id).ok_or("Static list not found")?;
        Ok(Self::InList(list.members.clone()))
    }

    /// The leads of a smart list.
    ///
    /// # Errors
    /// The list is not there, asks for nothing, or names what does not exist.
    pub(super) fn in_smart_list(records: &Records, id: u32) -> Result<Self, String> {
        let instance = &records.instance;
        let list = instance.smart_lists.iter().find(|list| list.id == id);
        let rule = list.and_then(|list| list.rule.as_ref()).ok_or("Smart list not found")?;
        let cell = |name: &String| {
            let field = instance.leads.named(name);
            let id = field.ok_or_else(|| format!("Field '{name}' not found"))?;
            Ok::<_, String>(FieldCell::of_lead(records, id))
        };
        Ok(match rule {
            SmartListRule::NotEmpty(field) => Self::NotEmpty(cell(field)?),
            SmartListRule::Empty(field) => Self::Empty(cell(field)?),
            SmartListRule::Is(field, values) => {
                let values = values.iter().map(|value| value.to_lowercase()).collect();
                Self::Is(cell(field)?, values)
            }
            SmartListRule::Contains(field, text) => {
                Self::Contains(cell(field)?, text.to_lowercase())
            }
            SmartListRule::InList(id) => Self::in_list(records, *id)?,
        })
    }

    pub(super) fn holds(&self, records: &Records, lead: &View<'_>) -> bool {
        match self {
            Self::InList(members) => members.contains(lead.number()),
            Self::NotEmpty(cell) => value(*cell, records, lead).is_some(),
            Self::Empty(cell) => value(*cell, records, lead).is_none(),
            Self::Is(cell, values) => {
                value(*cell, records, lead).is_some_and(|value| values.contains(&value))
            }
            Self::Contains(cell, text) => {
                value(*cell, records, lead).is_some_and(|value| value.contains(text.as_str()))
            }
        }
    }
}

/// The value of a field in lower case; `None` if it is empty.
fn value(cell: FieldCell, records: &Records, lead: &View<'_>) -> Option<String> {
    let mut value = Vec::new();
    let is_there = cell.append(records, lead, &mut value) && !value.is_empty();
    is_there.then(|| String::from_utf8_lossy(&value).to_lowercase())
}
