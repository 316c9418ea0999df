//! An org's time line, whoever's events stand on it: what is due, in bounded steps.

use super::Org;
use crate::core::time::SimTime;
use crate::providers::salesforce::rows::Prepared;
pub use crate::providers::salesforce::world::JobLook;
use crate::providers::salesforce::world::{self, Next};

/// Rows that are due, to be checked with no lock held.
pub enum RowsTask {
    /// Rows of a Salesforce job.
    Salesforce(world::Task),
}

/// Rows that were checked, to be written under the org's lock.
pub enum PreparedRows {
    /// Rows of a Salesforce job.
    Salesforce(world::Task, Prepared),
}

/// A job that a client looks at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum JobRef {
    /// The number of a Salesforce job.
    Salesforce(u64),
}

impl RowsTask {
    /// The instant on the time line to which the rows belong.
    pub fn due(&self) -> SimTime {
        match self {
            Self::Salesforce(task) => task.due,
        }
    }

    /// Checks the rows against schemas and nothing else.
    pub fn prepare(self) -> PreparedRows {
        match self {
            Self::Salesforce(task) => {
                let prepared = task.prepare();
                PreparedRows::Salesforce(task, prepared)
            }
        }
    }
}

impl Org {
    /// When something in the org is next due.
    pub fn next_deadline(&self) -> Option<SimTime> {
        self.salesforce.world.next_deadline()
    }

    /// When a job is next due to do more than to be forgotten.
    pub fn next_work(&self) -> Option<SimTime> {
        self.salesforce.world.next_work()
    }

    /// Plays what is due up to `now`, in order, until rows are due; those come back.
    pub fn play(&mut self, now: SimTime, budget_rows: u32) -> Option<RowsTask> {
        match self.salesforce.world.play(now, budget_rows) {
            Next::Rows(task) => Some(RowsTask::Salesforce(task)),
            Next::Idle => None,
        }
    }

    /// Writes rows that were checked.
    pub fn write(&mut self, rows: &PreparedRows) {
        match rows {
            PreparedRows::Salesforce(task, prepared) => {
                self.salesforce.world.write(task, prepared);
            }
        }
    }

    /// What a client would see of a job now.
    pub fn look(&self, job: JobRef) -> Option<JobLook> {
        match job {
            JobRef::Salesforce(number) => self.salesforce.world.look(number),
        }
    }

    /// When a job that is not over is next due.
    pub fn work_deadline(&self, job: JobRef) -> Option<SimTime> {
        match job {
            JobRef::Salesforce(number) => self.salesforce.world.work_deadline(number),
        }
    }
}
