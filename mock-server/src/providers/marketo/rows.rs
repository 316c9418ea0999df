//! What the row rules of leads, custom objects and memberships have in common: who writes, what a
//! row's cells are, what comes of it.
//!
//! Each kind reads a header into a plan, checks rows against the plan with no lock held, and writes
//! them under the lock; an import's row and a record of a REST call go the same way.

use std::borrow::Cow;
use std::sync::Arc;

use super::activities::Cause;
use super::errors::Reason;
use super::settings::Settings;
use crate::core::table::{RecordNumber, RowRef};
use crate::core::time::SimTime;

/// The cells of a row in the order of its plan's columns; `None` where a REST record lacks the key or
/// a CSV row is too short. A cell that empties its field is empty.
pub type Cells<'a> = [Option<Cow<'a, [u8]>>];

/// Who writes, when, and why.
pub struct Writer<'a> {
    /// The org's time.
    pub now: SimTime,
    /// The settings in force.
    pub settings: &'a Settings,
    /// What activities say of the reason.
    pub cause: &'a Arc<Cause>,
    /// The row of an upload in which the cells stand and go on to stand; `None` has them copied.
    pub row: Option<RowRef>,
}

/// What came of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A new record.
    Created(RecordNumber),
    /// A record that was there.
    Updated(RecordNumber),
    /// Nothing was written.
    Skipped(Problem),
}

/// Why a row is not written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Over REST: code and text.
    pub reason: Reason,
    /// In the failures file of an import, which has texts of its own (4.5.5).
    pub in_report: String,
}

impl Problem {
    /// One that reads alike in both places.
    pub fn of(reason: Reason) -> Self {
        Self { in_report: reason.message.clone(), reason }
    }

    /// One with a text of its own in a failures file.
    pub fn reported(reason: Reason, in_report: impl Into<String>) -> Self {
        Self { reason, in_report: in_report.into() }
    }
}

/// What can be said of a row before any record is looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Checked {
    /// Why it will not be written.
    pub problem: Option<Problem>,
    /// What is odd about it, in the words of a warnings file; it is written all the same.
    pub warning: Option<String>,
}
