//! A Rust client as an adapter program: speaks the protocol on standard in and standard out.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;

use parking_lot::Mutex;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Client, Cx};
use crate::protocol::{Case, FromAdapter, LINE_BYTES_MAX, Note, Op, Outcome, Ready, VERSIONS};

/// What a program exits with when its client panicked, as Rust programs do.
const PANICKED: i32 = 101;

/// Serves a client on standard in and standard out until the kit says `bye` or closes the pipe; what
/// is under way then is finished. A panic of the client ends the program, as it would end a caller's.
///
/// # Errors
/// Those of reading standard in and of writing standard out.
#[expect(clippy::needless_pass_by_value, reason = "a program gives its only client away")]
pub fn serve(client: impl Client) -> io::Result<()> {
    serve_on(&client, io::stdin().lock(), io::stdout(), || std::process::exit(PANICKED))
}

/// The same on any pair of streams; `on_panic` is called when the client panicked.
///
/// # Errors
/// Those of both streams.
pub fn serve_on(
    client: &impl Client,
    input: impl BufRead,
    output: impl Write + Send + 'static,
    on_panic: impl Fn() + Sync,
) -> io::Result<()> {
    let ready = client.ready();
    let output = Mutex::new(Output { to: output, failed: None });
    let desk = Arc::new(Desk { output, open: Mutex::default() });
    let (give, take) = mpsc::channel::<Work>();
    let take = Mutex::new(take);
    thread::scope(|scope| {
        for _ in 0..ready.parallel.max(1) {
            scope.spawn(|| {
                loop {
                    // The lock is held while waiting: whoever waits longest takes the next case.
                    let next = take.lock().recv();
                    let Ok(work) = next else { return };
                    desk.work(client, &work, &on_panic);
                }
            });
        }
        let read = desk.read(&ready, input, &give);
        drop(give);
        read
    })?;
    let failed = desk.output.lock().failed.take();
    failed.map_or(Ok(()), Err)
}

/// A case and what it has to do with the kit.
struct Work {
    case: Case,
    cx: Cx,
}

/// What all threads share: the way out, and the cases under way.
struct Desk<W> {
    output: Mutex<Output<W>>,
    open: Mutex<HashMap<String, Cx>>,
}

struct Output<W> {
    to: W,
    failed: Option<io::Error>,
}

impl<W: Write + Send + 'static> Desk<W> {
    /// Reads messages until `bye` or the end.
    fn read(
        self: &Arc<Self>,
        ready: &Ready,
        input: impl BufRead,
        give: &mpsc::Sender<Work>,
    ) -> io::Result<()> {
        for line in input.lines() {
            let line = line?;
            let Ok(message) = serde_json::from_str::<Value>(&line) else { continue };
            match message["t"].as_str().unwrap_or_default() {
                "hello" => self.greet(ready, &message),
                "case" => self.begin(message, give),
                "cancel" => {
                    if let Some(cx) = message["id"].as_str().and_then(|id| self.cx(id)) {
                        cx.cancel();
                    }
                }
                "bye" => break,
                // Within a version messages may be added: one about a case wants an answer.
                other => {
                    if let Some(id) = message["id"].as_str() {
                        self.done(id, Outcome::Unsupported { what: format!("message {other}") });
                    }
                }
            }
            if self.output.lock().failed.is_some() {
                break;
            }
        }
        Ok(())
    }

    fn cx(&self, id: &str) -> Option<Cx> {
        self.open.lock().get(id).cloned()
    }

    fn greet(&self, ready: &Ready, hello: &Value) {
        let offered = hello["protocol"].as_array().cloned().unwrap_or_default();
        let common = VERSIONS.iter().find(|version| offered.contains(&json!(version)));
        // Without a version in common it says its own: the kit then tells people which that is.
        let protocol = *common.unwrap_or(&VERSIONS[0]);
        self.say(&FromAdapter::Ready(Ready { protocol, ..ready.clone() }));
    }

    fn begin(self: &Arc<Self>, message: Value, give: &mpsc::Sender<Work>) {
        let id = message["id"].as_str().unwrap_or_default().to_owned();
        let op = message["op"].clone();
        let case = match serde_json::from_value::<Case>(message) {
            Ok(case) => case,
            Err(error) => return self.done(&id, refusal(&op, &error)),
        };
        let (desk, about) = (Arc::clone(self), id.clone());
        let cx = Cx::new(move |kind, data| {
            desk.say(&FromAdapter::Note(Note { id: about.clone(), kind, data }));
        });
        self.open.lock().insert(id, cx.clone());
        // The threads that take cases live until `give` is dropped.
        let _ = give.send(Work { case, cx });
    }

    fn work(&self, client: &impl Client, work: &Work, on_panic: &impl Fn()) {
        let ended = catch_unwind(AssertUnwindSafe(|| client.run(&work.case, &work.cx)));
        self.open.lock().remove(&work.case.id);
        match ended {
            Ok(outcome) => self.done(&work.case.id, outcome),
            Err(_) => on_panic(),
        }
    }

    fn done(&self, id: &str, outcome: Outcome) {
        self.say(&FromAdapter::Done { id: id.to_owned(), outcome });
    }

    fn say(&self, message: &FromAdapter) {
        let line = line_of(message).unwrap_or_else(|| match message {
            FromAdapter::Done { id, .. } => {
                let message = "the outcome is longer than a line may be".to_owned();
                let outcome = Outcome::Broken { message };
                line_of(&FromAdapter::Done { id: id.clone(), outcome }).unwrap_or_default()
            }
            FromAdapter::Note(_) | FromAdapter::Ready(_) => Vec::new(),
        });
        let mut output = self.output.lock();
        let written = output.to.write_all(&line).and_then(|()| output.to.flush());
        if let Err(error) = written {
            output.failed.get_or_insert(error);
        }
    }
}

/// A message as a line, unless it is too long for one.
fn line_of(message: &impl Serialize) -> Option<Vec<u8>> {
    let mut line = serde_json::to_vec(message).ok()?;
    (line.len() <= LINE_BYTES_MAX).then(|| {
        line.push(b'\n');
        line
    })
}

/// Why a case is not begun: an operation that is not known, or a case that is none.
fn refusal(op: &Value, error: &serde_json::Error) -> Outcome {
    match op.as_str() {
        Some(name) if serde_json::from_value::<Op>(op.clone()).is_err() => {
            Outcome::Unsupported { what: name.to_owned() }
        }
        _ => Outcome::Broken { message: format!("the case is none: {error}") },
    }
}
