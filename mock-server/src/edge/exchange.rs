//! One exchange on its way into a journal: its beginning, and its end come what may.
//!
//! A client that goes away, before the answer or in the middle of it, leaves an entry that says so.

use std::sync::Arc;

use axum::http::HeaderMap;

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
    /// Why an answer that did not come to its end did not.
    cut_by: String,
    outcome: Outcome,
    sent: Recorder,
}

impl JournalWatch {
    pub(super) fn new(
        underway: Underway,
        reply: &Reply,
        sent: Recorder,
        cut_by: Option<String>,
    ) -> Self {
        let went_away = || "the client went away before the last byte".to_owned();
        let outcome = Outcome {
            status: Some(reply.status.as_u16()),
            response_headers: header_texts(&reply.headers),
            notes: reply.notes.clone(),
            ..Outcome::default()
        };
        Self { underway, cut_by: cut_by.unwrap_or_else(went_away), outcome, sent }
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
        self.underway.end(Outcome {
            response: self.sent.finish(),
            broke: (!complete).then_some(self.cut_by),
            ..self.outcome
        });
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
