//! The judge: checks any client of a bulk data provider, in any language, against the fake.
//!
//! It shares nothing with the fake but the wire: its models and its CSV reader are its own. Start
//! reading at `protocol` (what kit and adapter say to each other), go on with `scenario` (what a case
//! is), `evidence` (what is known afterwards) and `requirements` (what is asked of a client);
//! `adapter` reaches clients, `check` says whether one is reached rightly, `fake` starts the server,
//! `generate` draws cases, `judge` has what verdicts share, `runner` plays it all, and `report` shows it.

pub mod adapter;
pub mod baseline;
pub mod check;
pub mod cli;
pub mod csv;
pub mod evidence;
pub mod fake;
pub mod generate;
pub mod judge;
pub mod model;
pub mod protocol;
pub mod report;
pub mod requirements;
pub mod runner;
pub mod scenario;
pub mod suite;
mod text;
pub mod transcript;

pub use suite::suite;
