//! Answers of the fake that no provider could have given: the kit must not judge by a fake that is
//! wrong itself.
//!
//! A job that a fault had a hand in is left out: it is wrong on purpose.

use std::collections::BTreeSet;

use super::Provider;
use super::story::{Event, job_of, key, shown, stories, went_well};
use crate::evidence::{Exchange, Journal};

/// What a provider could not have answered, in sentences; empty for a fake that keeps to the sheets.
pub fn impossible(journal: &Journal, provider: Provider) -> Vec<String> {
    let touched = touched(journal, provider);
    let mut found = Vec::new();
    for (job, story) in stories(journal, provider) {
        if touched.contains(&job) {
            continue;
        }
        let mut truth = Truth::of(provider);
        for (at, event) in story.iter().enumerate() {
            let wrong = match event {
                Event::Changed(change) => {
                    truth.changes(change.from.as_deref(), change.to.as_deref())
                }
                Event::Sent(_) => None,
                Event::Answered(exchange) => {
                    truth.answers(exchange, &states(provider, &story[..at], exchange))
                }
            };
            found.extend(wrong.map(|what| format!("job {job}: {what}")));
        }
    }
    found
}

/// Jobs that a fault had a hand in: through a request about them, or through their creation.
fn touched(journal: &Journal, provider: Provider) -> BTreeSet<String> {
    let hit = |it: &&Exchange| !it.faults.is_empty() || it.broke.is_some();
    let mut touched = BTreeSet::new();
    for exchange in journal.exchanges().filter(hit) {
        touched.extend(job_of(exchange, provider));
        // The answer of a creation may be lost: its job is the one that began in the meantime.
        let Some(answered) = &exchange.answered else { continue };
        let meanwhile = exchange.received.seq..=answered.seq;
        let begun = journal
            .transitions()
            .filter(|change| change.from.is_none() && meanwhile.contains(&change.place.seq));
        touched.extend(begun.map(|change| key(&change.subject)));
    }
    touched
}

fn is_deletion(exchange: &Exchange) -> bool {
    exchange.operation.as_deref().is_some_and(|name| name.ends_with(".delete"))
}

/// The states that a job was in between the arrival of a request and its answer; at Marketo, which
/// shows changes late (5.4), those that it was ever in.
fn states(provider: Provider, before: &[Event<'_>], exchange: &Exchange) -> Vec<String> {
    let changes = before.iter().filter_map(|event| match event {
        Event::Changed(change) => Some(change),
        Event::Sent(_) | Event::Answered(_) => None,
    });
    let mut held = Vec::new();
    for change in changes {
        if change.place.seq < exchange.received.seq && provider == Provider::Salesforce {
            held.clear();
        }
        held.push(change.to.clone().unwrap_or_default());
    }
    held
}

/// What is known of one job of the provider.
struct Truth {
    provider: Provider,
    state: Option<String>,
    processed: u64,
}

impl Truth {
    fn of(provider: Provider) -> Self {
        Self { provider, state: None, processed: 0 }
    }

    fn changes(&mut self, from: Option<&str>, to: Option<&str>) -> Option<String> {
        let known = self.state.replace(to.unwrap_or_default().to_owned());
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        if known.is_some_and(|known| known != from) {
            return Some(format!("it goes from {from} to {to} and was not {from}"));
        }
        (!may_become(self.provider, from, to)).then(|| format!("it goes from {from} to {to}"))
    }

    fn answers(&mut self, exchange: &Exchange, held: &[String]) -> Option<String> {
        let place = exchange.seq();
        if held.is_empty() || !went_well(exchange) {
            return None;
        }
        if held.len() == 1 && held[0].is_empty() && !is_deletion(exchange) {
            return Some(format!(
                "it is gone, and request {place} is answered as if it were there"
            ));
        }
        if let Some(state) = shown(exchange)
            && !held.contains(&state)
        {
            return Some(format!(
                "request {place} shows it as {state}, and it is {}",
                held.join(", ")
            ));
        }
        if exchange.is("salesforce.ingest.upload") && !held.iter().any(|state| state == "Open") {
            return Some(format!("upload {place} is taken while it is {}", held.join(", ")));
        }
        self.counts(exchange)
    }

    fn counts(&mut self, exchange: &Exchange) -> Option<String> {
        let answer = exchange.answer_json();
        let processed = answer["numberRecordsProcessed"].as_u64()?;
        let failed = answer["numberRecordsFailed"].as_u64().unwrap_or(0);
        let before = std::mem::replace(&mut self.processed, processed);
        if processed < before {
            return Some(format!("it had {before} rows processed, and later {processed}"));
        }
        (failed > processed).then(|| format!("{failed} of {processed} rows failed"))
    }
}

/// The changes of state that there are (salesforce-bulk2.md 3.5 and 4.3, marketo-bulk.md 4.4 and 5.4);
/// an empty word is a job that is not there.
fn may_become(provider: Provider, from: &str, to: &str) -> bool {
    match provider {
        Provider::Salesforce => matches!(
            (from, to),
            ("", "Open" | "UploadComplete")
                | ("Open", "UploadComplete" | "Aborted" | "")
                | ("UploadComplete", "InProgress" | "JobComplete" | "Aborted" | "Failed" | "")
                | ("InProgress", "JobComplete" | "Aborted" | "Failed")
                | ("JobComplete" | "Aborted" | "Failed", "")
        ),
        Provider::Marketo => matches!(
            (from, to),
            ("", "Created" | "Queued")
                | ("Created", "Queued" | "Cancelled" | "")
                | ("Queued", "Processing" | "Importing" | "Cancelled" | "Failed")
                | ("Processing", "Completed" | "Cancelled" | "Failed")
                | ("Importing", "Complete" | "Failed")
                | ("Completed" | "Complete" | "Cancelled" | "Failed", "")
        ),
    }
}
