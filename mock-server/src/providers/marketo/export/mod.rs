//! Bulk extract (section 5 of the sheet): the states of a job, its filters, its file.

mod create;
mod dates;
mod filter;
mod filter_activities;
mod filter_members;
mod json;
mod spec;

use super::world::{Played, World};
use crate::core::time::SimTime;
use crate::core::timeline::JobLook;

/// One extract.
#[derive(Clone)]
pub struct ExportJob {}

/// A step that is due.
pub struct ExportTask {}

/// A step that was done.
pub struct ExportWorked {}

impl ExportTask {
    /// The instant on the time line to which it belongs.
    pub fn due(&self) -> SimTime {
        SimTime::default()
    }

    /// Takes the step.
    pub fn work(self) -> ExportWorked {
        ExportWorked {}
    }
}

impl World {
    pub(super) fn play_export(&mut self, number: u64, due: SimTime, budget_rows: u32) -> Played {
        let _ = (number, due, budget_rows);
        Played::Waits
    }

    pub(super) fn take_export(&mut self, step: ExportWorked) {
        let ExportWorked {} = step;
    }

    pub(super) fn next_export_work(&self) -> Option<SimTime> {
        None
    }

    pub(super) fn look_at_export(&self, number: u64, now: SimTime) -> Option<JobLook> {
        let _ = (number, now);
        None
    }

    pub(super) fn export_deadline(&self, number: u64, now: SimTime) -> Option<SimTime> {
        let _ = (number, now);
        None
    }
}
