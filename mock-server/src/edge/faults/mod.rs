//! Faults at the edge: what is known of a request is put together, its faults are drawn, and what
//! concerns the wire is performed. Which fault it is, is decided elsewhere.

mod deliver;
mod edit;
mod know;
mod perform;

pub(super) use deliver::{OnTheWire, deliver};
pub(super) use edit::edited;
pub(super) use perform::{asking, instead, wait};
