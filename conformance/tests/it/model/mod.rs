//! The reference model: first against the sheet it was written from, then server against model.

mod sheet_rows;
mod sheet_states;
mod sheet_views;
mod walk;
