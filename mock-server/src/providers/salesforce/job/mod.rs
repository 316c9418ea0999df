//! Ingest jobs: `spec` is what was asked for, `state` the machine, `work` its rows under way,
//! `outcomes` what became of them. Nothing here waits, and nothing knows HTTP.

mod outcomes;
mod spec;
mod state;
mod work;

pub use outcomes::{FailedRow, Outcome, Outcomes};
pub use spec::{IngestOperation, JobSpec, UpsertKey};
pub use state::{Beginning, Command, Job, Refusal, State, Uploads};
pub use work::{Ended, Progress, Work};
