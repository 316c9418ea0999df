//! Bulk import (section 4 of the sheet): the states of a batch, its rows, its reports.

use super::world::{Played, World};
use crate::core::time::SimTime;
use crate::core::timeline::JobLook;

/// One batch.
#[derive(Clone)]
pub struct ImportJob {}

/// Rows that are due, to be checked.
pub struct ImportTask {}

/// Rows that were checked.
pub struct ImportWorked {}

impl ImportTask {
    /// The instant on the time line to which it belongs.
    pub fn due(&self) -> SimTime {
        SimTime::default()
    }

    /// Checks the rows.
    pub fn work(self) -> ImportWorked {
        ImportWorked {}
    }
}

impl World {
    pub(super) fn play_import(&mut self, batch: u64, due: SimTime, budget_rows: u32) -> Played {
        let _ = (batch, due, budget_rows);
        Played::Waits
    }

    pub(super) fn take_import(&mut self, rows: ImportWorked) {
        let ImportWorked {} = rows;
    }

    pub(super) fn next_import_work(&self) -> Option<SimTime> {
        None
    }

    pub(super) fn look_at_import(&self, batch: u64) -> Option<JobLook> {
        let _ = batch;
        None
    }

    pub(super) fn import_deadline(&self, batch: u64) -> Option<SimTime> {
        let _ = batch;
        None
    }
}
