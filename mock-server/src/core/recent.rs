//! A map for what comes without end: of so many keys at most, the newest.

use std::borrow::Borrow;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Values by key. Once there are as many keys as there may be, the one that came first makes room.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recent<K: Eq + Hash, V, const MAX: usize> {
    values: HashMap<K, V>,
    /// The keys, each once, in the order in which they came.
    order: VecDeque<K>,
}

impl<K: Eq + Hash, V, const MAX: usize> Default for Recent<K, V, MAX> {
    fn default() -> Self {
        Self { values: HashMap::new(), order: VecDeque::new() }
    }
}

impl<K: Clone + Eq + Hash, V, const MAX: usize> Recent<K, V, MAX> {
    /// The value of a key.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.values.get(key)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.values.get_mut(key)
    }

    /// Gives a key a value; one that it had is replaced, and the key stays as old as it is.
    pub fn insert(&mut self, key: K, value: V) {
        if self.values.insert(key.clone(), value).is_none() {
            self.make_room();
            self.order.push_back(key);
        }
    }

    /// The value of a key, which comes with the default one if it is new.
    pub fn entry(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        if !self.values.contains_key(&key) {
            self.make_room();
            self.order.push_back(key.clone());
        }
        self.values.entry(key).or_default()
    }

    fn make_room(&mut self) {
        while self.order.len() >= MAX.max(1) {
            let Some(oldest) = self.order.pop_front() else { return };
            self.values.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;

    #[test]
    fn the_key_that_came_first_makes_room() {
        let mut recent: Recent<&str, u32, 2> = Recent::default();
        recent.insert("a", 1);
        *recent.entry("b") += 2;
        recent.insert("a", 3);
        *recent.entry("c") += 4;
        assert_eq!(["a", "b", "c"].map(|key| recent.get(key).copied()), [None, Some(2), Some(4)]);
    }
}
