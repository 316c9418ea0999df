//! A few threads that play cases, never more at a time than the client takes.

use std::collections::VecDeque;
use std::sync::mpsc;
use std::thread;

use parking_lot::{Condvar, Mutex};

use super::plan::{Item, Which};
use super::trial::{Court, Trial};
use crate::scenario::Order;

/// Calls that may be under way at a time.
struct Slots {
    all: usize,
    free: Mutex<usize>,
    changed: Condvar,
}

impl Slots {
    fn new(all: usize) -> Self {
        Self { all, free: Mutex::new(all), changed: Condvar::new() }
    }

    /// Waits until so many are free, and does it then. Who needs more than there are gets all.
    fn with<T>(&self, wanted: usize, act: impl FnOnce() -> T) -> T {
        let wanted = wanted.clamp(1, self.all);
        let mut free = self.free.lock();
        self.changed.wait_while(&mut free, |free| *free < wanted);
        *free -= wanted;
        drop(free);
        let done = act();
        *self.free.lock() += wanted;
        self.changed.notify_all();
        done
    }
}

/// Plays all of them, `at_a_time` at once; `told` hears of each as it ends.
pub(super) fn play(
    court: &Court<'_>,
    items: Vec<Item>,
    at_a_time: usize,
    told: &mut dyn FnMut(Trial),
) {
    let threads = at_a_time.min(items.len());
    let slots = Slots::new(at_a_time);
    let queue: Mutex<VecDeque<(usize, Item)>> = Mutex::new(items.into_iter().enumerate().collect());
    let (tell, heard) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (tell, queue, slots) = (tell.clone(), &queue, &slots);
            scope.spawn(move || {
                loop {
                    let next = queue.lock().pop_front();
                    let Some((number, item)) = next else { return };
                    let trial = slots.with(places(&item), || court.hear(&item, number));
                    if tell.send(trial).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tell);
        heard.into_iter().for_each(told);
    });
}

/// How many places a case needs: one for each call that it makes at a time. Calls of one session meet
/// in one program, and no other case may be in their way there. Drawn cases make one call: they are
/// about data.
fn places(item: &Item) -> usize {
    match &item.which {
        Which::Fixed(_, scenario) if scenario.shares_a_session() => usize::MAX,
        Which::Fixed(_, scenario) if scenario.order == Order::Together => scenario.calls.len(),
        _ => 1,
    }
}
