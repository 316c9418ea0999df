//! An org's time line, whoever's events stand on it: what is due, in bounded steps.

use super::Org;
use crate::core::time::SimTime;
pub use crate::core::timeline::JobLook;
use crate::providers::marketo::world as marketo;
use crate::providers::salesforce::world as salesforce;

/// Work that is due, to be done with no lock held.
pub enum Task {
    /// Work of a Salesforce job.
    Salesforce(salesforce::Task),
    /// Work of a Marketo job.
    Marketo(marketo::Task),
}

/// Work that was done, to be taken in under the org's lock.
pub enum Worked {
    /// Work of a Salesforce job.
    Salesforce(salesforce::Worked),
    /// Work of a Marketo job.
    Marketo(marketo::Worked),
}

/// A job that a client looks at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum JobRef {
    /// The number of a Salesforce job.
    Salesforce(u64),
    /// A Marketo job.
    Marketo(marketo::JobKey),
}

impl Task {
    /// The instant on the time line to which the work belongs.
    pub fn due(&self) -> SimTime {
        match self {
            Self::Salesforce(task) => task.due(),
            Self::Marketo(task) => task.due(),
        }
    }

    /// Does what needs no lock.
    pub fn work(self) -> Worked {
        match self {
            Self::Salesforce(task) => Worked::Salesforce(task.work()),
            Self::Marketo(task) => Worked::Marketo(task.work()),
        }
    }
}

impl Org {
    /// When something in the org is next due.
    pub fn next_deadline(&self) -> Option<SimTime> {
        earlier(self.salesforce.world.next_deadline(), self.marketo.world.next_deadline())
    }

    /// When a job is next due to do more than to be forgotten.
    pub fn next_work(&self) -> Option<SimTime> {
        earlier(self.salesforce.world.next_work(), self.marketo.world.next_work())
    }

    /// Plays what is due up to `now`, in order, until work is due; that comes back.
    pub fn play(&mut self, now: SimTime, budget_rows: u32) -> Option<Task> {
        loop {
            let (one, other) =
                (self.salesforce.world.next_deadline(), self.marketo.world.next_deadline());
            let next = earlier(one, other).filter(|next| *next <= now)?;
            // Neither runs ahead of what the other one has to do first.
            let task = if one == Some(next) {
                self.play_salesforce(other.map_or(now, |other| other.min(now)), budget_rows)
            } else {
                self.play_marketo(one.map_or(now, |one| one.min(now)), budget_rows)
            };
            let waits =
                earlier(self.salesforce.world.next_deadline(), self.marketo.world.next_deadline())
                    == Some(next);
            match task {
                Some(task) => return Some(task),
                // Its work is out already: the other one goes on meanwhile.
                None if waits && one == Some(next) => return self.play_marketo(now, budget_rows),
                None if waits => return self.play_salesforce(now, budget_rows),
                None => {}
            }
        }
    }

    fn play_salesforce(&mut self, until: SimTime, budget_rows: u32) -> Option<Task> {
        match self.salesforce.world.play(until, budget_rows) {
            salesforce::Next::Work(task) => Some(Task::Salesforce(task)),
            salesforce::Next::Idle => None,
        }
    }

    fn play_marketo(&mut self, until: SimTime, budget_rows: u32) -> Option<Task> {
        self.marketo.world.play(until, budget_rows).map(Task::Marketo)
    }

    /// Takes in work that was done.
    pub fn take_in(&mut self, worked: Worked) {
        match worked {
            Worked::Salesforce(worked) => self.salesforce.world.take_in(worked),
            Worked::Marketo(worked) => self.marketo.world.take_in(worked),
        }
    }

    /// What a client would see of a job at `now`.
    pub fn look(&self, job: JobRef, now: SimTime) -> Option<JobLook> {
        match job {
            JobRef::Salesforce(number) => self.salesforce.world.look(number),
            JobRef::Marketo(job) => self.marketo.world.look(job, now),
        }
    }

    /// When what a client sees of a job that is not over may next change.
    pub fn work_deadline(&self, job: JobRef, now: SimTime) -> Option<SimTime> {
        match job {
            JobRef::Salesforce(number) => self.salesforce.world.work_deadline(number),
            JobRef::Marketo(job) => self.marketo.world.work_deadline(job, now),
        }
    }
}

fn earlier(one: Option<SimTime>, other: Option<SimTime>) -> Option<SimTime> {
    one.into_iter().chain(other).min()
}
