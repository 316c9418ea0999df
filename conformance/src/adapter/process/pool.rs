//! Which program takes which case: the least busy one, but one session always the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use parking_lot::{Condvar, Mutex};

/// Places for cases in a number of programs.
pub(super) struct Pool {
    /// How many cases each program has.
    busy: Mutex<Vec<usize>>,
    freed: Condvar,
    places_each: usize,
}

/// A place in a program, free again when this is dropped.
pub(super) struct Place<'a> {
    pool: &'a Pool,
    worker: usize,
}

impl Pool {
    /// So many programs with so many places each.
    pub(super) fn new(workers: usize, places_each: usize) -> Self {
        Self { busy: Mutex::new(vec![0; workers]), freed: Condvar::new(), places_each }
    }

    /// All places.
    pub(super) fn places(&self) -> usize {
        self.busy.lock().len() * self.places_each
    }

    /// Waits for a place. Cases of one session share one client, so they share one program.
    pub(super) fn take(&self, session: Option<&str>) -> Place<'_> {
        let mut busy = self.busy.lock();
        let home = session.map(|session| home_of(session, busy.len()));
        loop {
            let worker = home.or_else(|| (0..busy.len()).min_by_key(|worker| busy[*worker]));
            if let Some(worker) = worker
                && busy[worker] < self.places_each
            {
                busy[worker] += 1;
                return Place { pool: self, worker };
            }
            self.freed.wait(&mut busy);
        }
    }
}

impl Place<'_> {
    /// The program's number, from 0.
    pub(super) fn worker(&self) -> usize {
        self.worker
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.pool.busy.lock()[self.worker] -= 1;
        self.pool.freed.notify_all();
    }
}

fn home_of(session: &str, workers: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    session.hash(&mut hasher);
    (hasher.finish() % workers as u64) as usize
}
