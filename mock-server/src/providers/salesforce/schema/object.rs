//! One object: its flags, its fields in order, and how they are found by name.
//! It knows neither the other objects nor any record.

use std::collections::HashMap;
use std::fmt;

use super::{Evidence, Field, FieldIndex, ValidationRule};

/// The three characters that every id of an object begins with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPrefix([u8; 3]);

impl KeyPrefix {
    /// Jobs, of ingest and of query.
    pub const JOB: Self = Self(*b"750");
    /// Organizations.
    pub const ORGANIZATION: Self = Self(*b"00D");
    /// Users.
    pub const USER: Self = Self(*b"005");

    /// The three characters as bytes.
    pub const fn bytes(self) -> [u8; 3] {
        self.0
    }

    /// The prefix of that text: three characters of `0-9A-Za-z`.
    pub fn from_text(text: &str) -> Option<KeyPrefix> {
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphanumeric).then_some(KeyPrefix(bytes))
    }

    /// The three characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a key prefix is made of ASCII only")
    }
}

impl fmt::Display for KeyPrefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for KeyPrefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KeyPrefix({self})")
    }
}

/// What may be done with an object, under a describe's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Whether records can be activated (contracts and the like).
    pub activateable: bool,
    /// Whether compact layouts exist.
    pub compact_layoutable: bool,
    /// Whether records can be inserted.
    pub createable: bool,
    /// Whether a record can be copied with what belongs to it.
    pub deep_cloneable: bool,
    /// Whether records can be deleted.
    pub deletable: bool,
    /// Whether records have a feed.
    pub feed_enabled: bool,
    /// Whether page layouts exist.
    pub layoutable: bool,
    /// Whether records can be merged.
    pub mergeable: bool,
    /// Whether recently used records are kept.
    pub mru_enabled: bool,
    /// Whether SOQL may name it.
    pub queryable: bool,
    /// Whether its changes can be asked for.
    pub replicateable: bool,
    /// Whether a record can be read by its id.
    pub retrieveable: bool,
    /// Whether search layouts exist.
    pub search_layoutable: bool,
    /// Whether SOSL may name it.
    pub searchable: bool,
    /// Whether triggers can be written.
    pub triggerable: bool,
    /// Whether deleted records can be taken back.
    pub undeletable: bool,
    /// Whether records can be updated.
    pub updateable: bool,
    /// Whether a bulk job may name it; no describe shows this.
    pub bulkable: bool,
}

/// One object and its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// API name in its canonical letter case.
    pub name: String,
    /// Label.
    pub label: String,
    /// Label of several.
    pub label_plural: String,
    /// First three characters of its ids.
    pub key_prefix: KeyPrefix,
    /// Whether it is a custom object (`__c`).
    pub custom: bool,
    /// What may be done with it; its flags can be read on the object itself.
    pub abilities: Abilities,
    /// Fields, in the order of a describe.
    pub fields: Vec<Field>,
    /// Validation rules, in the order in which they are asked.
    pub validation_rules: Vec<ValidationRule>,
    /// The field that holds a record's name, where there is one.
    pub record_name: Option<FieldIndex>,
    /// Where the definition comes from.
    pub source: Evidence,
    pub(super) names: HashMap<String, FieldIndex>,
    pub(super) relationships: HashMap<String, FieldIndex>,
}

/// The flags read as the object's own: `object.createable`.
impl std::ops::Deref for Object {
    type Target = Abilities;

    fn deref(&self) -> &Abilities {
        &self.abilities
    }
}

impl Object {
    /// The field of that name, letter case ignored.
    pub fn field(&self, name: &str) -> Option<(FieldIndex, &Field)> {
        let index = *self.names.get(&name.to_ascii_lowercase())?;
        Some((index, self.field_at(index)))
    }

    /// The field at that place; the index comes from this object.
    pub fn field_at(&self, index: FieldIndex) -> &Field {
        &self.fields[usize::from(index.0)]
    }

    /// The reference behind a relationship name (`Owner`, `Parent__r`), letter case ignored.
    pub fn relationship(&self, relationship_name: &str) -> Option<(FieldIndex, &Field)> {
        let index = *self.relationships.get(&relationship_name.to_ascii_lowercase())?;
        Some((index, self.field_at(index)))
    }

    /// Every field with its place, in order.
    pub fn indexed_fields(&self) -> impl Iterator<Item = (FieldIndex, &Field)> {
        (0..).map(FieldIndex).zip(&self.fields)
    }

    /// The fields that an insert must give a value.
    pub fn required(&self) -> impl Iterator<Item = (FieldIndex, &Field)> {
        self.indexed_fields().filter(|(_, field)| field.is_required())
    }

    /// The fields of which no two records may hold the same value; the id is not among them.
    pub fn unique_fields(&self) -> impl Iterator<Item = (FieldIndex, &Field)> {
        self.indexed_fields().filter(|(_, field)| field.unique)
    }

    /// The parts of a compound, in order: `MailingAddress`, `Name`.
    pub fn parts_of<'o>(
        &'o self,
        compound: &'o str,
    ) -> impl Iterator<Item = (FieldIndex, &'o Field)> {
        self.indexed_fields().filter(move |(_, field)| field.compound.as_deref() == Some(compound))
    }
}
