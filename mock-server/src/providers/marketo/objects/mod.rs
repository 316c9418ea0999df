//! Custom objects: what the columns of a row mean, what is wrong with a row, how it is written, how a
//! record is read.
//!
//! An import's row and a record of a REST call go the same way: `plan`, `check` with no lock held,
//! `write`. Nothing here knows batches, files or HTTP.

mod check;
mod plan;
mod record;
mod write;

pub use check::check;
pub use plan::{DedupeBy, Plan, Wanted};
pub use record::{Record, find};
pub use write::{delete, lookup, write};
