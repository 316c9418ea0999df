//! The reference model: first against the sheet it was written from, then server against model.

mod against_server;
mod compare;
mod generate;
pub(crate) mod machine;
mod mirror;
mod query_jobs;
pub(crate) mod server;
mod sheet_rows;
mod sheet_states;
mod sheet_views;
pub(crate) mod step;
pub(crate) mod sut;
pub(crate) mod walk;
