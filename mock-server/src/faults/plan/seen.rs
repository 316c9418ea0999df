//! What rules wait for: calls that were answered, states that jobs came to, rules that fired.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::super::facts::Facts;
use super::super::when::After;
use crate::core::pattern::like;

/// What happened, by job, and under an empty name in the org as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    operations: Words,
    states: Words,
    faults: BTreeSet<Arc<str>>,
}

type Words = HashMap<String, BTreeSet<&'static str>>;

impl Seen {
    /// A call was answered as it should.
    pub(super) fn operation(&mut self, operation: &'static str, job: Option<&str>) {
        note(&mut self.operations, operation, job.unwrap_or(""));
    }

    /// A job came to a state.
    pub(super) fn state(&mut self, state: &'static str, job: &str) {
        note(&mut self.states, state, job);
    }

    /// A rule fired.
    pub(super) fn fault(&mut self, name: &Arc<str>) {
        self.faults.insert(Arc::clone(name));
    }

    /// A job is gone.
    pub(super) fn forget(&mut self, job: &str) {
        self.operations.remove(job);
        self.states.remove(job);
    }

    /// Whether all happened after which a rule begins to hit such a request.
    pub(super) fn holds(&self, after: &After, facts: &Facts) -> bool {
        let of = facts.job.as_ref().map_or("", |job| job.id.as_str());
        let saw = |seen: &Words, wanted: &str| {
            seen.get(of).is_some_and(|seen| seen.iter().any(|one| like(wanted, one)))
        };
        after.operation.as_ref().is_none_or(|wanted| saw(&self.operations, wanted))
            && after.state.as_ref().is_none_or(|wanted| saw(&self.states, wanted))
            && after.fault.as_ref().is_none_or(|name| self.faults.contains(name.as_str()))
    }
}

fn note(words: &mut Words, word: &'static str, job: &str) {
    for of in ["", job] {
        words.entry(of.to_owned()).or_default().insert(word);
    }
}
