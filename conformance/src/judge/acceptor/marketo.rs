//! The automaton of Marketo's extracts and imports: create, enqueue, look, read; nothing before its
//! time.

use super::story::{Event, shown, stories, went_well};
use super::{Deviation, LOOKS_AFTER_END, Provider};
use crate::evidence::{Exchange, Journal};

pub(super) fn deviations(journal: &Journal) -> Vec<Deviation> {
    let mut found = Vec::new();
    for story in stories(journal, Provider::Marketo).values() {
        let mut job = Job::default();
        for event in story {
            match event {
                Event::Sent(exchange) => {
                    found.extend(job.objection(exchange));
                    job.sent(exchange);
                }
                Event::Answered(exchange) => job.answered(exchange),
                Event::Changed(change) => job.truth = Some(change.to.clone().unwrap_or_default()),
            }
        }
    }
    found.extend(journal.exchanges().filter_map(odd_path));
    found
}

/// The bulk paths begin at the host, without `/rest`, and have no empty segments (section 0).
fn odd_path(exchange: &Exchange) -> Option<Deviation> {
    let path = exchange.path();
    if !path.contains("/bulk/") || !(path.contains("//") || path.contains("/rest/")) {
        return None;
    }
    let what = "the path goes through `/rest`, or has an empty segment";
    Some(Deviation::new("MK-HTTP-001", [exchange.seq()], what))
}

/// One job as a client can know it.
#[derive(Default)]
struct Job {
    /// Its real state, as far as the journal tells; empty once it is gone.
    truth: Option<String>,
    /// Where the client was told that the job is in the queue.
    enqueued_at: Option<u64>,
    /// Whether the client was shown that the file is ready.
    ready: bool,
    /// The end that the client was shown, and its looks since.
    over: Option<(String, Vec<u64>)>,
}

impl Job {
    /// What is wrong with a request that arrives now.
    fn objection(&self, exchange: &Exchange) -> Option<Deviation> {
        match exchange.operation.as_deref()? {
            "marketo.export.enqueue" => self.second_enqueue(exchange),
            "marketo.export.file" => self.early_file(exchange),
            "marketo.export.status" | "marketo.import.status" => self.look_after_end(exchange),
            _ => None,
        }
    }

    /// An answer that says that the job is queued is enough (5.4). One that stays Created all the same
    /// may be tried again.
    fn second_enqueue(&self, exchange: &Exchange) -> Option<Deviation> {
        let enqueued_at = self.enqueued_at?;
        if self.truth.as_deref().is_none_or(|state| state == "Created") {
            return None;
        }
        let what = "an export is enqueued again though it was answered that it is queued";
        Some(Deviation::new("MK-EXPORT-015", [enqueued_at, exchange.seq()], what))
    }

    /// There is a file when the job is Completed (5.5).
    fn early_file(&self, exchange: &Exchange) -> Option<Deviation> {
        let truth = self.truth.as_deref()?;
        if !matches!(truth, "Created" | "Queued" | "Processing") || self.ready {
            return None;
        }
        let what = format!("the file is asked for while the export is {truth}");
        Some(Deviation::new("MK-EXPORT-001", [exchange.seq()], what))
    }

    /// Whoever was shown an end does not go on polling (4.4, 5.4).
    fn look_after_end(&self, exchange: &Exchange) -> Option<Deviation> {
        let (state, looks) = self.over.as_ref()?;
        if looks.len() != LOOKS_AFTER_END {
            return None;
        }
        let requirement = match (exchange.is("marketo.import.*"), state.as_str()) {
            (true, _) => "MK-IMPORT-004",
            (false, "Failed") => "MK-EXPORT-003",
            (false, "Completed") => "MK-EXPORT-001",
            (false, _) => "MK-EXPORT-002",
        };
        let what = format!("the client goes on polling a job that was shown to be {state}");
        Some(Deviation::new(requirement, [looks[0], exchange.seq()], what))
    }

    fn sent(&mut self, exchange: &Exchange) {
        if let Some((_, looks)) = &mut self.over
            && exchange.operation.as_deref().is_some_and(|name| name.ends_with(".status"))
        {
            looks.push(exchange.seq());
        }
    }

    fn answered(&mut self, exchange: &Exchange) {
        // A refusal comes with 200 too (section 2).
        let success = went_well(exchange) && exchange.answer_json()["success"] == true;
        if !success {
            return;
        }
        if exchange.is("marketo.export.enqueue") {
            self.enqueued_at = exchange.answered.as_ref().map(|it| it.seq);
        }
        let Some(state) = shown(exchange) else { return };
        self.ready |= state == "Completed";
        let ends = ["Completed", "Complete", "Failed", "Cancelled", "Canceled"];
        if ends.contains(&state.as_str()) && self.over.is_none() {
            self.over = Some((state, Vec::new()));
        }
    }
}
