//! A client under test as the runner sees it.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use serde_json::Value;

use crate::protocol::{Case, NoteKind, Outcome, Ready};

/// A client under test: an engine in this process, or a program that speaks the protocol.
///
/// Calls come from several threads at once, at most [`Ready::parallel`] of them. A client that is
/// asynchronous blocks on its runtime here.
pub trait Client: Send + Sync {
    /// What it is and what it can do. Always the same.
    fn ready(&self) -> Ready;

    /// Does what the case says, and tells how it ended, as a caller of the client would see it.
    fn run(&self, case: &Case, cx: &Cx) -> Outcome;
}

/// What a case has to do with the kit while it runs: it may be cancelled, and it may tell things.
#[derive(Clone)]
pub struct Cx {
    stop: Arc<Stop>,
    notes: Arc<NoteSink>,
}

#[derive(Default)]
struct Stop {
    cancelled: Mutex<bool>,
    changed: Condvar,
}

type NoteSink = dyn Fn(NoteKind, Value) + Send + Sync;

impl Default for Cx {
    fn default() -> Self {
        Self::new(|_, _| ())
    }
}

impl Cx {
    /// One whose notes go there.
    pub fn new(notes: impl Fn(NoteKind, Value) + Send + Sync + 'static) -> Self {
        Self { stop: Arc::default(), notes: Arc::new(notes) }
    }

    /// The same, with notes that go there as well.
    pub(super) fn also(&self, there: impl Fn(NoteKind, Value) + Send + Sync + 'static) -> Self {
        let here = Arc::clone(&self.notes);
        let notes = move |kind, data: Value| {
            there(kind, data.clone());
            here(kind, data);
        };
        Self { stop: Arc::clone(&self.stop), notes: Arc::new(notes) }
    }

    /// Tells the kit something about the case.
    pub fn note(&self, kind: NoteKind, data: Value) {
        (self.notes)(kind, data);
    }

    /// Whether the caller wants it to stop.
    pub fn is_cancelled(&self) -> bool {
        *self.stop.cancelled.lock()
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        *self.stop.cancelled.lock() = true;
        self.stop.changed.notify_all();
    }

    /// Waits for so long, or until it is to stop; true in the second case.
    pub fn wait(&self, time: Duration) -> bool {
        let mut cancelled = self.stop.cancelled.lock();
        self.stop.changed.wait_while_for(&mut cancelled, |cancelled| !*cancelled, time);
        *cancelled
    }
}
