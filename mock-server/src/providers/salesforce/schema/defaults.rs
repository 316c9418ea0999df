//! What a field is when its file says no more than its type: lengths, digits, and how SOQL may use it.
//!
//! Source: Object Reference, "Field types" and "Custom field types"; the flags per type as in
//! describes. *documented, not re-read*

use super::FieldType;

/// Longest text of a plain text field, and of anything that is matched as a key.
pub(super) const TEXT_LENGTH_MAX: u32 = 255;
/// Longest text of any field, in characters.
pub(super) const LONG_TEXT_LENGTH_MAX: u32 = 131_072;
/// Most digits of a decimal number.
pub(super) const PRECISION_MAX: u32 = 18;

/// Length in characters of a field that gives none.
pub(super) fn length(kind: FieldType) -> u32 {
    match kind {
        FieldType::String
        | FieldType::Textarea
        | FieldType::Picklist
        | FieldType::Combobox
        | FieldType::Url => TEXT_LENGTH_MAX,
        FieldType::Email => 80,
        FieldType::Phone => 40,
        FieldType::Multipicklist => 4_099,
        FieldType::Encryptedstring => 175,
        FieldType::Id | FieldType::Reference => 18,
        FieldType::Boolean
        | FieldType::Int
        | FieldType::Long
        | FieldType::Double
        | FieldType::Currency
        | FieldType::Percent
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Address
        | FieldType::Location
        | FieldType::Base64
        | FieldType::AnyType => 0,
    }
}

/// Precision, scale and digits of a field that gives none.
pub(super) fn digits(kind: FieldType) -> (u8, u8, u8) {
    match kind {
        FieldType::Double | FieldType::Percent => (18, 0, 0),
        FieldType::Currency => (18, 2, 0),
        FieldType::Int => (0, 0, 8),
        FieldType::Long => (0, 0, 18),
        FieldType::Id
        | FieldType::String
        | FieldType::Textarea
        | FieldType::Picklist
        | FieldType::Multipicklist
        | FieldType::Combobox
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Reference
        | FieldType::Address
        | FieldType::Location
        | FieldType::Base64
        | FieldType::Encryptedstring
        | FieldType::AnyType => (0, 0, 0),
    }
}

/// How SOQL may use a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct SoqlUse {
    pub(super) filterable: bool,
    pub(super) sortable: bool,
    pub(super) groupable: bool,
    pub(super) aggregatable: bool,
}

/// How SOQL may use a field of that type and length.
pub(super) fn soql_use(kind: FieldType, length: u32) -> SoqlUse {
    let filterable = match kind {
        FieldType::Textarea => length <= TEXT_LENGTH_MAX,
        FieldType::Base64 | FieldType::Encryptedstring | FieldType::AnyType => false,
        _ => true,
    };
    let list_or_compound = kind == FieldType::Multipicklist || kind.is_compound();
    SoqlUse {
        filterable,
        sortable: filterable && !list_or_compound,
        groupable: filterable
            && !list_or_compound
            && (kind.is_text()
                || matches!(
                    kind,
                    FieldType::Id
                        | FieldType::Reference
                        | FieldType::Boolean
                        | FieldType::Int
                        | FieldType::Date
                )),
        aggregatable: filterable && !list_or_compound && kind != FieldType::Boolean,
    }
}
