//! The streams of a program, each followed by a thread that a program cannot stop from ending: none of
//! them is waited for.

use std::io::{Read, Write};
use std::process::{ChildStderr, ChildStdin, ChildStdout};
use std::sync::{Arc, mpsc};
use std::thread;

use super::book::{Book, Watch};

const CHUNK_BYTES: usize = 64 << 10;

/// Writes lines to standard in as they come; the end of the channel closes the pipe. A program that
/// does not read stops this thread and nobody else.
pub(super) fn feed(mut stdin: ChildStdin) -> mpsc::Sender<Vec<u8>> {
    let (give, take) = mpsc::channel::<Vec<u8>>();
    thread::spawn(move || {
        for line in take {
            if stdin.write_all(&line).and_then(|()| stdin.flush()).is_err() {
                return; // The program is gone, or reads no more: its end or its deadline tells.
            }
        }
    });
    give
}

/// Follows both streams out of a program into its book.
pub(super) fn follow(mut stdout: ChildStdout, stderr: ChildStderr, watch: &Arc<Watch>) {
    let stderr = Arc::new(Stderr::new(stderr));
    let (err, err_watch) = (Arc::clone(&stderr), Arc::clone(watch));
    thread::spawn(move || err.follow(&err_watch));
    let watch = Arc::clone(watch);
    thread::spawn(move || {
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            // An error is an end too: there is nothing more to hear.
            let read = stdout.read(&mut chunk).unwrap_or(0);
            let told = {
                let mut book = watch.book.lock();
                // What was written on standard error before an answer belongs to that case.
                stderr.drain(&mut book);
                if read == 0 { book.hear_end() } else { book.hear(&chunk[..read]) }
            };
            for note in told {
                note.cx.note(note.kind, note.data);
            }
            watch.book.lock().publish();
            watch.changed.notify_all();
            if read == 0 {
                return;
            }
        }
    });
}

/// Standard error of a program.
#[cfg(unix)]
struct Stderr {
    pipe: ChildStderr,
}

#[cfg(unix)]
impl Stderr {
    /// Chunks that are taken at once; a flood comes back later.
    const ROUNDS: usize = 16;

    fn new(pipe: ChildStderr) -> Self {
        Self { pipe }
    }

    /// Takes what is there by now, without waiting.
    fn drain(&self, book: &mut Book) {
        let mut chunk = [0; CHUNK_BYTES];
        for _ in 0..Self::ROUNDS {
            if !matches!(rustix::io::ioctl_fionread(&self.pipe), Ok(waiting) if waiting > 0) {
                return;
            }
            // Only who holds the book reads, so what waits cannot be taken away in between.
            let Ok(read @ 1..) = rustix::io::read(&self.pipe, &mut chunk) else { return };
            book.stderr.push(&chunk[..read]);
        }
    }

    /// Takes whatever comes until the end.
    fn follow(&self, watch: &Watch) {
        use rustix::event::{PollFd, PollFlags, poll};
        loop {
            let mut polled = [PollFd::new(&self.pipe, PollFlags::IN)];
            let Ok(_) = poll(&mut polled, None) else { continue };
            let at_end = polled[0].revents().intersects(PollFlags::HUP | PollFlags::ERR);
            let mut book = watch.book.lock();
            self.drain(&mut book);
            let empty = !matches!(rustix::io::ioctl_fionread(&self.pipe), Ok(left) if left > 0);
            if at_end && empty {
                book.err_closed = true;
                drop(book);
                watch.changed.notify_all();
                return;
            }
        }
    }
}

/// Standard error of a program, where nobody tells whether something waits in a pipe.
#[cfg(not(unix))]
struct Stderr {
    pipe: parking_lot::Mutex<ChildStderr>,
}

#[cfg(not(unix))]
impl Stderr {
    fn new(pipe: ChildStderr) -> Self {
        Self { pipe: parking_lot::Mutex::new(pipe) }
    }

    fn drain(&self, _book: &mut Book) {}

    fn follow(&self, watch: &Watch) {
        let mut chunk = vec![0; CHUNK_BYTES];
        while let Ok(read @ 1..) = self.pipe.lock().read(&mut chunk) {
            watch.book.lock().stderr.push(&chunk[..read]);
        }
        watch.book.lock().err_closed = true;
        watch.changed.notify_all();
    }
}
