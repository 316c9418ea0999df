//! Why a row fails: the texts of `sf__Error` (3.11, 10.7).

use super::records::RecordName;

/// One reason for a row to fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A new record without these fields.
    RequiredMissing(Vec<String>),
    /// One chunk of an upsert names this external id more than once: all those rows fail.
    NamedTwice {
        /// The external id field.
        field: String,
        /// The value as this row has it.
        value: String,
    },
    /// A live record already has this unique value.
    Taken {
        /// The unique field.
        field: String,
        /// Whose value it is.
        by: RecordName,
    },
    /// The record was deleted.
    Deleted,
    /// No record ever had this id.
    NeverExisted,
    /// An update, or delete, whose Id cell is empty.
    NoId,
}

impl Fault {
    /// The status code, up to the first colon.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::RequiredMissing(_) => "REQUIRED_FIELD_MISSING",
            Fault::NamedTwice { .. } | Fault::Taken { .. } => "DUPLICATE_VALUE",
            Fault::Deleted => "ENTITY_IS_DELETED",
            Fault::NeverExisted => "INVALID_CROSS_REFERENCE_KEY",
            Fault::NoId => "MISSING_ARGUMENT",
        }
    }

    /// The whole text; `id_of` says what real id a record has.
    pub fn text(&self, id_of: impl Fn(RecordName) -> String) -> String {
        let code = self.code();
        match self {
            Fault::RequiredMissing(fields) => {
                let (list, suffix) = (fields.join(", "), fields.join(","));
                format!("{code}:Required fields are missing: [{list}]:{suffix} --")
            }
            Fault::NamedTwice { field, value } => {
                format!("{code}:Duplicate external id specified: {value}:{field} --")
            }
            Fault::Taken { field, by } => {
                let id = id_of(*by);
                format!(
                    "{code}:duplicate value found: {field} duplicates value on record with id: \
                     {id}:--"
                )
            }
            Fault::Deleted => format!("{code}:entity is deleted:--"),
            Fault::NeverExisted => format!("{code}:invalid cross reference id:--"),
            Fault::NoId => format!("{code}:Id not specified in an update call:--"),
        }
    }
}
