//! What plays the orgs' time lines: a thread that follows real time, and jumps on command.
//!
//! Rows are checked with no lock held and written in steps of bounded size; the lock is handed over
//! fairly in between, so that a poll never waits longer than one step.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};
use std::time::Duration;

use parking_lot::{Condvar, Mutex, MutexGuard};
use tokio::sync::Notify;

use crate::clock::RealClock;
use crate::core::time::{SimDuration, SimTime};
use crate::org::{AutoStops, JobLook, JobRef, Org, OrgCell, Task};

/// Rows written while the lock is held once: three transactions of the provider's.
const STEP_ROWS: u32 = 600;

/// Steps for one org before another one has its turn.
const STEPS_IN_A_ROW: u32 = 32;

/// Where a jump leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JumpTarget {
    /// So much later.
    By(SimDuration),
    /// The next thing that is due, whatever it is.
    NextEvent,
    /// The time when no job has anything to do any more.
    Idle,
    /// The next change of a job that a client could see; none at all if there was one already.
    JobChange {
        /// The job.
        job: JobRef,
        /// What the client saw of it.
        seen: JobLook,
        /// Which changes count.
        stops: AutoStops,
    },
}

/// Follows real time for all orgs, on a thread of its own.
pub struct Pump {
    shared: Arc<Shared>,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
    /// Told whenever something may stand in a journal.
    played: Arc<Notify>,
}

#[derive(Default)]
struct Queue {
    due: BinaryHeap<Reverse<Due>>,
    order: u64,
    stopped: bool,
}

/// An org that has something due; the order in which orgs came breaks ties.
struct Due {
    wall_ms: i64,
    order: u64,
    cell: Weak<OrgCell>,
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        (self.wall_ms, self.order) == (other.wall_ms, other.order)
    }
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.wall_ms, self.order).cmp(&(other.wall_ms, other.order))
    }
}

impl Pump {
    /// Starts the thread, which tells `played` of every turn.
    pub(super) fn start(clock: RealClock, played: Arc<Notify>) -> Self {
        let (queue, changed) = (Mutex::default(), Condvar::new());
        let shared = Arc::new(Shared { queue, changed, played });
        let worker = Arc::clone(&shared);
        let spawned =
            std::thread::Builder::new().name("pump".into()).spawn(move || worker.run(&clock));
        if let Err(error) = spawned {
            tracing::error!("the pump thread could not start: {error}");
        }
        Self { shared }
    }

    /// Makes sure that an org is looked at when it next has something due.
    pub fn schedule(&self, cell: &Arc<OrgCell>, org: &Org) {
        let due = org.next_deadline().and_then(|at| org.clock.wall_of(at));
        if let Some(wall_ms) = due.filter(|wall_ms| cell.wake_at(*wall_ms)) {
            self.shared.push(wall_ms, cell);
        }
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.shared.queue.lock().stopped = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn push(&self, wall_ms: i64, cell: &Arc<OrgCell>) {
        let mut queue = self.queue.lock();
        queue.order += 1;
        let order = queue.order;
        queue.due.push(Reverse(Due { wall_ms, order, cell: Arc::downgrade(cell) }));
        drop(queue);
        self.changed.notify_one();
    }

    fn run(&self, clock: &RealClock) {
        while let Some(due) = self.next_due(clock) {
            let Some(cell) = due.cell.upgrade().filter(|cell| cell.woken(due.wall_ms)) else {
                continue;
            };
            // A bug in the rules stops the time of one org until its next request, not of all.
            let turn = catch_unwind(AssertUnwindSafe(|| follow(&cell, clock)));
            let next = turn.unwrap_or_else(|_| {
                tracing::error!("the time line of org `{}` broke; this is a bug", cell.name);
                None
            });
            self.played.notify_waiters();
            if let Some(wall_ms) = next.filter(|at| cell.wake_at(*at)) {
                self.push(wall_ms, &cell);
            }
        }
    }

    /// Waits for the next org that has something due; `None` when the server stops.
    fn next_due(&self, clock: &RealClock) -> Option<Due> {
        let mut queue = self.queue.lock();
        loop {
            if queue.stopped {
                return None;
            }
            let now = clock.wall_ms();
            let wait = match queue.due.peek() {
                Some(Reverse(first)) if first.wall_ms <= now => {
                    return queue.due.pop().map(|Reverse(due)| due);
                }
                Some(Reverse(first)) => Duration::from_millis((first.wall_ms - now).unsigned_abs()),
                None => Duration::from_secs(3600),
            };
            self.changed.wait_for(&mut queue, wait);
        }
    }
}

/// Plays what is due in an org, for its turn; gives the real time at which it wants the next one.
fn follow(cell: &OrgCell, clock: &RealClock) -> Option<i64> {
    for _ in 0..STEPS_IN_A_ROW {
        let mut org = cell.lock();
        if org.jumping {
            return None;
        }
        let wall_ms = clock.wall_ms();
        let now = org.clock.now(wall_ms);
        let task = org.play(now, STEP_ROWS);
        org.journal_transitions(wall_ms);
        let Some(task) = task else {
            return org.next_deadline().and_then(|at| org.clock.wall_of(at));
        };
        let life = org.journal.life();
        MutexGuard::unlock_fair(org);
        let worked = task.work();
        let mut org = cell.lock();
        // An org that was reset meanwhile knows nothing of that work.
        if org.journal.life() == life {
            org.take_in(worked);
        }
        org.journal_transitions(wall_ms);
        MutexGuard::unlock_fair(org);
    }
    Some(clock.wall_ms())
}

/// Plays what is due and holds no rows; a request does this for its org before the rules run.
pub(super) fn play_flips(org: &mut Org, wall_ms: i64) {
    let now = org.clock.now(wall_ms);
    // Rows that come up are left alone: handing them out changes nothing.
    let _ = org.play(now, 0);
    org.journal_transitions(wall_ms);
}

/// Moves an org's clock to where `target` says, every deadline at its own instant. The caller sees to
/// it that nobody else looks meanwhile.
pub(super) async fn jump(cell: &OrgCell, target: JumpTarget, clock: &RealClock) -> SimTime {
    let mut leap = Leap::new(target, &cell.lock(), clock.wall_ms());
    loop {
        let wall_ms = clock.wall_ms();
        let task = {
            let mut org = cell.lock();
            let Some(until) = leap.next_stop(&org, wall_ms) else {
                return org.clock.now(wall_ms);
            };
            let task = org.play(until, STEP_ROWS);
            org.clock.jump_to(task.as_ref().map_or(until, Task::due), wall_ms);
            org.journal_transitions(wall_ms);
            task
        };
        match task {
            Some(task) => {
                let worked = task.work();
                let mut org = cell.lock();
                org.take_in(worked);
                org.journal_transitions(wall_ms);
            }
            None => leap.arrived(),
        }
        tokio::task::yield_now().await;
    }
}

/// A jump under way.
struct Leap {
    target: JumpTarget,
    /// The end, where it is known from the start.
    end: Option<SimTime>,
    done: bool,
}

impl Leap {
    fn new(target: JumpTarget, org: &Org, wall_ms: i64) -> Self {
        let end = match target {
            JumpTarget::By(span) => Some(org.clock.now(wall_ms) + span),
            JumpTarget::NextEvent => Some(org.next_deadline().unwrap_or(org.clock.now(wall_ms))),
            JumpTarget::Idle | JumpTarget::JobChange { .. } => None,
        };
        Self { target, end, done: false }
    }

    /// The instant up to which to play next; `None` if the jump is over.
    fn next_stop(&self, org: &Org, wall_ms: i64) -> Option<SimTime> {
        match self.target {
            JumpTarget::By(_) | JumpTarget::NextEvent => self.end.filter(|_| !self.done),
            JumpTarget::Idle => org.next_work().map(|at| at.max(org.clock.now(wall_ms))),
            JumpTarget::JobChange { job, seen, stops } => {
                let now = org.clock.now(wall_ms);
                let look = org.look(job, now)?;
                let changed = match stops {
                    AutoStops::States => look.state != seen.state,
                    AutoStops::Batches => look != seen,
                };
                org.work_deadline(job, now).filter(|_| !changed)
            }
        }
    }

    /// All is played up to the last stop.
    fn arrived(&mut self) {
        self.done = true;
    }
}
