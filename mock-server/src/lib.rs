//! A stateful, in-memory stand-in for bulk data providers.
//!
//! Start reading at `core` (time, rows, tables: pure), go on with a provider's folder (its rules:
//! pure) and `faults` (what may go wrong on purpose, as data: pure), then `org` (one isolated world) and
//! `edge` (the only place that waits and speaks HTTP).
//! [`MockServer`] is the whole of it inside a Rust test.

pub mod admin;
pub mod app;
pub mod cli;
pub mod clock;
pub mod core;
pub mod edge;
pub mod faults;
pub mod org;
pub mod providers;
pub mod scenario;
mod server;
mod stage;
pub mod witness;

pub use crate::core::time::{SimDuration, SimTime};
pub use org::{ClockMode, Declaration, Sessions};
pub use server::{
    Builder, Calls, Clock, DEMO_CLIENT, DEMO_ORG, DEMO_PASSWORD, DEMO_SECRET, DEMO_TOKEN,
    DEMO_USER, Failure, Fault, FaultBuilder, MarketoHandle, MockServer, OrgHandle, Row,
    SalesforceHandle, Times, demo,
};
