//! What becomes of jobs, sessions and limits, one file each. The fate of a job is drawn once, when it
//! is made, and lies in the job: its machine asks, nothing else decides.

mod stuck;

use std::sync::Arc;

pub use stuck::Stuck;

/// What becomes of a job.
#[derive(Clone, PartialEq, Debug)]
pub enum JobFate {
    /// It stays in a state.
    Stuck(Stuck),
}

/// All that becomes of a job; nothing for most. Cheap to clone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct JobFates(Option<Arc<Vec<JobFate>>>);

impl JobFates {
    /// Adds a fate.
    pub fn add(&mut self, fate: JobFate) {
        Arc::make_mut(self.0.get_or_insert_default()).push(fate);
    }

    /// Whether it is an ordinary job.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The fates, in the order in which their rules were installed.
    pub fn iter(&self) -> impl Iterator<Item = &JobFate> {
        self.0.iter().flat_map(|fates| fates.iter())
    }
}
