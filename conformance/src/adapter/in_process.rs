//! A client in this process. A panic is its crash; a case that hangs is left behind.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use parking_lot::Mutex;
use serde_json::Value;

use super::{Client, Cx, Ended, Report, Subject};
use crate::protocol::{Case, Note, NoteKind, Ready};

/// A client in this process, as the runner drives it.
pub struct InProcess {
    ready: Ready,
    client: Arc<dyn Client>,
}

impl InProcess {
    /// Drives this client.
    pub fn new(client: impl Client + 'static) -> Self {
        Self { ready: client.ready(), client: Arc::new(client) }
    }
}

impl Subject for InProcess {
    fn ready(&self) -> &Ready {
        &self.ready
    }

    fn parallel(&self) -> usize {
        self.ready.parallel.max(1) as usize
    }

    fn run(&self, case: &Case, cx: &Cx) -> Report {
        let notes = Arc::new(Mutex::new(Vec::new()));
        let cx = cx.also(note_keeper(&notes, &case.id));
        let (done, end) = mpsc::channel();
        let (client, case_there) = (Arc::clone(&self.client), case.clone());
        // A thread of its own: the kit must go on when the client does not come back.
        thread::spawn(move || {
            let ended = catch_unwind(AssertUnwindSafe(|| client.run(&case_there, &cx)));
            let _ = done.send(ended);
        });
        let ended = match end.recv_timeout(Duration::from_millis(case.deadline_ms)) {
            Ok(Ok(outcome)) => Ended::Done(outcome),
            Ok(Err(panic)) => {
                Ended::Crashed { exit: None, signal: None, stderr_tail: words(panic.as_ref()) }
            }
            Err(_) => Ended::Hung,
        };
        let notes = notes.lock().clone();
        Report { notes, ..Report::of(ended) }
    }
}

fn note_keeper(
    notes: &Arc<Mutex<Vec<Note>>>,
    id: &str,
) -> impl Fn(NoteKind, Value) + Send + Sync + 'static {
    let (notes, id) = (Arc::clone(notes), id.to_owned());
    move |kind, data| notes.lock().push(Note { id: id.clone(), kind, data })
}

/// What a panic said.
fn words(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "a panic without words".to_owned())
}
