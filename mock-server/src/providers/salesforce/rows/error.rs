//! What is wrong with one row, in the grammar of `sf__Error`.
//!
//! Grammar (3.11, recorded): `CODE:message:Field1,Field2 --`, or `CODE:message:--` without fields.
//! The same errors serve REST writes, which print code, message and fields apart.

use std::fmt;

use super::super::schema::Field;

/// A row's error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowError {
    /// The status code, such as `REQUIRED_FIELD_MISSING`.
    pub code: &'static str,
    /// The message; it names fields by their labels.
    pub message: String,
    /// The fields, by their API names.
    pub fields: Vec<String>,
    /// A text that stands for all of the above, where a setting gives one.
    pub verbatim: Option<String>,
    /// Whether the job fails with the row (setting `unmatched_parent`).
    pub fails_job: bool,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = &self.verbatim {
            return f.write_str(text);
        }
        write!(f, "{}:{}:", self.code, self.message)?;
        if !self.fields.is_empty() {
            write!(f, "{} ", self.fields.join(","))?;
        }
        f.write_str("--")
    }
}

impl RowError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: Vec::new(), verbatim: None, fails_job: false }
    }

    /// An error that a fault wants.
    pub fn of_fault(code: &'static str, message: String, fields: Vec<String>) -> Self {
        Self { fields, ..Self::new(code, message) }
    }

    fn on(mut self, field: &Field) -> Self {
        self.fields.push(field.name.clone());
        self
    }

    fn on_id(mut self) -> Self {
        self.fields.push("Id".into());
        self
    }

    /// An error whose whole text a setting gives.
    pub fn verbatim(text: &str) -> Self {
        let code = "INVALID_CSV_ROW_DATA";
        Self { verbatim: Some(text.to_owned()), ..Self::new(code, String::new()) }
    }

    /// Fields that an insert must have are empty. Recorded.
    pub fn required_missing<'a>(fields: impl Iterator<Item = &'a Field>) -> Self {
        let names: Vec<String> = fields.map(|field| field.name.clone()).collect();
        let message = format!("Required fields are missing: [{}]", names.join(", "));
        Self { fields: names, ..Self::new("REQUIRED_FIELD_MISSING", message) }
    }

    /// A value that does not fit its type; `column` counts from 0. Recorded.
    pub fn not_deserialized(field: &Field, column: usize, value: &str, xsd_type: &str) -> Self {
        let message = format!(
            "Failed to deserialize field at col {column}. Due to, '{value}' is not a valid value \
             for the type {xsd_type}"
        );
        Self::new("INVALID_FIELD", message).on(field)
    }

    /// More characters than the field takes. Message recorded, suffix inferred.
    pub fn too_long(field: &Field, value: &str, limit: usize) -> Self {
        let message =
            format!("{}: data value too large: {value} (max length={limit})", field.label);
        Self::new("STRING_TOO_LONG", message).on(field)
    }

    /// No mail address. Documented, unread.
    pub fn invalid_email(field: &Field, value: &str) -> Self {
        let message = format!("{}: invalid email address: {value}", field.label);
        Self::new("INVALID_EMAIL_ADDRESS", message).on(field)
    }

    /// A value outside a restricted picklist. Recorded, the HTML escapes of the value included.
    pub fn restricted_picklist(field: &Field, value: &str) -> Self {
        let value = value
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\'', "&#39;");
        let message = format!("{}: bad value for restricted picklist field: {value}", field.label);
        Self::new("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message).on(field)
    }

    /// More digits before the point than the field takes. Code documented, text unread.
    pub fn out_of_range(field: &Field, value: &str) -> Self {
        let message =
            format!("{}: value outside of valid range on numeric field: {value}", field.label);
        Self::new("NUMBER_OUTSIDE_VALID_RANGE", message).on(field)
    }

    /// Fields that the caller may not write. Message recorded, suffix inferred.
    pub fn not_writable<'a>(fields: impl Iterator<Item = &'a Field>) -> Self {
        let names: Vec<String> = fields.map(|field| field.name.clone()).collect();
        let message = format!(
            "Unable to create/update fields: {}. Please check the security settings of this field \
             and verify that it is read/write for your profile or permission set.",
            names.join(", ")
        );
        Self { fields: names, ..Self::new("INVALID_FIELD_FOR_INSERT_UPDATE", message) }
    }

    /// The object may not be written in this way. Code documented, text unread.
    pub fn insufficient_access() -> Self {
        Self::new("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")
    }

    /// An Id in an insert, or where the external id decides, and it is not the matched record's. Inferred.
    pub fn id_in_insert() -> Self {
        Self::new("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call").on_id()
    }

    /// An update or delete of a row with an empty Id. Recorded, suffix inferred.
    pub fn id_missing(verb: &str) -> Self {
        Self::new("MISSING_ARGUMENT", format!("Id not specified in {verb} call"))
    }

    /// Something in an id column that is no id, or another object's. Documented, suffix inferred.
    pub fn malformed_id(label: &str, value: &str, field: &str) -> Self {
        let message = format!("{label}: id value of incorrect type: {value}");
        Self { fields: vec![field.to_owned()], ..Self::new("MALFORMED_ID", message) }
    }

    /// The id of nothing that ever was. Recorded.
    pub fn invalid_cross_reference() -> Self {
        Self::new("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
    }

    /// The id of a deleted record. Recorded.
    pub fn entity_is_deleted() -> Self {
        Self::new("ENTITY_IS_DELETED", "entity is deleted")
    }

    /// Another record holds the unique value. Recorded.
    pub fn duplicate_value(field: &str, id: &str) -> Self {
        let message =
            format!("duplicate value found: {field} duplicates value on record with id: {id}");
        Self::new("DUPLICATE_VALUE", message)
    }

    /// Two rows of one chunk with the same external id. Documented, unread.
    pub fn duplicate_external_id_in_chunk(field: &Field, value: &str) -> Self {
        let message = format!("Duplicate external id specified: {value}");
        Self::new("DUPLICATE_VALUE", message).on(field)
    }

    /// Several records hold the external id. Code documented, text unread.
    pub fn ambiguous_external_id(field: &Field, ids: &[String]) -> Self {
        let message = format!(
            "{}: more than one record found for external id field: [{}]",
            field.label,
            ids.join(", ")
        );
        Self::new("DUPLICATE_EXTERNAL_ID", message).on(field)
    }

    /// An upsert row without its external id. Code documented, text assumed.
    pub fn external_id_missing(field: &str) -> Self {
        Self::new("MISSING_ARGUMENT", format!("{field} not specified"))
    }

    /// A relationship column that found no parent. Code documented, text unread.
    pub fn parent_not_found(by: &str, value: &str, entity: &str) -> Self {
        let message =
            format!("Foreign key external ID: {value} not found for field {by} in entity {entity}");
        Self::new("INVALID_FIELD", message)
    }

    /// A validation rule that refuses the record. Inferred from the grammar.
    pub fn validation(message: &str, field: Option<&Field>) -> Self {
        let error = Self::new("FIELD_CUSTOM_VALIDATION_EXCEPTION", message);
        match field {
            Some(field) => error.on(field),
            None => error,
        }
    }

    /// A record that a child forbids to delete. Code documented, text unread.
    pub fn delete_restricted(children: &str) -> Self {
        let message = format!(
            "Your attempt to delete the record could not be completed because it is associated \
             with the following {children}."
        );
        Self::new("DELETE_FAILED", message)
    }
}
