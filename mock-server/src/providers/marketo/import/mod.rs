//! Bulk import (section 4 of the sheet): what a call asks for, the queue, rows, reports.
//!
//! `submission` reads the body of a call and `target` what its rows are to become; `batch` is one
//! import in its states, `queue` moves batches along the time line, `work` takes their rows through the
//! rules of leads, custom objects or memberships, `plan` says which; `show` and `report` answer clients,
//! `ledger` those who look at the org.

mod batch;
mod cells;
mod header;
mod ledger;
mod plan;
mod queue;
mod reasons;
mod report;
mod show;
mod submission;
mod target;
mod work;

pub use batch::ImportJob;
pub use report::{Report, ReportKind};
pub use show::BatchKey;
pub use submission::Submission;
pub use work::{ImportTask, ImportWorked};
