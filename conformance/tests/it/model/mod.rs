//! The reference model: first against the sheet it was written from, then server against model.

#[cfg(feature = "against-server")]
mod against_server;
mod compare;
mod generate;
mod machine;
mod mirror;
#[cfg(feature = "against-server")]
mod server;
mod sheet_rows;
mod sheet_states;
mod sheet_views;
mod step;
mod sut;
mod walk;
