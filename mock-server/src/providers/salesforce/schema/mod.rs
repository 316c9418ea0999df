//! What objects and fields exist: definitions written as data, read once, immutable afterwards.
//! Nothing here knows records, jobs, HTTP or the file system: texts come from the caller.

mod error;
mod evidence;
mod field;
mod field_type;
mod object;
mod rules;
mod store;

pub use error::{DefinitionError, Place};
pub use evidence::{Evidence, Grade};
pub use field::{Field, FieldIndex, OnDelete, PicklistValue, Reference};
pub use field_type::FieldType;
pub use object::{Abilities, KeyPrefix, Object};
pub use rules::{Condition, Test, ValidationRule};
pub use store::Schema;
