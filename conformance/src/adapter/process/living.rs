//! One living program: started, greeted, given cases, and ended with all that it started.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};
use process_wrap::std::CommandWrap;
use serde::Serialize;

use super::alive::{self, Child};
use super::book::{Book, End, Standing, Watch, how_it_left, signal_of};
use super::error::Why;
use super::{CommandLine, StartError, memory, pipes};
use crate::adapter::deadline::Deadline;
use crate::adapter::{Cx, Ended, Report};
use crate::protocol::{Case, FromKit, Hello, LINE_BYTES_MAX, Ready, VERSIONS};

/// How often a program that says nothing is looked at: whether it still lives, and how large it is.
const LOOK: Duration = Duration::from_millis(50);

/// How long the streams of a program that has ended are read on; somebody else may keep them open.
const DRAIN: Duration = Duration::from_millis(500);

/// How long a program that closed standard out may take to end as well.
const CLOSING: Duration = Duration::from_secs(2);

/// How much of standard error is shown of a program that crashed.
const STDERR_TAIL_BYTES: usize = 4 << 10;

/// How a program is treated.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many programs live side by side.
    pub workers: usize,
    /// The name of the run, for the adapter's log.
    pub run: String,
    /// A folder for the adapter's scratch files.
    pub dir: PathBuf,
    /// How long a program has for its `ready`, in milliseconds.
    pub hello_ms: u64,
    /// How long a case may take beyond its own deadline before the program is killed, in milliseconds.
    pub grace_ms: u64,
    /// How long a program has to leave after `bye` before it is killed, in milliseconds.
    pub bye_ms: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            workers: 1,
            run: "run".to_owned(),
            dir: std::env::temp_dir(),
            hello_ms: 30_000,
            grace_ms: 2_000,
            bye_ms: 2_000,
        }
    }
}

/// How a case in a living program ended.
pub(super) enum Attempt {
    /// So.
    Ended(Box<Report>),
    /// The program was gone before the case was given to it.
    NotBegun,
    /// The program came to its end, and this case may be innocent of it.
    Caught,
}

/// One living program.
pub(super) struct Living {
    child: Child,
    pid: u32,
    input: Mutex<Option<Arc<Input>>>,
    watch: Arc<Watch>,
    peak: AtomicU64,
    ready: Ready,
}

/// The way to standard in.
struct Input(mpsc::Sender<Vec<u8>>);

impl Input {
    /// Says something; a program that is gone does not hear it.
    fn say(&self, message: &FromKit) -> Result<(), String> {
        self.write(line_of(message)?);
        Ok(())
    }

    fn write(&self, line: Vec<u8>) {
        let _ = self.0.send(line);
    }
}

/// A message as a line.
pub(super) fn line_of(message: &impl Serialize) -> Result<Vec<u8>, String> {
    let mut line = serde_json::to_vec(message).map_err(|error| error.to_string())?;
    if line.len() > LINE_BYTES_MAX {
        return Err(format!("the kit's own message is longer than {LINE_BYTES_MAX} bytes"));
    }
    line.push(b'\n');
    Ok(line)
}

impl Living {
    /// Starts a program and hears its `ready`.
    pub(super) fn start(command: &CommandLine, options: &Options) -> Result<Self, StartError> {
        let mut wrap = CommandWrap::from(command.command());
        #[cfg(unix)]
        wrap.wrap(process_wrap::std::ProcessGroup::leader());
        let (child, streams) =
            alive::spawn(&mut wrap).map_err(|error| StartError::spawn(command, error))?;
        let pid = child.lock().id();
        let watch = Arc::new(Watch::default());
        let input = match streams {
            (Some(stdin), Some(stdout), Some(stderr)) => {
                pipes::follow(stdout, stderr, &watch);
                Arc::new(Input(pipes::feed(stdin)))
            }
            _ => return Err(StartError::spawn(command, std::io::Error::other("no pipes"))),
        };
        let mut living = Self {
            pid,
            child,
            input: Mutex::new(Some(input)),
            watch,
            peak: AtomicU64::new(0),
            ready: Ready {
                protocol: 0,
                client: Default::default(),
                ops: Vec::new(),
                features: Default::default(),
                parallel: 1,
            },
        };
        match living.greet(options) {
            Ok(ready) => {
                living.ready = ready;
                Ok(living)
            }
            Err(why) => {
                living.kill();
                let book = living.drained();
                let stderr_tail = book.stderr.last(STDERR_TAIL_BYTES);
                drop(book);
                Err(StartError { stderr_tail, ..StartError::new(command, why) })
            }
        }
    }

    /// What it said of itself.
    pub(super) fn ready(&self) -> &Ready {
        &self.ready
    }

    fn greet(&self, options: &Options) -> Result<Ready, Why> {
        let hello = FromKit::Hello(Hello {
            protocol: VERSIONS.to_vec(),
            kit: env!("CARGO_PKG_VERSION").to_owned(),
            run: options.run.clone(),
            dir: options.dir.clone(),
        });
        if let Some(input) = &*self.input.lock() {
            input.say(&hello).map_err(Why::Wrong)?;
        }
        let limit = Deadline::after(Duration::from_millis(options.hello_ms));
        let mut book = self.watch.book.lock();
        self.wait(&mut book, limit, |book| book.ready.is_some());
        match (&book.ready, &book.ending) {
            (_, Some(ending)) => Err(match &ending.end {
                End::Exited(status) => Why::Left(how_it_left(*status)),
                End::Broken(what) => Why::Wrong(what.clone()),
                End::Hung => Why::Silent { hello_ms: options.hello_ms },
            }),
            (None, None) => Err(Why::Silent { hello_ms: options.hello_ms }),
            (Some(ready), None) if VERSIONS.contains(&ready.protocol) => Ok(ready.clone()),
            (Some(ready), None) => Err(Why::Version(ready.protocol)),
        }
    }

    /// Runs a case to its end.
    pub(super) fn run(&self, case: &Case, cx: &Cx, grace: Duration) -> Attempt {
        let limit = Duration::from_millis(case.deadline_ms) + grace;
        self.run_message(&case.id, limit, cx, |id| {
            line_of(&FromKit::Case(Box::new(Case { id: id.to_owned(), ..case.clone() })))
        })
    }

    /// Gives the program a message about a case, and waits for its `done`.
    pub(super) fn run_message(
        &self,
        case_id: &str,
        limit: Duration,
        cx: &Cx,
        line: impl FnOnce(&str) -> Result<Vec<u8>, String>,
    ) -> Attempt {
        let Some(input) = self.input.lock().clone() else { return Attempt::NotBegun };
        let mut book = self.watch.book.lock();
        self.look(&mut book);
        if book.ending.is_some() {
            return Attempt::NotBegun;
        }
        let id = book.enter(case_id, cx);
        match line(&id) {
            Ok(line) => input.write(line),
            Err(what) => {
                book.leave(&id);
                return Attempt::Ended(Box::new(Report::of(Ended::Protocol { what })));
            }
        }
        let open = Arc::new(AtomicBool::new(true));
        pass_on_cancel(cx, &id, &input, &open);
        drop(input);
        let limit = Deadline::after(limit);
        let settled = |book: &Book| !matches!(book.standing(&id), Standing::Open);
        self.wait(&mut book, limit, settled);
        if !settled(&book) {
            book.end(End::Hung);
            self.watch.changed.notify_all();
        }
        open.store(false, Ordering::Relaxed);
        let standing = book.standing(&id);
        if !matches!(standing, Standing::Done(_)) {
            MutexGuard::unlocked(&mut book, || self.kill());
            self.drain(&mut book);
        }
        self.measure();
        let tail = book.stderr.last(STDERR_TAIL_BYTES);
        let kept = book.leave(&id);
        let ended = match standing {
            Standing::Done(outcome) => Ended::Done(outcome),
            Standing::Guilty(end) => ended(end, tail),
            Standing::Caught | Standing::Open => return Attempt::Caught,
        };
        let peak = Some(self.peak.load(Ordering::Relaxed)).filter(|peak| *peak > 0);
        Attempt::Ended(Box::new(Report {
            ended,
            notes: kept.notes,
            stderr: kept.stderr,
            noise: kept.noise,
            peak_rss_bytes: peak,
        }))
    }

    /// Asks it to leave and waits for so long; true if it did. It is killed otherwise.
    pub(super) fn leave(&self, time: Duration) -> bool {
        self.part();
        let limit = Deadline::after(time);
        let mut book = self.watch.book.lock();
        self.wait(&mut book, limit, |_| false);
        let left = matches!(book.ending.as_ref().map(|ending| &ending.end), Some(End::Exited(_)));
        drop(book);
        self.kill();
        left
    }

    /// Says something that is about no case.
    pub(super) fn tell(&self, line: Vec<u8>) {
        if let Some(input) = &*self.input.lock() {
            input.write(line);
        }
    }

    /// Closes standard in without a word.
    pub(super) fn close(&self) {
        self.input.lock().take();
    }

    /// Says `bye` and closes standard in, without waiting for anything.
    pub(super) fn part(&self) {
        if let Some(input) = self.input.lock().take() {
            let _ = input.say(&FromKit::Bye);
        }
    }

    /// One sentence about its end, if that has come already.
    pub(super) fn obituary(&self) -> Option<String> {
        let mut book = self.watch.book.lock();
        self.look(&mut book);
        book.obituary()
    }

    /// Whether it came to its end while it had nothing to do.
    pub(super) fn died_idle(&self) -> bool {
        self.watch.book.lock().ending.as_ref().is_some_and(|ending| ending.open.is_empty())
    }

    /// One of the cases that it died with was run again alone. Once all of them were and none was to
    /// blame, its end stays unexplained: one sentence about that.
    pub(super) fn tried(&self, innocent: bool) -> Option<String> {
        let mut book = self.watch.book.lock();
        book.tried(innocent).then(|| book.obituary())?
    }

    /// Kills it and all of its group.
    pub(super) fn kill(&self) {
        let mut child = self.child.lock();
        self.input.lock().take();
        let _ = child.start_kill();
        // It may have left its group.
        let _ = child.inner_mut().start_kill();
        let _ = child.wait();
    }

    /// Waits until this is so, the program has come to its end, or the time is over.
    fn wait(&self, book: &mut MutexGuard<'_, Book>, limit: Deadline, so: impl Fn(&Book) -> bool) {
        let mut closed: Option<Deadline> = None;
        let over = |book: &Book| book.ending.is_some() && !book.is_telling();
        while !so(book) && !over(book) && !limit.has_passed() {
            self.look(book);
            if book.out_closed && book.ending.is_none() {
                let closed = *closed.get_or_insert_with(|| Deadline::after(CLOSING));
                if closed.has_passed() {
                    book.end(End::Broken("it closed its standard out and went on".to_owned()));
                }
            }
            if !over(book) && !so(book) {
                self.watch.changed.wait_for(book, limit.left().min(LOOK));
            }
        }
    }

    /// Whether it still lives; if not, what it wrote last is read before that is written down.
    fn look(&self, book: &mut MutexGuard<'_, Book>) {
        self.measure();
        if book.ending.is_some() {
            return;
        }
        let exited = self.child.lock().try_wait();
        let Ok(Some(status)) = exited else { return };
        // Whoever it left behind may keep its streams open.
        let _ = self.child.lock().start_kill();
        self.drain(book);
        book.end(End::Exited(status));
        self.watch.changed.notify_all();
    }

    /// Reads both streams to their ends, as far as they come to one.
    fn drain(&self, book: &mut MutexGuard<'_, Book>) {
        let limit = Deadline::after(DRAIN);
        while !(book.both_closed() || limit.has_passed()) {
            self.watch.changed.wait_for(book, limit.left());
        }
    }

    fn drained(&self) -> MutexGuard<'_, Book> {
        let mut book = self.watch.book.lock();
        self.drain(&mut book);
        book
    }

    fn measure(&self) {
        if let Some(bytes) = memory::peak_bytes(self.pid) {
            self.peak.fetch_max(bytes, Ordering::Relaxed);
        }
    }
}

impl Drop for Living {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Tells the program when the case is to stop, as long as it is under way.
fn pass_on_cancel(cx: &Cx, id: &str, input: &Arc<Input>, open: &Arc<AtomicBool>) {
    let (id, input, open) = (id.to_owned(), Arc::downgrade(input), Arc::clone(open));
    cx.on_cancel(move || {
        if let Some(input) = input.upgrade()
            && open.load(Ordering::Relaxed)
        {
            let _ = input.say(&FromKit::Cancel { id });
        }
    });
}

/// The end of a program as the end of the case that is to blame for it.
fn ended(end: End, stderr_tail: String) -> Ended {
    match end {
        End::Broken(what) => Ended::Protocol { what },
        End::Hung => Ended::Hung,
        End::Exited(status) if status.success() => Ended::Protocol {
            what: "the program left (exit code 0) in the middle of the case".to_owned(),
        },
        End::Exited(status) => {
            Ended::Crashed { exit: status.code(), signal: signal_of(status), stderr_tail }
        }
    }
}
