//! Plays cases: an org is made for each, the client is asked, and what is known is gathered.
//!
//! `case` is one case from beginning to end.

mod case;
mod records;
mod secrets;
mod setup;

pub use case::{Played, Stage};
