//! Reference model of Salesforce Bulk API 2.0 ingest: jobs, rows and what each call answers.
//!
//! Written from the protocol fact sheet alone (sections 3, 9 and 10); it must not know the fake,
//! not even its enums. Jobs and records have symbolic names, so a whole sequence of commands can
//! be made before anything runs. Three uses: server against model, journal acceptor
//! ([`Org::apply`] per journal entry), and asking which situations a sequence can reach.
//!
//! Where the sheet is silent the prediction is silent too: [`Body::Unstated`], a message of
//! `None`, a row with several acceptable faults.

mod command;
mod fault;
mod job;
mod org;
mod prediction;
mod query_job;
mod records;
mod rows;
mod settings;
mod upload;
mod view;

pub use command::{Command, JobName, NewJob, Operation, ResultSet};
pub use fault::Fault;
pub use job::State;
pub use org::Org;
pub use prediction::{Body, Expected, JobView, Prediction, Refusal, ResultRow, ResultTable};
pub use query_job::{QueryJob, QueryPace, QueryState};
pub use records::{Record, RecordName, Values};
pub use rows::{Outcome, RefusedId};
pub use settings::{ObjectRules, Settings};
pub use upload::{Cell, Newline, RecordRef, Upload};
