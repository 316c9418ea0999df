//! Which programs live in this process, whoever started them: so that none outlives the kit when somebody
//! interrupts it.

use std::io;
use std::process::{ChildStderr, ChildStdin, ChildStdout};
use std::sync::{Arc, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use process_wrap::std::{ChildWrapper, CommandWrap};

/// A program, for whoever wants to end it.
pub(super) type Child = Arc<Living>;

/// What can be ended, by one at a time.
type Living = Mutex<Box<dyn ChildWrapper>>;

/// All that were started and may still live.
static ALIVE: Mutex<Vec<Weak<Living>>> = Mutex::new(Vec::new());

/// How long one that is being ended already is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// The three streams of a program.
type Streams = (Option<ChildStdin>, Option<ChildStdout>, Option<ChildStderr>);

/// Starts a program.
pub(super) fn spawn(wrap: &mut CommandWrap) -> io::Result<(Child, Streams)> {
    let mut alive = ALIVE.lock();
    let mut child = wrap.spawn()?;
    let streams = (child.stdin().take(), child.stdout().take(), child.stderr().take());
    let child = Arc::new(Mutex::new(child));
    alive.retain(|other| other.strong_count() > 0);
    alive.push(Arc::downgrade(&child));
    Ok((child, streams))
}

/// Ends all programs with all that they started. From then on none is started in this process: who asks
/// for one waits for ever, which is for the last moments of a process alone.
pub(crate) fn end_all() {
    let alive = ALIVE.lock();
    for child in alive.iter().filter_map(Weak::upgrade) {
        if let Some(mut child) = child.try_lock_for(PATIENCE) {
            // One that has ended already cannot be ended, and need not.
            let _ = child.start_kill();
            let _ = child.inner_mut().start_kill();
        }
    }
    std::mem::forget(alive);
}
