//! Faults at the edge: what is known of a request is put together, its faults are drawn, and what
//! concerns the wire is performed. Which fault it is, is decided elsewhere.
//!
//! `know` draws, `perform` does what comes before the rules, `edit` and `on_the_way` change what comes
//! after them, `deliver` owns the socket where the HTTP library would not do as told.

mod bad_gzip;
mod deliver;
mod edit;
mod headers;
mod know;
mod on_the_way;
mod pace;
mod perform;
mod slow_body;

pub(super) use deliver::{Asked, OnTheWire, deliver};
pub(super) use edit::edited;
pub(super) use on_the_way::OnTheWay;
pub(super) use perform::{asking, instead, wait};
pub(super) use slow_body::{Carried, SlowBody};
