//! What happened to leads: a log that imports, changes, lists and programs write, and clients read.
//!
//! `log` keeps it small, `what` says what can happen, `show` turns an entry into the provider's words.
//! Entries are never changed; a clone of the log shares its segments.

mod log;
mod show;
mod what;

pub use log::{Activity, ActivityLog, ActivityNumber};
pub use show::Shown;
pub use what::{Cause, DataChange, Event, What};
