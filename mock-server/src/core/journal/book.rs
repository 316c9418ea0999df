//! The lines of one org in their one order: writing costs the same however full the book is.

use std::collections::VecDeque;
use std::sync::Arc;

use super::entry::{Entry, Exchange, ExchangeId, Outcome, Place, RequestHead, Stamp, Transition};
use super::evidence::Evidence;
use super::live::Done;
use super::secrets::Secrets;
use super::snapshot::Snapshot;
use crate::core::timeline;

/// How many entries and bytes of evidence a journal keeps; older entries make room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct JournalLimits {
    /// Entries kept.
    pub entries_max: usize,
    /// Bytes of bodies and headers kept.
    pub bytes_max: usize,
}

impl Default for JournalLimits {
    fn default() -> Self {
        Self { entries_max: 100_000, bytes_max: 64 << 20 }
    }
}

/// Every exchange and transition of one org, oldest first.
#[derive(Clone, Default)]
pub struct Journal {
    entries: VecDeque<Arc<Entry>>,
    /// The number of the first entry that is still kept.
    first: u64,
    events: u64,
    bytes: usize,
    evicted: u64,
    limits: JournalLimits,
    pub(super) secrets: Arc<Secrets>,
    /// What is over, in that order.
    pub(super) done: Done,
    /// How many journals there were before it.
    pub(super) life: u32,
}

impl Journal {
    /// An empty journal.
    pub fn new(limits: JournalLimits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// An empty journal in the place of `before`: what was under way there leaves no trace in it.
    pub fn after(before: &Self) -> Self {
        let first = before.first + before.entries.len() as u64;
        Self { first, life: before.life.wrapping_add(1), ..Self::new(before.limits) }
    }

    /// Whether nothing ever happened.
    pub fn is_untouched(&self) -> bool {
        self.events == 0
    }

    /// How many journals there were before it.
    pub fn life(&self) -> u32 {
        self.life
    }

    /// Notes that a request's head was read.
    pub fn received(&mut self, stamp: Stamp, head: RequestHead) -> ExchangeId {
        let id = ExchangeId(self.first + self.entries.len() as u64);
        let received = self.place(stamp);
        self.push(Entry::Exchange(Box::new(Exchange {
            operation: head.operation,
            method: head.method,
            target: head.target,
            headers: head.headers,
            received,
            effect: None,
            answered: None,
            request: Evidence::default(),
            status: None,
            response_headers: Vec::new(),
            response: Evidence::default(),
            broke: None,
            notes: Vec::new(),
            key: head.key,
            faults: head.faults,
        })));
        id
    }

    /// Notes that the rules ran for an exchange.
    pub fn effect(&mut self, id: ExchangeId, stamp: Stamp) {
        if self.is_of_another_life(id) {
            return;
        }
        let place = self.place(stamp);
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.effect = Some(place);
        }
    }

    /// Notes that an exchange is over.
    pub fn answered(&mut self, id: ExchangeId, stamp: Stamp, outcome: Outcome) {
        if self.is_of_another_life(id) {
            return;
        }
        let place = self.place(stamp);
        let before = self.entry_bytes(id);
        let Some(exchange) = self.exchange_mut(id) else { return };
        exchange.answered = Some(place);
        exchange.request = outcome.request;
        exchange.status = outcome.status;
        exchange.response_headers = outcome.response_headers;
        exchange.response = outcome.response;
        exchange.broke = outcome.broke;
        exchange.notes = outcome.notes;
        self.bytes = (self.bytes + self.entry_bytes(id)).saturating_sub(before);
        self.done.push(place.seq, id.0);
        self.evict();
    }

    /// Notes a change of state of a job that faults know by `key`.
    pub fn transition(&mut self, wall_ms: i64, change: timeline::Transition, key: Option<u64>) {
        let timeline::Transition { at, job, from, to, reason } = change;
        let place = self.place(Stamp { at, wall_ms });
        self.done.push(place.seq, self.first + self.entries.len() as u64);
        self.push(Entry::Transition(Transition { place, subject: job, from, to, reason, key }));
    }

    /// Remembers a secret, so that readers see its name instead.
    pub fn secret(&mut self, kind: &'static str, value: &str) {
        if self.secrets.is_new(value) {
            Arc::make_mut(&mut self.secrets).saw(kind, value);
        }
    }

    /// The entries that are kept, oldest first, secrets in the clear.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(Arc::as_ref)
    }

    /// The journal as it is now. Cheap: entries are shared, not copied.
    pub fn snapshot(&self) -> Snapshot {
        let entries = self.entries.iter().cloned().collect();
        Snapshot { entries, secrets: Arc::clone(&self.secrets) }
    }

    /// How many entries made room for newer ones.
    pub fn evicted(&self) -> u64 {
        self.evicted
    }

    fn place(&mut self, stamp: Stamp) -> Place {
        self.events += 1;
        Place { seq: self.events, at: stamp.at, wall_ms: stamp.wall_ms }
    }

    fn push(&mut self, entry: Entry) {
        self.bytes += entry.bytes();
        self.entries.push_back(Arc::new(entry));
        self.evict();
    }

    fn evict(&mut self) {
        while self.entries.len() > self.limits.entries_max || self.bytes > self.limits.bytes_max {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.bytes = self.bytes.saturating_sub(oldest.bytes());
            self.first += 1;
            self.evicted += 1;
        }
        self.done.forget_before(self.first);
    }

    /// Whether an exchange began in a journal before this one.
    fn is_of_another_life(&self, id: ExchangeId) -> bool {
        id.0 < self.first.saturating_sub(self.evicted)
    }

    /// The entry of that number, if it is still kept.
    pub(super) fn numbered(&self, number: u64) -> Option<&Arc<Entry>> {
        self.entries.get(self.position(ExchangeId(number))?)
    }

    /// The entries that a test takes, oldest first; cheap, as [`Journal::snapshot`].
    pub fn picked(&self, limit: usize, is_meant: impl Fn(&Entry) -> bool) -> Snapshot {
        let entries = self.entries.iter().filter(|entry| is_meant(entry)).take(limit);
        Snapshot { entries: entries.cloned().collect(), secrets: Arc::clone(&self.secrets) }
    }

    /// Where the entry stands if it is still kept.
    fn position(&self, id: ExchangeId) -> Option<usize> {
        usize::try_from(id.0.checked_sub(self.first)?).ok()
    }

    fn entry_bytes(&self, id: ExchangeId) -> usize {
        let entry = self.position(id).and_then(|place| self.entries.get(place));
        entry.map_or(0, |entry| entry.bytes())
    }

    fn exchange_mut(&mut self, id: ExchangeId) -> Option<&mut Exchange> {
        let place = self.position(id)?;
        // Whoever reads a snapshot keeps the entry as it was.
        match Arc::make_mut(self.entries.get_mut(place)?) {
            Entry::Exchange(exchange) => Some(exchange),
            Entry::Transition(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::time::SimTime;

    fn head(target: &str) -> RequestHead {
        RequestHead {
            operation: None,
            method: "GET".into(),
            target: target.into(),
            headers: vec![("authorization".into(), "Bearer s3cret".into())],
            key: None,
            faults: Vec::new(),
        }
    }

    #[test]
    fn a_secret_is_named_wherever_it_stands() {
        let stamp = Stamp { at: SimTime::from_millis(0), wall_ms: 0 };
        let mut journal = Journal::default();
        journal.secret("token", "s3cret");
        journal.received(stamp, head("/id?oauth_token=s3cret"));
        let lines = journal.snapshot().json_lines();
        assert!(lines.contains("Bearer <token:1>") && lines.contains("oauth_token=<token:1>"));
        assert!(!lines.contains("s3cret"));
    }

    #[test]
    fn a_secret_that_looks_like_json_leaves_every_line_json() {
        let stamp = Stamp { at: SimTime::from_millis(0), wall_ms: 0 };
        let mut journal = Journal::default();
        for secret in ["target", "null", "\"", "{\"seq\":1", "1", "exchange", "GET"] {
            journal.secret("password", secret);
        }
        let id = journal.received(stamp, head("/a?password=null"));
        journal.effect(id, stamp);
        let text = journal.snapshot().json_lines();
        let line: serde_json::Value = serde_json::from_str(text.trim_end()).expect("JSON");
        assert_eq!(line["target"], "/a?password=<password:2>");
        assert_eq!((&line["entry"], &line["method"]), (&"exchange".into(), &"GET".into()));
        assert_eq!(line["received"]["seq"], 1);
    }

    #[test]
    fn what_an_entry_adds_to_the_bytes_goes_with_it() {
        let stamp = Stamp { at: SimTime::from_millis(0), wall_ms: 0 };
        let limits = JournalLimits { entries_max: 2, ..JournalLimits::default() };
        let mut journal = Journal::new(limits);
        for number in 0..50 {
            let id = journal.received(stamp, head("/path"));
            let outcome = Outcome {
                response_headers: vec![("content-type".into(), "x".repeat(100))],
                response: Evidence { whole: Some("body".into()), ..Evidence::default() },
                broke: Some("the client went away".into()),
                notes: vec!["a note".into()],
                ..Outcome::default()
            };
            journal.answered(id, stamp, outcome);
            let reason = Some("x".repeat(number));
            let (at, job, to) = (stamp.at, "job".into(), Some("Failed"));
            journal.transition(0, timeline::Transition { at, job, from: None, to, reason }, None);
            assert_eq!(journal.bytes, journal.entries().map(Entry::bytes).sum::<usize>());
        }
        assert!(journal.bytes > 100 + 20 + 6 + 49);
    }

    #[test]
    fn a_snapshot_stays_as_it_was() {
        let stamp = Stamp { at: SimTime::from_millis(0), wall_ms: 0 };
        let mut journal = Journal::default();
        let id = journal.received(stamp, head("/1"));
        let before = journal.snapshot();
        journal.secret("token", "s3cret");
        journal.answered(id, stamp, Outcome { status: Some(200), ..Outcome::default() });
        assert!(before.json_lines().contains("\"status\":null"));
        assert!(before.json_lines().contains("s3cret"));
        assert!(journal.snapshot().json_lines().contains("\"status\":200"));
    }

    #[test]
    fn a_full_journal_drops_its_oldest_entry_and_counts_it() {
        let stamp = Stamp { at: SimTime::from_millis(0), wall_ms: 0 };
        let limits = JournalLimits { entries_max: 2, ..JournalLimits::default() };
        let mut journal = Journal::new(limits);
        let first = journal.received(stamp, head("/1"));
        journal.received(stamp, head("/2"));
        let third = journal.received(stamp, head("/3"));
        journal.effect(first, stamp);
        journal.effect(third, stamp);
        assert_eq!(journal.evicted(), 1);
        let effects: Vec<bool> = journal
            .entries()
            .map(|entry| matches!(entry, Entry::Exchange(exchange) if exchange.effect.is_some()))
            .collect();
        assert_eq!(effects, [false, true]);
    }
}
