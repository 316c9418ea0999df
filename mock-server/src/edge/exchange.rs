//! One exchange on its way into a journal: its beginning, and its end come what may.
//!
//! A client that goes away, before the answer or in the middle of it, leaves an entry that says so.

use std::sync::Arc;

use axum::http::HeaderMap;
use parking_lot::Mutex;

use super::door::Door;
use super::reply::{Reply, Watch};
use super::surface::{Fated, Head, Named, OrgPass};
use crate::core::journal::{Evidence, ExchangeId, Outcome, Recorder, RequestHead};
use crate::org::OrgCell;

/// Where an exchange is written down.
#[derive(Clone)]
pub(super) enum Book {
    Org(Arc<OrgCell>),
    Lobby,
}

/// An exchange whose beginning stands in a journal, and whose end will, come what may.
pub(super) struct Underway {
    door: Arc<Door>,
    book: Book,
    exchange: ExchangeId,
    evidence: Option<Box<dyn FnOnce() -> Evidence + Send>>,
    fated: Fated,
}

impl Underway {
    pub(super) fn new(
        door: Arc<Door>,
        book: Book,
        exchange: ExchangeId,
        evidence: impl FnOnce() -> Evidence + Send + 'static,
        fated: Fated,
    ) -> Self {
        Self { door, book, exchange, evidence: Some(Box::new(evidence)), fated }
    }

    /// The exchange's way to its org.
    pub(super) fn pass(&self) -> Option<OrgPass> {
        match &self.book {
            Book::Org(cell) => Some(OrgPass {
                door: Arc::clone(&self.door),
                cell: Arc::clone(cell),
                exchange: self.exchange,
                fated: self.fated.clone(),
            }),
            Book::Lobby => None,
        }
    }

    /// Notes for rules that wait for it that the call was answered as it should.
    pub(super) fn answered(&self, operation: &'static str) {
        if let (Book::Org(cell), true) = (&self.book, self.fated.awaited) {
            cell.lock().faults.answered(operation, self.fated.job.as_deref());
        }
    }

    fn end(&mut self, outcome: Outcome) {
        let Some(evidence) = self.evidence.take() else { return };
        let outcome = Outcome { request: evidence(), ..outcome };
        self.door.write(&self.book, |journal, stamp| {
            journal.answered(self.exchange, stamp, outcome);
        });
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        let broke = Some("the client went away before its answer".to_owned());
        self.end(Outcome { broke, ..Outcome::default() });
    }
}

/// Writes the end of an exchange into its journal.
pub(super) struct JournalWatch {
    underway: Underway,
    outcome: Outcome,
    sent: Recorder,
    /// Who tells the end, if it is not over with its last byte.
    story: Option<Story>,
}

impl JournalWatch {
    pub(super) fn new(underway: Underway, reply: &Reply, sent: Recorder) -> Self {
        let outcome = Outcome {
            status: Some(reply.status.as_u16()),
            response_headers: header_texts(&reply.headers),
            notes: reply.notes.clone(),
            ..Outcome::default()
        };
        Self { underway, outcome, sent, story: None }
    }

    /// Leaves the end to whoever sends the answer.
    pub(super) fn told_later(self) -> (Self, Story) {
        let story = Story::default();
        (Self { story: Some(story.clone()), ..self }, story)
    }

    fn write(mut self, told: Told) {
        let Told { nothing_sent, broke, notes } = told;
        if nothing_sent {
            self.outcome.status = None;
            self.outcome.response_headers.clear();
        }
        self.outcome.notes.extend(notes);
        self.underway.end(Outcome { response: self.sent.finish(), broke, ..self.outcome });
    }
}

impl Watch for JournalWatch {
    fn decoded(&mut self, piece: &[u8]) {
        self.sent.decoded(piece);
    }

    fn raw(&mut self, bytes: u64) {
        self.sent.raw(bytes);
    }

    fn end(mut self, complete: bool) {
        match self.story.take() {
            Some(story) => story.keep(self),
            None if complete => self.write(Told::default()),
            None => self.write(Told::broke("the client went away before the last byte".into())),
        }
    }
}

/// What the sender of an answer tells of its end.
#[derive(Default)]
pub(super) struct Told {
    /// Whether not even a head went out.
    pub(super) nothing_sent: bool,
    /// How it ended, if not with its last byte.
    pub(super) broke: Option<String>,
    /// What a reader should know.
    pub(super) notes: Vec<String>,
}

impl Told {
    /// It ended before its last byte.
    pub(super) fn broke(how: String) -> Self {
        Self { broke: Some(how), ..Self::default() }
    }

    /// It ended as it should, and there is something to know.
    pub(super) fn noted(note: &str) -> Self {
        Self { notes: vec![note.to_owned()], ..Self::default() }
    }
}

/// The journal of an answer that is made, and not gone yet.
#[derive(Clone, Default)]
pub(super) struct Story(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept(Option<Box<JournalWatch>>);

impl Story {
    fn keep(&self, watch: JournalWatch) {
        self.0.lock().0 = Some(Box::new(watch));
    }

    /// Tells the end; the body must be gone by then.
    pub(super) fn close(&self, told: Told) {
        let kept = self.0.lock().0.take();
        if let Some(watch) = kept {
            watch.write(told);
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(watch) = self.0.take() {
            let how = "the connection ended before its answer, or there was none to send it on";
            watch.write(Told { nothing_sent: true, ..Told::broke(how.to_owned()) });
        }
    }
}

/// What the journal wants to know of a head.
pub(super) fn request_head(head: &Head, named: Option<&Named>, fated: &Fated) -> RequestHead {
    RequestHead {
        operation: named.map(|named| named.operation),
        method: head.method.to_string(),
        target: head.target.clone(),
        headers: header_texts(&head.headers),
        key: fated.known_as,
        faults: fated.fired.clone(),
    }
}

fn header_texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    headers.iter().map(text).collect()
}
