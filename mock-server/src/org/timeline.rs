//! An org's time line, whoever's events stand on it: what is due, in bounded steps.

use super::Org;
use crate::core::time::SimTime;
pub use crate::providers::salesforce::world::JobLook;
use crate::providers::salesforce::world::{self, Next};

/// Work that is due, to be done with no lock held.
pub enum Task {
    /// Work of a Salesforce job.
    Salesforce(world::Task),
}

/// Work that was done, to be taken in under the org's lock.
pub enum Worked {
    /// Work of a Salesforce job.
    Salesforce(world::Worked),
}

/// A job that a client looks at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum JobRef {
    /// The number of a Salesforce job.
    Salesforce(u64),
}

impl Task {
    /// The instant on the time line to which the work belongs.
    pub fn due(&self) -> SimTime {
        match self {
            Self::Salesforce(task) => task.due(),
        }
    }

    /// Does what needs no lock.
    pub fn work(self) -> Worked {
        match self {
            Self::Salesforce(task) => Worked::Salesforce(task.work()),
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

    /// Plays what is due up to `now`, in order, until work is due; that comes back.
    pub fn play(&mut self, now: SimTime, budget_rows: u32) -> Option<Task> {
        match self.salesforce.world.play(now, budget_rows) {
            Next::Work(task) => Some(Task::Salesforce(task)),
            Next::Idle => None,
        }
    }

    /// Takes in work that was done.
    pub fn take_in(&mut self, worked: Worked) {
        match worked {
            Worked::Salesforce(worked) => self.salesforce.world.take_in(worked),
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
