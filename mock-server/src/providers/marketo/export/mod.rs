//! Bulk extract (section 5 of the sheet): the states of a job, its filters, its file.
//!
//! `create` and `filter` read what is asked for into a `spec`; `state` is a job and its states,
//! `shown` what clients see of it, `service` and `listing` the calls, `timeline` whose turn it is.
//! `extraction` reads the records as they were when the job began and writes them as rows (`row`,
//! `cell`), `work` does so in steps, and `file` does it again for who downloads.

mod activity;
mod cell;
mod create;
mod dates;
mod extraction;
mod file;
mod filter;
mod filter_activities;
mod filter_members;
mod json;
mod lead_test;
mod listing;
mod range;
mod row;
mod selection;
mod service;
mod shown;
mod spec;
mod state;
mod timeline;
mod work;

pub use file::{Extract, FilePart, FileParts};
pub use range::{Wanted, wanted};
pub use state::ExportJob;
pub use work::{ExportTask, ExportWorked};
