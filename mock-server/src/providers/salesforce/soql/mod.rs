//! SOQL: a text is read into a [`Query`] against the schema, and a query is run over an org's records.
//!
//! Knows no HTTP, no job and no clock: the time of a query is an argument of its reading, and what a
//! reading gives is plain data.

mod candidates;
mod eval;
mod group;
mod natural;
mod order;
mod parts;
mod query;
mod result;
mod row;
mod run;
mod show;
mod stub;

pub use group::{GroupCell, GroupRow};
pub use query::*;
pub use result::{Cursor, Enough, ResultSet};
pub use run::{Progress, Run, Scope, TooManyToSort, sorts_too_many};
pub use show::{group_json, record_json, write_csv};
pub use stub::*;
