//! One field of an object, as a describe shows it and as the rules of a write need it.
//! Plain data: it knows no record and no definition file.

use super::FieldType;

/// The place of a field in its object's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldIndex(pub u16);

/// One field. The names of its properties are a describe's, in Rust's letter case.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// API name in its canonical letter case: `LastName`.
    pub name: String,
    /// Label, as error messages show it: `Last Name`.
    pub label: String,
    /// Type.
    pub kind: FieldType,
    /// Longest value in characters; 0 where the type has no length.
    pub length: u32,
    /// Digits of a decimal number in all; 0 for other types.
    pub precision: u8,
    /// Digits of a decimal number after the point; 0 for other types.
    pub scale: u8,
    /// Digits of a whole number; 0 for other types.
    pub digits: u8,
    /// Whether it may be empty.
    pub nillable: bool,
    /// Whether an insert may set it.
    pub createable: bool,
    /// Whether an update may set it.
    pub updateable: bool,
    /// Whether the provider fills it when an insert does not.
    pub defaulted_on_create: bool,
    /// Whether it is marked as an external id.
    pub external_id: bool,
    /// Whether no two records may hold the same value.
    pub unique: bool,
    /// Whether an upsert or a relationship header may find records by it.
    pub id_lookup: bool,
    /// Whether `unique` tells letter case apart; false for every standard external id.
    pub case_sensitive: bool,
    /// Whether it is the record's name.
    pub name_field: bool,
    /// Whether it is a formula.
    pub calculated: bool,
    /// Whether the provider numbers it; `auto_number_format` says how.
    pub auto_number: bool,
    /// Display format of an auto number, `SUB-{00000}`; the braces hold the least number of digits.
    pub auto_number_format: Option<String>,
    /// Whether a WHERE may name it.
    pub filterable: bool,
    /// Whether an ORDER BY may name it.
    pub sortable: bool,
    /// Whether a GROUP BY may name it.
    pub groupable: bool,
    /// Whether an aggregate function may name it.
    pub aggregatable: bool,
    /// Whether field-level security applies to it.
    pub permissionable: bool,
    /// Whether its value is HTML.
    pub html_formatted: bool,
    /// Whether it is a custom field (`__c`).
    pub custom: bool,
    /// Whether a value outside the active ones is refused.
    pub restricted_picklist: bool,
    /// Value that an insert without this field gets.
    pub default: Option<String>,
    /// Values of a picklist, in order; empty for other types.
    pub picklist: Vec<PicklistValue>,
    /// Where an id in it leads; only for type reference.
    pub reference: Option<Reference>,
    /// The compound that it is a part of: `MailingAddress` for `MailingStreet`, `Name` for `LastName`.
    pub compound: Option<String>,
    /// A describe's `extraTypeInfo`: `personname`, `plaintextarea`, `imageurl`.
    pub extra_type_info: Option<String>,
    /// Help text shown beside the field.
    pub inline_help_text: Option<String>,
}

impl Field {
    /// Whether an insert without it is refused with `REQUIRED_FIELD_MISSING`.
    pub fn is_required(&self) -> bool {
        self.createable
            && !self.nillable
            && !self.defaulted_on_create
            && self.kind != FieldType::Boolean
    }

    /// The picklist value that an insert gets, if one is marked so.
    pub fn default_picklist_value(&self) -> Option<&PicklistValue> {
        self.picklist.iter().find(|value| value.default_value && value.active)
    }
}

/// One value of a picklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PicklistValue {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether a restricted picklist accepts it.
    pub active: bool,
    /// Whether an insert without the field gets it.
    pub default_value: bool,
}

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Objects that it may point to. One of them may be absent from the schema: the provider has it,
    /// this fake does not.
    pub to: Vec<String>,
    /// Name on the way up: `Account`, `Owner`, `Parent__r`; none where there is no way up.
    pub relationship_name: Option<String>,
    /// Name on the way down, as a describe of the target lists it: `Contacts`.
    pub child_relationship_name: Option<String>,
    /// Whether it may point to several objects.
    pub polymorphic: bool,
    /// What happens to this record when the target is deleted.
    pub on_delete: OnDelete,
}

/// What the deletion of a parent does to the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    /// The reference becomes empty.
    Clear,
    /// The child is deleted as well.
    Cascade,
    /// The deletion is refused.
    Restrict,
}

impl OnDelete {
    /// Every way.
    pub const ALL: [OnDelete; 3] = [OnDelete::Clear, OnDelete::Cascade, OnDelete::Restrict];

    /// The word in a definition file.
    pub fn as_str(self) -> &'static str {
        match self {
            OnDelete::Clear => "clear",
            OnDelete::Cascade => "cascade",
            OnDelete::Restrict => "restrict",
        }
    }
}
