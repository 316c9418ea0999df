//! What happened to one job, in its order: requests, answers, and changes that the provider made.

use std::collections::BTreeMap;

use super::Provider;
use crate::evidence::{Entry, Exchange, Journal, Transition};

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event<'a> {
    /// A request arrived.
    Sent(&'a Exchange),
    /// Its answer went out, or broke.
    Answered(&'a Exchange),
    /// The provider changed the job's state.
    Changed(&'a Transition),
}

impl Event<'_> {
    fn seq(&self) -> u64 {
        match self {
            Self::Sent(exchange) => exchange.received.seq,
            Self::Answered(exchange) => exchange.answered.as_ref().map_or(u64::MAX, |it| it.seq),
            Self::Changed(change) => change.place.seq,
        }
    }
}

/// The events of each job of a provider, by the job's short id.
pub(super) fn stories(journal: &Journal, provider: Provider) -> BTreeMap<String, Vec<Event<'_>>> {
    let mut stories: BTreeMap<String, Vec<Event<'_>>> = BTreeMap::new();
    for entry in &journal.entries {
        match entry {
            Entry::Exchange(exchange) => {
                let Some(job) = job_of(exchange, provider) else { continue };
                let story = stories.entry(job).or_default();
                story.push(Event::Sent(exchange));
                if exchange.answered.is_some() {
                    story.push(Event::Answered(exchange));
                }
            }
            Entry::Transition(change) => {
                stories.entry(key(&change.subject)).or_default().push(Event::Changed(change));
            }
        }
    }
    // What only the provider knows of is nobody's conduct.
    stories.retain(|_, story| story.iter().any(|it| matches!(it, Event::Sent(_))));
    for story in stories.values_mut() {
        story.sort_by_key(Event::seq);
    }
    stories
}

/// The job that a request is about; of a creation, the one that its answer names.
pub(super) fn job_of(exchange: &Exchange, provider: Provider) -> Option<String> {
    let operation = exchange.operation.as_deref()?;
    if !operation.starts_with(provider.prefix()) || !is_of_jobs(operation) {
        return None;
    }
    if operation.ends_with(".create") {
        let answer = went_well(exchange).then(|| exchange.answer_json())?;
        let id = ["/id", "/result/0/exportId", "/result/0/batchId"]
            .iter()
            .find_map(|at| answer.pointer(at))?;
        return Some(key(&id.as_str().map_or_else(|| id.to_string(), str::to_owned)));
    }
    if operation.ends_with(".list") {
        return None;
    }
    exchange.job().map(key)
}

fn is_of_jobs(operation: &str) -> bool {
    let kinds = ["salesforce.ingest.", "salesforce.query.", "marketo.import.", "marketo.export."];
    kinds.iter().any(|kind| operation.starts_with(kind))
}

/// Ids of Salesforce are known in a form of 15 characters and one of 18.
pub(super) fn key(id: &str) -> String {
    let is_salesforce = id.len() == 18 && id.starts_with("750");
    if is_salesforce { id[..15].to_owned() } else { id.to_owned() }
}

/// Whether the client got a whole answer that says that all went well.
pub(super) fn went_well(exchange: &Exchange) -> bool {
    exchange.is_answered() && matches!(exchange.status, Some(200..300))
}

/// The state that a whole answer shows.
pub(super) fn shown(exchange: &Exchange) -> Option<String> {
    if !went_well(exchange) {
        return None;
    }
    let answer = exchange.answer_json();
    let state = ["/state", "/result/0/status"].iter().find_map(|at| answer.pointer(at))?;
    state.as_str().map(str::to_owned)
}
