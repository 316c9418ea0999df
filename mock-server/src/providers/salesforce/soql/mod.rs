//! SOQL: a text is read into a [`Query`] against the schema, and a query is run over an org's records.
//!
//! Knows no HTTP, no job and no clock: the time of a query is an argument of its reading, and what a
//! reading gives is plain data.

mod query;

pub use query::*;
