//! What objects and fields exist: definitions written as data, read once, immutable afterwards.
//!
//! Definition files are read as trees by `core::document`; `build*` add what a type implies, `check` refuses what does not fit together, `store` is
//! the finished schema. Nothing here knows records, jobs, HTTP or the file system: texts come from the caller.

mod build;
mod build_field;
mod build_rules;
mod build_values;
mod check;
mod defaults;
mod evidence;
mod field;
mod field_type;
mod object;
mod rules;
mod standard;
mod store;

pub use evidence::{Evidence, Grade};
pub use field::{Field, FieldIndex, OnDelete, PicklistValue, Reference};
pub use field_type::FieldType;
pub use object::{Abilities, KeyPrefix, Object};
pub use rules::{Condition, Test, ValidationRule};
pub use standard::STANDARD_FILES;
pub use store::Schema;

pub use crate::core::document::{DefinitionError, Place};
