//! The codes with which single rows are refused, and the text that each usually has.
//!
//! Source: section 3.11 of the sheet. Where the real text names a field, a value or a record, the text
//! here leaves it out: a rule that wants one gives it.

/// One known code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowCode {
    /// The code.
    pub code: &'static str,
    /// Its usual text.
    pub message: &'static str,
}

const fn known(code: &'static str, message: &'static str) -> RowCode {
    RowCode { code, message }
}

/// All of them.
pub const ROW_CODES: &[RowCode] = &[
    // Recorded; the short form.
    known("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"),
    // Recorded, with a field and a record's id after it.
    known("DUPLICATE_VALUE", "duplicate value found"),
    // Recorded.
    known("DUPLICATES_DETECTED", "Use one of these records?"),
    // Inferred from the grammar: the text is a rule's own.
    known("FIELD_CUSTOM_VALIDATION_EXCEPTION", "The record breaks a validation rule."),
    // Recorded.
    known(
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
        "Too many retries of batch save in the presence of Apex triggers with failures",
    ),
    // Recorded, with the fields' names in the brackets.
    known("REQUIRED_FIELD_MISSING", "Required fields are missing: []"),
    // Recorded, with a column, a value and a type in it.
    known("INVALID_FIELD", "Failed to deserialize field"),
    // Recorded.
    known("ENTITY_IS_DELETED", "entity is deleted"),
    // Recorded.
    known("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"),
    // Recorded, with the field's label and the value.
    known("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "bad value for restricted picklist field"),
    // Recorded, its end inferred.
    known("MISSING_ARGUMENT", "Id not specified in an update call"),
    // Documented for REST, its end inferred.
    known("MALFORMED_ID", "id value of incorrect type"),
    // Recorded for REST, its end inferred.
    known("STRING_TOO_LONG", "data value too large"),
    // Documented, unread.
    known("INVALID_EMAIL_ADDRESS", "invalid email address"),
    // Recorded for REST, its end inferred.
    known("INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields"),
    // Codes documented, unread; texts from memory of SOAP, as the sheet says.
    known("INVALID_TYPE_ON_FIELD_IN_RECORD", "value not of required type"),
    known("NUMBER_OUTSIDE_VALID_RANGE", "value outside of valid range on numeric field"),
    known("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id"),
    known(
        "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
        "insufficient access rights on cross-reference id",
    ),
    known("DELETE_FAILED", "Your attempt to delete the record could not be completed."),
    known("DEPENDENCY_EXISTS", "This record is in use elsewhere."),
    known("STORAGE_LIMIT_EXCEEDED", "storage limit exceeded"),
    known("FIELD_INTEGRITY_EXCEPTION", "There's a problem with a field of this record."),
    known("INACTIVE_OWNER_OR_USER", "operation performed with inactive user"),
    known("DUPLICATE_EXTERNAL_ID", "more than one record found for external id field"),
    // Code of this server's own rows that cannot be read as CSV. Assumed.
    known("INVALID_CSV_ROW_DATA", "The row cannot be read."),
];

/// The line of a code. A rule is checked before it is installed: another code is not asked for.
pub(super) fn row_code(code: &str) -> RowCode {
    let found = ROW_CODES.iter().find(|known| known.code == code);
    found.copied().unwrap_or(ROW_CODES[0])
}
