//! Things that were issued under a secret text: found by it, ended by time, bounded in number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::core::deadline::Deadlines;
use crate::core::time::SimTime;

/// At most so many things of a kind are alive in an org; the oldest that has an end makes room,
/// and if none has one, the oldest. Our own limit.
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
    /// Those with an end.
    ending: BTreeSet<u64>,
    due: Deadlines<u64>,
    issued: u64,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            by_text: HashMap::new(),
            by_serial: BTreeMap::new(),
            ending: BTreeSet::new(),
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
            && let Some(oldest) = self.oldest()
        {
            self.take(&oldest);
        }
        let serial = self.issued;
        self.issued += 1;
        self.due.set(serial, until);
        if until.is_some() {
            self.ending.insert(serial);
        }
        self.by_serial.insert(serial, text.clone());
        self.by_text.insert(text, Issued { serial, until, thing });
    }

    /// Which thing makes room first.
    fn oldest(&self) -> Option<String> {
        let ending = self.ending.first().and_then(|serial| self.by_serial.get(serial));
        ending.or_else(|| self.by_serial.values().next()).cloned()
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
        self.ending.remove(&issued.serial);
        self.by_serial.remove(&issued.serial);
        Some(issued.thing)
    }

    /// Lets the thing under `text` end at `until`; tells whether there is one.
    pub(super) fn end_at(&mut self, text: &str, until: SimTime) -> bool {
        let Some(issued) = self.by_text.get_mut(text) else { return false };
        issued.until = Some(until);
        self.due.set(issued.serial, Some(until));
        self.ending.insert(issued.serial);
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

    /// Lets all things end at `until` of which `ends` is true.
    pub(super) fn end_all_at(&mut self, until: SimTime, ends: impl Fn(&T) -> bool) {
        let found = self.by_text.iter().filter(|(_, issued)| ends(&issued.thing));
        let texts: Vec<String> = found.map(|(text, _)| text.clone()).collect();
        for text in texts {
            self.end_at(&text, until);
        }
    }

    pub(super) fn next_deadline(&self) -> Option<SimTime> {
        self.due.next().map(|(at, _)| at)
    }

    /// Drops what is over at `now`.
    pub(super) fn expire(&mut self, now: SimTime) {
        while let Some((_, serial)) = self.due.due(now) {
            self.due.set(serial, None);
            self.ending.remove(&serial);
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

    #[test]
    fn what_has_no_end_does_not_make_room_for_what_has_one() {
        let end = SimTime::from_millis(10);
        let mut shelf = Shelf::default();
        shelf.put("declared".into(), None, 0);
        for number in 1..=ISSUED_MAX {
            shelf.put(number.to_string(), Some(end), number);
        }
        let now = SimTime::from_millis(0);
        let kept = ["declared", "1", "2"].map(|text| shelf.get(text, now).copied());
        assert_eq!(kept, [Some(0), None, Some(2)]);
        shelf.expire(end);
        assert!(shelf.ending.is_empty() && shelf.get("declared", end).is_some());
    }
}
