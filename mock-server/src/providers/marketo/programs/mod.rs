//! Memberships of programs: what the columns of a row mean, how a lead becomes a member, how its
//! status moves on, how a membership is read.
//!
//! A row of an import is a row of leads and a membership of each. Nothing here knows batches, files or
//! HTTP.

mod member;
mod plan;
mod status;
mod write;

pub use member::{Member, find, of_lead, of_program};
pub use plan::{Plan, Wanted};
pub use status::{Moved, Refused, move_on};
pub use write::{check, check_fields, remove, set_fields, write};
