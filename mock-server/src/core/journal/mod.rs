//! The journal: every exchange and every transition of an org, in one order, as data.
//!
//! Secrets are named when it is read, not when it is written. It must not know a provider or HTTP
//! types: the edge hands it texts, numbers and bytes.

mod book;
pub mod canonical;
mod entry;
mod evidence;
mod live;
mod query;
mod secrets;
mod snapshot;
mod spelling;
mod verify;

pub use book::{Journal, JournalLimits};
pub use entry::{
    Entry, Exchange, ExchangeId, Fired, Outcome, Place, RequestHead, Stamp, Transition,
};
pub use evidence::{Evidence, KeptBodies, Recorder};
pub use live::{Batch, Cursor};
pub use query::{EntryKind, Filter, Status, Unmet, is_id};
pub use secrets::{Names, Secrets};
pub use snapshot::Snapshot;
pub use verify::{
    Counted, Expectation, Expectations, NearMiss, Ordered, Verified, in_short, verify,
};
