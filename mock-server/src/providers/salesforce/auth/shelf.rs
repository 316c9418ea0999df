//! Things that were issued under a secret text: found by it, ended by time, bounded in number.

use std::collections::{BTreeMap, HashMap};

use crate::core::deadline::Deadlines;
use crate::core::time::SimTime;

/// At most so many things of a kind are alive in an org; the oldest makes room. Our own limit.
const ISSUED_MAX: usize = 100_000;

#[derive(Clone, Debug)]
struct Issued<T> {
    serial: u64,
    until: Option<SimTime>,
    thing: T,
}

/// What was issued and is not over.
#[derive(Clone, Debug)]
pub(super) struct Shelf<T> {
    by_text: HashMap<String, Issued<T>>,
    by_serial: BTreeMap<u64, String>,
    due: Deadlines<u64>,
    issued: u64,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            by_text: HashMap::new(),
            by_serial: BTreeMap::new(),
            due: Deadlines::default(),
            issued: 0,
        }
    }
}

impl<T> Shelf<T> {
    /// Keeps `thing` up to, and not including, `until`.
    pub(super) fn put(&mut self, text: String, until: Option<SimTime>, thing: T) {
        self.take(&text);
        if self.by_text.len() >= ISSUED_MAX
            && let Some(oldest) = self.by_serial.values().next().cloned()
        {
            self.take(&oldest);
        }
        let serial = self.issued;
        self.issued += 1;
        self.due.set(serial, until);
        self.by_serial.insert(serial, text.clone());
        self.by_text.insert(text, Issued { serial, until, thing });
    }

    /// The thing under `text` if its time is not over.
    pub(super) fn get(&self, text: &str, now: SimTime) -> Option<&T> {
        let issued = self.by_text.get(text)?;
        issued.until.is_none_or(|until| now < until).then_some(&issued.thing)
    }

    /// Until when the thing under `text` lasts, if that is known.
    pub(super) fn until(&self, text: &str) -> Option<SimTime> {
        self.by_text.get(text)?.until
    }

    /// Ends the thing under `text`.
    pub(super) fn take(&mut self, text: &str) -> Option<T> {
        let issued = self.by_text.remove(text)?;
        self.due.set(issued.serial, None);
        self.by_serial.remove(&issued.serial);
        Some(issued.thing)
    }

    /// Lets the thing under `text` end at `until`; tells whether there is one.
    pub(super) fn end_at(&mut self, text: &str, until: SimTime) -> bool {
        let Some(issued) = self.by_text.get_mut(text) else { return false };
        issued.until = Some(until);
        self.due.set(issued.serial, Some(until));
        true
    }

    /// Ends all things of which `gone` is true.
    pub(super) fn end_where(&mut self, gone: impl Fn(&T) -> bool) {
        let over = self.by_text.iter().filter(|(_, issued)| gone(&issued.thing));
        let texts: Vec<String> = over.map(|(text, _)| text.clone()).collect();
        for text in texts {
            self.take(&text);
        }
    }

    pub(super) fn next_deadline(&self) -> Option<SimTime> {
        self.due.next().map(|(at, _)| at)
    }

    /// Drops what is over at `now`.
    pub(super) fn expire(&mut self, now: SimTime) {
        while let Some((_, serial)) = self.due.due(now) {
            self.due.set(serial, None);
            if let Some(text) = self.by_serial.remove(&serial) {
                self.by_text.remove(&text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_ends_at_its_instant_whether_or_not_it_was_dropped() {
        let at = SimTime::from_millis;
        let mut shelf = Shelf::default();
        shelf.put("a".into(), Some(at(10)), 1);
        shelf.put("b".into(), None, 2);
        assert_eq!((shelf.get("a", at(9)), shelf.get("a", at(10))), (Some(&1), None));
        assert_eq!(shelf.next_deadline(), Some(at(10)));
        shelf.expire(at(10));
        assert_eq!((shelf.next_deadline(), shelf.get("b", at(99))), (None, Some(&2)));
        assert!(shelf.end_at("b", at(20)) && !shelf.end_at("a", at(20)));
        assert_eq!(shelf.next_deadline(), Some(at(20)));
        assert_eq!((shelf.take("b"), shelf.next_deadline()), (Some(2), None));
    }

    #[test]
    fn the_oldest_makes_room_when_the_shelf_is_full() {
        let mut shelf = Shelf::default();
        for number in 0..=ISSUED_MAX {
            shelf.put(number.to_string(), None, number);
        }
        let now = SimTime::from_millis(0);
        assert_eq!((shelf.get("0", now), shelf.get("1", now)), (None, Some(&1)));
    }
}
