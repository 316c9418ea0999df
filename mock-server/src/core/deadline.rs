//! What is due next: a set of keys, each with at most one instant.
//!
//! Knows no clock: the caller says up to when it wants to hear.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use super::time::SimTime;

/// Keys ordered by the instant at which each is due; the key breaks ties.
#[derive(Clone, Debug)]
pub struct Deadlines<K> {
    by_time: BTreeSet<(SimTime, K)>,
    by_key: HashMap<K, SimTime>,
}

impl<K> Default for Deadlines<K> {
    fn default() -> Self {
        Self { by_time: BTreeSet::new(), by_key: HashMap::new() }
    }
}

impl<K: Copy + Ord + Hash> Deadlines<K> {
    /// Makes `key` due at `at`, or never if `None`; what it was due at before is forgotten.
    pub fn set(&mut self, key: K, at: Option<SimTime>) {
        if let Some(before) = self.by_key.remove(&key) {
            self.by_time.remove(&(before, key));
        }
        if let Some(at) = at {
            self.by_key.insert(key, at);
            self.by_time.insert((at, key));
        }
    }

    /// The earliest instant at which anything is due.
    pub fn next(&self) -> Option<(SimTime, K)> {
        self.by_time.first().copied()
    }

    /// The earliest key that is due at or before `now`; it stays until it is set anew.
    pub fn due(&self, now: SimTime) -> Option<(SimTime, K)> {
        self.next().filter(|(at, _)| *at <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_order_of_time_and_a_new_instant_replaces_the_old() {
        let at = SimTime::from_millis;
        let mut deadlines = Deadlines::default();
        deadlines.set('b', Some(at(20)));
        deadlines.set('a', Some(at(20)));
        deadlines.set('c', Some(at(10)));
        assert_eq!(deadlines.due(at(15)), Some((at(10), 'c')));
        deadlines.set('c', Some(at(30)));
        assert_eq!(deadlines.next(), Some((at(20), 'a')));
        assert_eq!(deadlines.due(at(15)), None);
        deadlines.set('a', None);
        assert_eq!(deadlines.next(), Some((at(20), 'b')));
    }
}
