//! The automaton of jobs of Salesforce: what a client can know of its job, and what it may then send.

use super::story::{Event, shown, stories, went_well};
use super::{Deviation, LOOKS_AFTER_END, Provider};
use crate::evidence::{Exchange, Journal};

pub(super) fn deviations(journal: &Journal) -> Vec<Deviation> {
    let mut found = Vec::new();
    for story in stories(journal, Provider::Salesforce).values() {
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
    found.extend(journal.exchanges().filter_map(empty_segment));
    found
}

/// A path with an empty segment behind `/jobs/` leads nowhere (3.1).
fn empty_segment(exchange: &Exchange) -> Option<Deviation> {
    let (_, behind) = exchange.path().split_once("/jobs/")?;
    let requirement = match behind.split('/').next()? {
        "ingest" => "SF-INGEST-004",
        "query" => "SF-QUERY-003",
        _ => return None,
    };
    let what = "the path has an empty segment";
    behind.contains("//").then(|| Deviation::new(requirement, [exchange.seq()], what))
}

/// What a request asks of a job.
enum Asks {
    Upload,
    Close { exact: bool },
    Abort,
    Look,
    Results,
    Delete,
    Other,
}

fn asks(exchange: &Exchange) -> Asks {
    let operation = exchange.operation.as_deref().unwrap_or_default();
    match operation.rsplit('.').next().unwrap_or_default() {
        "upload" => Asks::Upload,
        "info" => Asks::Look,
        "delete" => Asks::Delete,
        "successful_results"
        | "failed_results"
        | "unprocessed_records"
        | "results"
        | "result_pages" => Asks::Results,
        "change" => {
            let state = exchange.sent_json()["state"].as_str().unwrap_or_default().to_owned();
            match state.to_ascii_lowercase().as_str() {
                "uploadcomplete" => Asks::Close { exact: state == "UploadComplete" },
                "aborted" => Asks::Abort,
                _ => Asks::Other,
            }
        }
        _ => Asks::Other,
    }
}

/// One job as a client can know it.
#[derive(Default)]
struct Job<'a> {
    /// Its real state, as far as the journal tells; empty once it is gone.
    truth: Option<String>,
    /// The last state that the client was shown.
    shown: Option<String>,
    /// The end that the client was shown, and its looks since.
    over: Option<(String, Vec<u64>)>,
    /// The last upload.
    upload: Option<&'a Exchange>,
    /// Whether the data came with the creation (3.2).
    multipart: bool,
    /// Whether the client looked at the job since the upload was sent.
    looked: bool,
    /// Whether an abort was tried that may have been done.
    abort_unsure: bool,
    /// The place at which the client learned that its job is deleted.
    deleted_at: Option<u64>,
}

impl<'a> Job<'a> {
    /// What is wrong with a request that arrives now.
    fn objection(&self, exchange: &Exchange) -> Option<Deviation> {
        let ingest = exchange.is("salesforce.ingest.*");
        let asked = asks(exchange);
        let after_end = self.after_deletion(&asked, exchange, ingest);
        after_end.or_else(|| match asked {
            Asks::Upload => self.second_upload(exchange),
            Asks::Close { exact } => self.close(exchange, exact),
            Asks::Results if ingest => self.early_results(exchange),
            Asks::Delete => self.early_deletion(exchange, ingest),
            Asks::Look => self.look_after_end(exchange, ingest),
            Asks::Abort | Asks::Results | Asks::Other => None,
        })
    }

    /// A deleted job has neither data nor results (3.6). A look may ask whether it is really gone.
    fn after_deletion(&self, asked: &Asks, exchange: &Exchange, ingest: bool) -> Option<Deviation> {
        let deleted_at = self.deleted_at?;
        match asked {
            Asks::Upload | Asks::Close { .. } | Asks::Abort | Asks::Results => {}
            Asks::Look | Asks::Delete | Asks::Other => return None,
        }
        let requirement = if ingest { "SF-INGEST-016" } else { "SF-QUERY-019" };
        let what = "something is asked of a job that the client has deleted";
        Some(Deviation::new(requirement, [deleted_at, exchange.seq()], what))
    }

    /// Exactly one upload a job (3.4). One that was refused may be sent again; one whose answer was
    /// lost must not, before the client has looked.
    fn second_upload(&self, exchange: &Exchange) -> Option<Deviation> {
        let first = self.upload?;
        let places = [first.seq(), exchange.seq()];
        if went_well(first) {
            // Whoever looked while the first was on its way may have seen nothing of it.
            let known = first.answered.as_ref().is_some_and(|it| it.seq < exchange.seq());
            let what = "a second upload for a job";
            return (known || !self.looked).then(|| Deviation::new("SF-INGEST-003", places, what));
        }
        let stored = first.faults.iter().any(|fault| fault.kind == "lost_response");
        let what = "a second upload behind one whose answer was lost, without a look at the job";
        (stored && !self.looked).then(|| Deviation::new("SF-INGEST-022", places, what))
    }

    /// A job is closed with the exact word, behind the answer to its upload (3.4, 3.5).
    fn close(&self, exchange: &Exchange, exact: bool) -> Option<Deviation> {
        let id = "SF-INGEST-006";
        if !exact {
            let what = "the job is closed with another spelling of `UploadComplete`";
            return Some(Deviation::new(id, [exchange.seq()], what));
        }
        if self.multipart {
            let what = "a job that was made with its data needs no closing";
            return Some(Deviation::new("SF-INGEST-028", [exchange.seq()], what));
        }
        let upload = self.upload.filter(|_| !self.looked)?;
        let places = [upload.seq(), exchange.seq()];
        let answered = upload.answered.as_ref().is_some_and(|it| it.seq < exchange.seq());
        let what = match (answered, went_well(upload), upload.is_answered()) {
            (false, true, _) => "the job is closed while its upload is not answered yet",
            (true, false, true) => "the job is closed though its upload was refused",
            _ => return None,
        };
        Some(Deviation::new(id, places, what))
    }

    /// Results are there when the job is over (3.8).
    fn early_results(&self, exchange: &Exchange) -> Option<Deviation> {
        let truth = self.truth.as_deref().filter(|state| is_running(state))?;
        if self.over.is_some() {
            return None;
        }
        let what = format!("results are asked for while the job is {truth}");
        Some(Deviation::new("SF-INGEST-014", [exchange.seq()], what))
    }

    /// What runs cannot be deleted (3.6, 4.3). An ingest job that waits can.
    fn early_deletion(&self, exchange: &Exchange, ingest: bool) -> Option<Deviation> {
        let requirement = if ingest { "SF-INGEST-016" } else { "SF-QUERY-019" };
        let may_not = |state: &str| is_running(state) && !(ingest && state == "UploadComplete");
        let truth = self.truth.as_deref().filter(|state| may_not(state))?;
        // The client may have been shown something else, or may have stopped the job.
        let known = self.shown.as_deref().is_some_and(may_not) && self.over.is_none();
        if !known || self.abort_unsure {
            return None;
        }
        let what = format!("the job is deleted while it is {truth}");
        Some(Deviation::new(requirement, [exchange.seq()], what))
    }

    /// Whoever was shown an end does not go on polling (3.5).
    fn look_after_end(&self, exchange: &Exchange, ingest: bool) -> Option<Deviation> {
        let (state, looks) = self.over.as_ref()?;
        if looks.len() != LOOKS_AFTER_END {
            return None;
        }
        let requirement = match (state.as_str(), ingest) {
            ("Aborted", true) => "SF-INGEST-009",
            ("Failed", true) => "SF-INGEST-008",
            ("Aborted" | "Failed", false) => "SF-QUERY-012",
            _ => "SF-LIMIT-002",
        };
        let what = format!("the client goes on polling a job that was shown to be {state}");
        Some(Deviation::new(requirement, [looks[0], exchange.seq()], what))
    }

    fn sent(&mut self, exchange: &'a Exchange) {
        match asks(exchange) {
            Asks::Upload => {
                self.upload = Some(exchange);
                self.looked = false;
            }
            Asks::Look => {
                self.looked = true;
                if let Some((_, looks)) = &mut self.over {
                    looks.push(exchange.seq());
                }
            }
            Asks::Close { .. } | Asks::Abort | Asks::Results | Asks::Delete | Asks::Other => {}
        }
    }

    fn answered(&mut self, exchange: &Exchange) {
        let creation = exchange.is("salesforce.ingest.create");
        match asks(exchange) {
            Asks::Abort => self.abort_unsure |= !exchange.is_answered() || is_unsure(exchange),
            Asks::Delete if went_well(exchange) => {
                self.deleted_at = exchange.answered.as_ref().map(|it| it.seq);
            }
            _ => {}
        }
        let Some(state) = shown(exchange) else { return };
        self.multipart |= creation && state == "UploadComplete";
        match (is_running(&state), &self.over) {
            // A state that was shown after an end is stale, or the journal is of an odd day.
            (true, _) | (false, Some(_)) => {}
            (false, None) if is_end(&state) => self.over = Some((state.clone(), Vec::new())),
            (false, None) => {}
        }
        self.shown = Some(state);
    }
}

fn is_running(state: &str) -> bool {
    matches!(state, "Open" | "UploadComplete" | "InProgress")
}

fn is_end(state: &str) -> bool {
    matches!(state, "JobComplete" | "Failed" | "Aborted")
}

/// Answers behind which nobody knows what was done.
fn is_unsure(exchange: &Exchange) -> bool {
    exchange.status.is_none_or(|status| status >= 500 || status == 420 || status == 429)
}
