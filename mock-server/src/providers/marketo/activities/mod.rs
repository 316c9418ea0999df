//! What happened to leads: a log that imports, changes, lists and programs write, and clients read.
//!
//! `log` keeps it small, `what` says what can happen, `entry` is one entry as filters see it, `show`
//! turns it into the provider's words, `change` into what became of a field; `generated` reads the
//! entries that are computed, `token` is a place in the log that clients carry.
//! Entries are never changed; a clone of the log shares its segments.

mod change;
mod entry;
pub mod generated;
mod log;
mod show;
mod token;
mod what;

pub use change::Change;
pub use entry::Entry;
pub use log::{Activity, ActivityLog, ActivityNumber, Span};
pub use show::Shown;
pub use token::{PagingTokens, Position};
pub use what::{Cause, DataChange, Event, What};
