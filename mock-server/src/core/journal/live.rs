//! A journal read while it goes on: each entry once it is over, in the order in which things ended.
//!
//! A reader keeps a place and nothing else. What made room before the reader came to it is counted, so
//! that a slow reader costs no memory and knows what it missed.

use std::collections::VecDeque;
use std::sync::Arc;

use super::book::Journal;
use super::entry::Entry;
use super::snapshot::Snapshot;

/// What is over, by the place of its end in the order of events, with the number of its entry.
#[derive(Clone, Default)]
pub(super) struct Done {
    ends: VecDeque<(u64, u64)>,
    /// How many made room.
    forgotten: u64,
}

/// Where a reader is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cursor {
    life: u32,
    next: u64,
}

/// What a reader gets at once.
pub struct Batch {
    /// Whether the journal began anew since the reader last looked.
    pub began_anew: bool,
    /// How many entries made room before the reader came to them.
    pub missed: u64,
    /// The place of each entry's end, in the order of the entries.
    pub ends: Vec<u64>,
    /// The entries.
    pub entries: Snapshot,
}

impl Done {
    pub(super) fn push(&mut self, seq: u64, number: u64) {
        self.ends.push_back((seq, number));
    }

    pub(super) fn forget_before(&mut self, number: u64) {
        while self.ends.front().is_some_and(|(_, known)| *known < number) {
            self.ends.pop_front();
            self.forgotten += 1;
        }
    }

    fn end(&self) -> u64 {
        self.forgotten + self.ends.len() as u64
    }
}

impl Journal {
    /// The place behind all that is over.
    pub fn end(&self) -> Cursor {
        Cursor { life: self.life, next: self.done.end() }
    }

    /// The place behind what ended at `seq`. A place that this journal has not come to yet is one of a
    /// journal before it: then all of this one is to be read.
    pub fn behind(&self, seq: u64) -> Cursor {
        let ends = &self.done.ends;
        let last = ends.back().map_or(0, |(last, _)| *last);
        let next = match seq {
            // Whoever saw nothing missed what made room.
            0 => 0,
            seq if seq > last => return Cursor { life: self.life.wrapping_sub(1), next: 0 },
            seq => self.done.forgotten + ends.partition_point(|(end, _)| *end <= seq) as u64,
        };
        Cursor { life: self.life, next }
    }

    /// What is over and was not read yet, `entries_max` at most; `None` if there is nothing.
    pub fn read_on(&self, cursor: &mut Cursor, entries_max: usize) -> Option<Batch> {
        let began_anew = cursor.life != self.life;
        if began_anew {
            *cursor = Cursor { life: self.life, next: 0 };
        }
        let mut missed = self.done.forgotten.saturating_sub(cursor.next);
        cursor.next += missed;
        let skipped = usize::try_from(cursor.next - self.done.forgotten).unwrap_or(usize::MAX);
        let mut ends = Vec::new();
        let mut entries: Vec<Arc<Entry>> = Vec::new();
        for (seq, number) in self.done.ends.iter().skip(skipped).take(entries_max) {
            cursor.next += 1;
            match self.numbered(*number) {
                Some(entry) => {
                    ends.push(*seq);
                    entries.push(Arc::clone(entry));
                }
                None => missed += 1,
            }
        }
        if !began_anew && missed == 0 && entries.is_empty() {
            return None;
        }
        let entries = Snapshot { entries, secrets: Arc::clone(&self.secrets) };
        Some(Batch { began_anew, missed, ends, entries })
    }
}

impl Batch {
    /// The batch as server-sent events: the place of an entry's end is the id of its event.
    pub fn events(&self) -> String {
        let mut out = String::new();
        if self.began_anew {
            out.push_str("event: reset\ndata: {}\n\n");
        }
        if self.missed > 0 {
            out.push_str(&format!("event: missed\ndata: {{\"entries\":{}}}\n\n", self.missed));
        }
        let lines = self.entries.json_lines();
        for ((seq, entry), line) in self.ends.iter().zip(self.entries.entries()).zip(lines.lines())
        {
            let kind = match entry {
                Entry::Exchange(_) => "exchange",
                Entry::Transition(_) => "transition",
            };
            out.push_str(&format!("id: {seq}\nevent: {kind}\ndata: {line}\n\n"));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::book::JournalLimits;
    use super::super::entry::{ExchangeId, Outcome, RequestHead, Stamp};
    use super::*;
    use crate::core::time::SimTime;
    use crate::core::timeline::Transition;

    const STAMP: Stamp = Stamp { at: SimTime::EPOCH, wall_ms: 0 };

    fn begin(journal: &mut Journal, target: &str) -> ExchangeId {
        let head = RequestHead {
            operation: None,
            method: "GET".into(),
            target: target.into(),
            headers: Vec::new(),
            faults: Vec::new(),
            key: None,
        };
        journal.received(STAMP, head)
    }

    fn end(journal: &mut Journal, id: ExchangeId) {
        journal.answered(id, STAMP, Outcome { status: Some(200), ..Outcome::default() });
    }

    fn told(journal: &Journal, cursor: &mut Cursor) -> String {
        let Some(batch) = journal.read_on(cursor, 100) else { return "nothing".into() };
        let target = |entry: &Entry| match entry {
            Entry::Exchange(exchange) => exchange.target.clone(),
            Entry::Transition(transition) => transition.subject.clone(),
        };
        let targets: Vec<String> = batch.entries.entries().map(target).collect();
        format!("{:?} {} {targets:?} {:?}", batch.began_anew, batch.missed, batch.ends)
    }

    #[test]
    fn entries_come_once_they_are_over_in_the_order_of_their_ends() {
        let mut journal = Journal::default();
        let mut reader = journal.end();
        let (first, second) = (begin(&mut journal, "/1"), begin(&mut journal, "/2"));
        assert_eq!(told(&journal, &mut reader), "nothing");
        end(&mut journal, second);
        let opened = Transition {
            at: STAMP.at,
            job: "job".into(),
            from: None,
            to: Some("Open"),
            reason: None,
        };
        journal.transition(0, opened, None);
        end(&mut journal, first);
        assert_eq!(told(&journal, &mut reader), r#"false 0 ["/2", "job", "/1"] [3, 4, 5]"#);
        assert_eq!(told(&journal, &mut reader), "nothing");
        assert_eq!(told(&journal, &mut journal.behind(3)), r#"false 0 ["job", "/1"] [4, 5]"#);
    }

    #[test]
    fn a_slow_reader_is_told_how_much_it_missed() {
        let limits = JournalLimits { entries_max: 2, ..JournalLimits::default() };
        let mut journal = Journal::new(limits);
        let mut reader = journal.end();
        for number in 0..5 {
            let id = begin(&mut journal, &format!("/{number}"));
            end(&mut journal, id);
        }
        assert_eq!(told(&journal, &mut reader), r#"false 3 ["/3", "/4"] [8, 10]"#);
    }

    #[test]
    fn a_reader_is_told_that_the_journal_began_anew_and_reads_it_from_its_beginning() {
        let mut journal = Journal::default();
        let under_way = begin(&mut journal, "/before");
        let mut reader = journal.end();
        let mut journal = Journal::after(&journal);
        end(&mut journal, under_way);
        let id = begin(&mut journal, "/after");
        end(&mut journal, id);
        assert_eq!(told(&journal, &mut reader), r#"true 0 ["/after"] [2]"#);
        // As does one that comes back with a place that this journal has not reached.
        assert_eq!(told(&journal, &mut journal.behind(99)), r#"true 0 ["/after"] [2]"#);
    }
}
