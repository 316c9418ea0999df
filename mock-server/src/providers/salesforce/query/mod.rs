//! Query jobs and REST queries: what is asked of a query once `soql` can read and run it.
//!
//! `spec` is what a job was asked for, `state` the machine, `work` its run under way; `file` makes
//! result pages, `locator` says where they begin; `rest` answers and pages REST queries. Nothing here
//! waits, and nothing knows HTTP.

mod file;
mod json;
mod locator;
mod rest;
mod service;
mod spec;
mod state;
mod timeline;
mod work;

pub use file::{QueryFile, QueryPart, row_bytes};
pub use locator::offset as first_row;
pub use rest::{Cursors, QueryAnswer, RestQuery};
pub use service::{PageQuery, QueryPage};
pub use spec::{QueryOperation, QuerySpec};
pub use state::{QueryJob, QueryState};
pub use timeline::{QueryTask, QueryTaskDone};
pub use work::{Finished, QueryWork};
