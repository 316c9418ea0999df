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

impl Client for Box<dyn Client> {
    fn ready(&self) -> Ready {
        (**self).ready()
    }

    fn run(&self, case: &Case, cx: &Cx) -> Outcome {
        (**self).run(case, cx)
    }
}

/// What a case has to do with the kit while it runs: it may be cancelled, and it may tell things.
#[derive(Clone)]
pub struct Cx {
    stop: Arc<Stop>,
    notes: Arc<NoteSink>,
    again: Arc<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct Stop {
    cancelled: Mutex<bool>,
    changed: Condvar,
    listeners: Mutex<Vec<Box<dyn FnOnce() + Send>>>,
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
        Self { stop: Arc::default(), notes: Arc::new(notes), again: Arc::new(|| ()) }
    }

    /// The same, with something to do before the case is run a second time, because another case
    /// brought down the program that ran both: what the first attempt left is to be taken back.
    #[must_use]
    pub fn before_again(self, renew: impl Fn() + Send + Sync + 'static) -> Self {
        Self { again: Arc::new(renew), ..self }
    }

    /// The case is about to be run a second time.
    pub(super) fn again(&self) {
        (self.again)();
    }

    /// The same, with notes that go there as well.
    pub(super) fn also(&self, there: impl Fn(NoteKind, Value) + Send + Sync + 'static) -> Self {
        let here = Arc::clone(&self.notes);
        let notes = move |kind, data: Value| {
            there(kind, data.clone());
            here(kind, data);
        };
        Self { notes: Arc::new(notes), ..self.clone() }
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
        for listener in std::mem::take(&mut *self.stop.listeners.lock()) {
            listener();
        }
    }

    /// Calls this once when it is to stop; at once, if it is to stop already.
    pub(super) fn on_cancel(&self, call: impl FnOnce() + Send + 'static) {
        let cancelled = self.stop.cancelled.lock();
        if *cancelled {
            drop(cancelled);
            call();
        } else {
            self.stop.listeners.lock().push(Box::new(call));
        }
    }

    /// Waits for so long, or until it is to stop; true in the second case.
    pub fn wait(&self, time: Duration) -> bool {
        let mut cancelled = self.stop.cancelled.lock();
        self.stop.changed.wait_while_for(&mut cancelled, |cancelled| !*cancelled, time);
        *cancelled
    }
}
