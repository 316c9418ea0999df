//! What rules wait for: calls that were answered, states that jobs came to, rules that fired.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::facts::Facts;
use super::super::when::After;
use super::Newest;
use crate::core::pattern::like;

/// What happened.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    operations: Words,
    states: Words,
    faults: BTreeSet<Arc<str>>,
}

/// Words that were seen, in the org as a whole and by job.
#[derive(Clone, Debug, Default)]
struct Words {
    of_org: BTreeSet<&'static str>,
    of_job: Newest<String, BTreeSet<&'static str>>,
}

impl Words {
    fn note(&mut self, word: &'static str, job: Option<&str>) {
        self.of_org.insert(word);
        if let Some(job) = job {
            self.of_job.entry(job.to_owned()).insert(word);
        }
    }

    /// Whether such a word was seen of a job, or of any where none is named.
    fn saw(&self, wanted: &str, job: Option<&str>) -> bool {
        let seen = match job {
            Some(job) => self.of_job.get(job),
            None => Some(&self.of_org),
        };
        seen.is_some_and(|seen| seen.iter().any(|one| like(wanted, one)))
    }
}

impl Seen {
    /// A call was answered as it should.
    pub(super) fn operation(&mut self, operation: &'static str, job: Option<&str>) {
        self.operations.note(operation, job);
    }

    /// A job came to a state.
    pub(super) fn state(&mut self, state: &'static str, job: &str) {
        self.states.note(state, Some(job));
    }

    /// A rule fired.
    pub(super) fn fault(&mut self, name: &Arc<str>) {
        self.faults.insert(Arc::clone(name));
    }

    /// Whether all happened after which a rule begins to hit such a request.
    pub(super) fn holds(&self, after: &After, facts: &Facts) -> bool {
        let job = facts.job.as_ref().map(|job| job.id.as_str());
        let saw = |seen: &Words, wanted: &str| seen.saw(wanted, job);
        after.operation.as_ref().is_none_or(|wanted| saw(&self.operations, wanted))
            && after.state.as_ref().is_none_or(|wanted| saw(&self.states, wanted))
            && after.fault.as_ref().is_none_or(|name| self.faults.contains(name.as_str()))
    }
}
