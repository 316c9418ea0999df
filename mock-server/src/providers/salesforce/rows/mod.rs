//! What becomes of one row: the header read once, each row checked alone, then committed.
//!
//! `plan` reads the header, `check` needs the row and the schema only (no lock is held), `commit`
//! needs the org's tables. REST writes go through the same three.

mod check;
mod commit;
mod delete;
mod error;
mod plan;
mod value;

pub use check::{Checked, NULL, Prepared, prepare};
pub use commit::{Committed, Kept, Writer, commit};
pub use error::RowError;
pub use plan::{Column, JSON_NULL, Key, Plan, PlanError, Wanted, indexed_fields};
pub use value::fits_type;
