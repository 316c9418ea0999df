//! The reference model: first against the sheet it was written from, then server against model.

mod against_server;
mod compare;
mod generate;
mod machine;
mod mirror;
mod query_jobs;
mod server;
mod sheet_rows;
mod sheet_states;
mod sheet_views;
mod step;
mod sut;
mod walk;
