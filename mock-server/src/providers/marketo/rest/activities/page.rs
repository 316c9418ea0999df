//! One page of the log: the entries that are wanted, and where the next page begins.

use super::super::super::activities::{Entry, Position};
use super::super::super::records::Records;
use super::asked::AskedFor;

/// Entries that are looked at for a page: however long the log is, a call is answered at once. A page
/// may so have fewer entries than asked for and yet not be the last one, which is documented.
const LOOKED_AT_MAX: usize = 20_000;

/// Some entries, and what is behind them.
pub(super) struct Page<'r> {
    pub(super) entries: Vec<Entry<'r>>,
    /// Where the next page begins.
    pub(super) next: Position,
    /// Whether there may be more by now.
    pub(super) more: bool,
}

impl<'r> Page<'r> {
    /// The page that was asked for.
    pub(super) fn of(
        records: &'r Records,
        asked_for: &AskedFor,
        wanted: impl Fn(&Entry<'_>) -> bool,
    ) -> Self {
        let since = asked_for.from.since;
        let mut entries = Vec::new();
        let from = records.entries_from(asked_for.from.next);
        for (looked_at, entry) in from.enumerate() {
            let is_wanted = entry.at >= since && wanted(&entry);
            let is_full = is_wanted && entries.len() == asked_for.most;
            if is_full || looked_at == LOOKED_AT_MAX {
                let next = Position { next: entry.number, since };
                return Self { entries, next, more: true };
            }
            if is_wanted {
                entries.push(entry);
            }
        }
        let next = records.activities.end().max(asked_for.from.next);
        Self { entries, next: Position { next, since }, more: false }
    }
}
