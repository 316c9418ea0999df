//! What a query found: how many rows, and any of them, in order, as often as they are asked for.
//!
//! Rows are not kept: a result holds a snapshot of the tables, and where in them the rows are.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::super::record::{Record, Records};
use super::super::tables::Tables;
use super::eval::Filter;
use super::group::GroupRow;
use super::query::Query;
use crate::core::generate::Generator;
use crate::core::table::RecordNumber;

/// Records looked at before others have their turn, where a filter lets few through.
const LOOKS_IN_A_ROW: u32 = 16_384;

/// A place from which rows can be read on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Checkpoint {
    /// How many rows are before it.
    pub matched: u64,
    /// The record of the next one.
    pub at: RecordNumber,
}

/// Where the rows are.
#[derive(Clone)]
pub(super) enum Found {
    /// Nowhere: they were counted.
    Count,
    /// In the tables, in order of their numbers, wherever the filter lets them through.
    Scanned(Arc<[Checkpoint]>),
    /// In the tables, at these numbers.
    Listed(Arc<[u64]>),
    /// Here: they are groups.
    Grouped(Arc<[GroupRow]>),
}

/// What a query found.
#[derive(Clone)]
pub struct ResultSet {
    /// The query.
    pub query: Arc<Query>,
    /// The records as they were when it began.
    pub tables: Arc<Tables>,
    /// Whether records in the recycle bin count.
    pub deleted: bool,
    filter: Option<Arc<Filter>>,
    found: Found,
    total: u64,
}

impl ResultSet {
    pub(super) fn new(
        query: Arc<Query>,
        tables: Arc<Tables>,
        deleted: bool,
        filter: Option<Arc<Filter>>,
        found: Found,
        total: u64,
    ) -> Self {
        Self { query, tables, deleted, filter, found, total }
    }

    /// How many rows there are.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Whether there are rows to be shown, and not only counted.
    pub fn has_rows(&self) -> bool {
        !matches!(self.found, Found::Count)
    }

    /// The groups, if that is what was asked for.
    pub fn groups(&self) -> &[GroupRow] {
        match &self.found {
            Found::Grouped(rows) => rows,
            Found::Count | Found::Scanned(_) | Found::Listed(_) => &[],
        }
    }

    /// A reader of `rows` rows at most, from row `offset` on.
    pub fn rows(self: &Arc<Self>, offset: u64, rows: u64) -> Cursor {
        let left = self.total.saturating_sub(offset).min(rows);
        let offset = offset.saturating_add(self.query.offset);
        let at = match &self.found {
            Found::Listed(_) => Place::Listed(usize::try_from(offset).unwrap_or(usize::MAX)),
            Found::Scanned(checkpoints) => {
                let (next, skip) = before(checkpoints, offset);
                Place::Scanned { next, skip }
            }
            Found::Count | Found::Grouped(_) => Place::Listed(usize::MAX),
        };
        Cursor { set: Arc::clone(self), at, left }
    }

    /// The generator of `rows` rows from row `offset` on, and the number of the first of them, if all of
    /// them are generated, nobody wrote any, and all are let through: then no record is needed.
    pub fn computed(&self, offset: u64, rows: u64) -> Option<(&Arc<Generator>, u32)> {
        let Found::Scanned(checkpoints) = &self.found else { return None };
        let table = self.tables.table(self.query.object.key_prefix)?;
        let (next, skip) = before(checkpoints, offset.checked_add(self.query.offset)?);
        let end = skip.checked_add(rows)?;
        let is_run = self.filter.is_none() && u64::from(table.untouched_from(next)) >= end;
        let first = u32::try_from(next.0 + skip).ok().filter(|_| is_run)?;
        table.generator().map(|generator| (generator, first))
    }

    fn lets_through(&self, record: &Record<'_>) -> bool {
        let seen = !record.is_deleted() || (self.deleted && !record.is_gone());
        seen && self.filter.as_ref().is_none_or(|filter| filter.holds(&self.tables, record))
    }
}

/// The last place before row `offset` from which rows can be read, and how many to pass over there.
fn before(checkpoints: &[Checkpoint], offset: u64) -> (RecordNumber, u64) {
    let after = checkpoints.partition_point(|point| point.matched <= offset);
    match after.checked_sub(1).map(|place| checkpoints[place]) {
        Some(point) => (point.at, offset - point.matched),
        None => (RecordNumber(0), offset),
    }
}

/// Reads rows of a result, some at a time.
pub struct Cursor {
    set: Arc<ResultSet>,
    at: Place,
    left: u64,
}

enum Place {
    /// The place in the list.
    Listed(usize),
    /// The next record, and rows to pass over.
    Scanned { next: RecordNumber, skip: u64 },
}

impl Cursor {
    /// Hands rows to `take` until it has enough, or until many were looked at in vain; `false` once
    /// there are none left.
    pub fn read(&mut self, mut take: impl FnMut(&Tables, &Record<'_>) -> Enough) -> bool {
        let set = Arc::clone(&self.set);
        let Some(records) = Records::of(&set.tables, &set.query.object) else { return false };
        let mut take = |record: &Record<'_>| take(&set.tables, record);
        self.left = match (&mut self.at, &set.found) {
            (Place::Listed(place), Found::Listed(numbers)) => {
                read_listed(&records, numbers, place, self.left, &mut take)
            }
            (Place::Scanned { next, skip }, _) => {
                read_scanned(&set, &records, next, skip, self.left, &mut take)
            }
            (Place::Listed(_), _) => 0,
        };
        self.left > 0
    }
}

/// Reads the records of a list; gives how many are left.
fn read_listed(
    records: &Records<'_>,
    numbers: &[u64],
    place: &mut usize,
    mut left: u64,
    take: &mut impl FnMut(&Record<'_>) -> Enough,
) -> u64 {
    while left > 0 {
        let Some(number) = numbers.get(*place) else { return 0 };
        (*place, left) = (*place + 1, left - 1);
        let taken = records.get(*number).map(|record| take(&record));
        if taken == Some(Enough::Yes) {
            break;
        }
    }
    left
}

/// Reads the records that the filter lets through; gives how many are left.
fn read_scanned(
    set: &ResultSet,
    records: &Records<'_>,
    next: &mut RecordNumber,
    skip: &mut u64,
    mut left: u64,
    take: &mut impl FnMut(&Record<'_>) -> Enough,
) -> u64 {
    let mut pause = LOOKS_IN_A_ROW;
    // From inside: the rows come from a chain of two sources, which a loop would ask each time.
    let read = records.iter_from(*next).try_for_each(|record| {
        *next = RecordNumber(record.number());
        if left == 0 || pause == 0 {
            return ControlFlow::Break(());
        }
        pause -= 1;
        if set.lets_through(&record) {
            if *skip > 0 {
                *skip -= 1;
            } else {
                left -= 1;
                if take(&record) == Enough::Yes {
                    pause = 0;
                }
            }
        }
        ControlFlow::Continue(())
    });
    if read.is_break() { left } else { 0 }
}

/// Whether a reader of rows wants more of them now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Enough {
    /// More, please.
    No,
    /// Later.
    Yes,
}
