//! Leads as rows of an answer: which fields were asked for, and how they are shown.

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::super::instance::Instance;
use super::super::leads::Lead;
use super::super::request::Asked;
use crate::core::table::FieldId;

/// What is shown unless fields are asked for. Documented (A:leads).
const USUAL: [&str; 6] = ["id", "email", "updatedAt", "createdAt", "firstName", "lastName"];

/// The fields of a row.
pub(super) struct LeadRows {
    /// Names as they were asked for; `None` where there is nothing to show.
    fields: Vec<(String, Option<FieldId>)>,
}

impl LeadRows {
    /// The fields that a call asks for. A lead always shows its id. Documented (swagger, Lead).
    ///
    /// # Errors
    /// 1006 for a field that does not exist.
    pub(super) fn asked(instance: &Instance, asked: &Asked) -> Result<Self, ApiError> {
        let wanted = asked.params.list("fields");
        let usual = wanted.is_empty();
        let mut names = if usual { USUAL.to_vec() } else { wanted };
        if !names.contains(&"id") {
            names.insert(0, "id");
        }
        let mut fields: Vec<(String, Option<FieldId>)> = Vec::with_capacity(names.len());
        for name in names {
            let field = instance.leads.named(name);
            // Documented (A:leads): `ecids` may always be asked for; nothing is shared here.
            if field.is_none() && name != "ecids" && !usual {
                return Err(ApiError::field_not_found(name));
            }
            fields.push((name.to_owned(), field));
        }
        Ok(Self { fields })
    }

    /// A lead; what is empty is null. Recorded.
    pub(super) fn row(&self, lead: &Lead<'_>) -> Map<String, Value> {
        let cell = |field: Option<FieldId>| field.map_or(Value::Null, |field| lead.json(field));
        self.fields.iter().map(|(name, field)| (name.clone(), cell(*field))).collect()
    }
}
