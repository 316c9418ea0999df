//! What happened to leads: a log that imports, changes, lists and programs write, and clients read.
//!
//! `log` keeps it small, `what` says what can happen, `entry` is one entry as filters see it, `show`
//! turns it into the provider's words, `generated` reads the entries that are computed.
//! Entries are never changed; a clone of the log shares its segments.

mod entry;
pub mod generated;
mod log;
mod show;
mod what;

pub use entry::Entry;
pub use log::{Activity, ActivityLog, ActivityNumber, Span};
pub use show::Shown;
pub use what::{Cause, DataChange, Event, What};
