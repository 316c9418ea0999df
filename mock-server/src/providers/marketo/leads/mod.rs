//! Leads: what the columns of a row mean, what is wrong with a row, how it is written, how a lead is
//! read, how leads end and become one.
//!
//! An import's row and a record of a REST call go the same way: `plan`, `check` with no lock held,
//! `write`. Nothing here knows batches, files or HTTP.

mod check;
mod lead;
mod partition;
mod plan;
mod remove;
mod write;

pub use check::check;
pub use lead::{Lead, LeadField, shown_if_empty};
pub use partition::{partition_field, partition_of};
pub use plan::{Action, Column, Lookup, Plan, Wanted};
pub use remove::{delete, merge};
pub use write::write;
