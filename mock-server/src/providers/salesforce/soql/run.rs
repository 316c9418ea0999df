//! A query on its way through an org's records, in bounded steps over a snapshot.
//!
//! Nothing is locked: the tables are a cheap copy of the org's. Knows no job and no page; what comes
//! out is a [`ResultSet`], which makes pages.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use super::super::record::{Record, Records};
use super::super::tables::Tables;
use super::super::typed::Typed;
use super::candidates::candidates;
use super::eval::{Filter, Operands};
use super::group::Groups;
use super::natural::is_natural;
use super::order::Sorter;
use super::query::{Condition, Operand, Path, Query, Select};
use super::result::{Checkpoint, Found, ResultSet};
use super::row;
use super::window::window;
use crate::core::table::{FIRST_STORED, RecordNumber};

/// Rows between two places from which rows can be read without passing over others.
pub const CHECKPOINT_ROWS: u64 = 4096;

/// Rows of a query inside a condition that one step looks at, however small the step.
const INNER_ROWS_MIN: u64 = 1024;

/// What a query may take and what it sees.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Whether records in the recycle bin count (`queryAll`).
    pub deleted: bool,
    /// Rows that are sorted at most.
    pub sorted_rows_max: u64,
}

impl Scope {
    /// Whether a record is there for the query.
    fn sees(&self, record: &Record<'_>) -> bool {
        !record.is_deleted() || (self.deleted && !record.is_gone())
    }

    /// The refusal to sort more.
    pub fn too_many_to_sort(&self) -> TooManyToSort {
        TooManyToSort { rows_max: self.sorted_rows_max }
    }
}

/// How far a step brought a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// There are rows left.
    More,
    /// All is seen.
    Done,
}

/// More rows to sort than the setting allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooManyToSort {
    /// Rows that may be sorted.
    pub rows_max: u64,
}

impl fmt::Display for TooManyToSort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "an ORDER BY over more than {} rows, unless it is by Id or has a smaller LIMIT; the \
             setting sorted_rows_max allows more",
            self.rows_max
        )
    }
}

/// A query under way.
#[derive(Clone)]
pub struct Run {
    query: Arc<Query>,
    tables: Arc<Tables>,
    scope: Scope,
    /// The queries inside its conditions that are not answered yet, in the order of the text.
    inner: VecDeque<Run>,
    /// The answers to the others.
    answers: VecDeque<Operands>,
    filter: Option<Arc<Filter>>,
    source: Source,
    sink: Sink,
    /// Rows that were looked at.
    examined: u64,
    /// Rows that were let through.
    matched: u64,
}

/// Where rows come from.
#[derive(Clone)]
enum Source {
    /// Those that an index named, and how many of them were looked at.
    Named { numbers: Arc<[u64]>, at: usize },
    /// All from the next one on, but for generated rows behind `end`.
    All { next: RecordNumber, end: u64 },
}

/// Where rows go.
#[derive(Clone)]
enum Sink {
    /// Nowhere: the places from which pages start are noted.
    Scan(Vec<Checkpoint>),
    /// Into a list.
    List(Vec<u64>),
    /// Into an order.
    Sort(Sorter),
    /// Into groups.
    Group(Box<Groups>),
    /// Nowhere: they are counted.
    Count,
    /// Into the values that a condition compares with.
    Gather(Box<(Path, Operands)>),
}

impl Run {
    /// Starts a query over `tables`; the queries inside its conditions are answered first.
    ///
    /// # Errors
    /// It would sort more rows than it may.
    pub fn start(
        query: Arc<Query>,
        tables: Arc<Tables>,
        scope: Scope,
    ) -> Result<Self, TooManyToSort> {
        if sorts_too_many(&query, &tables, scope) {
            return Err(scope.too_many_to_sort());
        }
        Ok(Self::prepared(query, tables, scope, None))
    }

    /// A query, or with `values` one inside a condition, whose values there are gathered.
    fn prepared(
        query: Arc<Query>,
        tables: Arc<Tables>,
        scope: Scope,
        values: Option<Path>,
    ) -> Self {
        let queries = query.filter.iter().flat_map(Condition::queries);
        let inner = queries.map(|inner| {
            let values = inner.first_path();
            Self::prepared(Arc::new(inner.clone()), Arc::clone(&tables), scope, values)
        });
        let inner: VecDeque<Self> = inner.collect();
        let mut run = Self {
            inner,
            answers: VecDeque::new(),
            filter: None,
            source: Source::All { next: RecordNumber(0), end: 0 },
            sink: values
                .map_or(Sink::Count, |path| Sink::Gather(Box::new((path, Operands::default())))),
            examined: 0,
            matched: 0,
            query,
            tables,
            scope,
        };
        if run.inner.is_empty() {
            run.set_out();
        }
        run
    }

    /// Looks at rows of the queries inside its conditions, `budget` of each at most; sets out once
    /// all of them are answered.
    fn answer_inner(&mut self, budget: u64) -> Result<Progress, TooManyToSort> {
        while let Some(run) = self.inner.front_mut() {
            if run.advance(run.examined.saturating_add(budget))? == Progress::More {
                return Ok(Progress::More);
            }
            if let Some(Self { sink: Sink::Gather(gathered), .. }) = self.inner.pop_front() {
                self.answers.push_back(gathered.1);
            }
        }
        self.set_out();
        Ok(Progress::Done)
    }

    /// Finds where the rows come from and where they go, all queries inside being answered.
    fn set_out(&mut self) {
        let (query, tables) = (&self.query, &self.tables);
        let mut answers = std::mem::take(&mut self.answers);
        let mut answer = |_: &Query| answers.pop_front().unwrap_or_default();
        let filter = query.filter.as_ref();
        let filter = filter.map(|condition| Arc::new(Filter::of(condition, &mut answer)));
        let named = filter
            .as_ref()
            .and_then(|filter| candidates(tables, &query.object, filter, self.scope.deleted));
        let source = match named {
            Some(numbers) => Source::Named { numbers: numbers.into(), at: 0 },
            None => all(query, tables, filter.as_deref()),
        };
        if !matches!(self.sink, Sink::Gather(..)) {
            self.sink = sink(query, tables, &source);
        }
        (self.filter, self.source) = (filter, source);
    }

    /// Rows that were looked at so far.
    pub fn examined(&self) -> u64 {
        self.examined
    }

    /// Rows that were let through so far, before LIMIT and OFFSET.
    pub fn matched(&self) -> u64 {
        self.matched
    }

    /// Looks at rows until `examined` of them were looked at in all; rows that need no look, since
    /// nothing is asked of them, are taken in one go. Rows of queries inside its conditions do not
    /// count, but take a step of their own.
    ///
    /// # Errors
    /// There are more rows to sort than may be.
    pub fn advance(&mut self, examined: u64) -> Result<Progress, TooManyToSort> {
        if !self.inner.is_empty() {
            let budget = examined.saturating_sub(self.examined).max(INNER_ROWS_MIN);
            if self.answer_inner(budget)? == Progress::More {
                return Ok(Progress::More);
            }
        }
        let (tables, query) = (Arc::clone(&self.tables), Arc::clone(&self.query));
        let Some(records) = Records::of(&tables, &query.object) else {
            return Ok(Progress::Done);
        };
        match self.source {
            Source::Named { ref numbers, at } => {
                let numbers = Arc::clone(numbers);
                self.look_at_named(&records, &numbers, at, examined)
            }
            Source::All { next, end } => self.look_at_all(&records, next, end, examined),
        }
    }

    /// What was found.
    pub fn finish(self) -> ResultSet {
        let (limit, offset) = (self.query.limit.unwrap_or(u64::MAX), self.query.offset);
        let clipped = |rows: u64| rows.saturating_sub(offset).min(limit);
        let (found, total) = match self.sink {
            Sink::Count | Sink::Gather(..) => (Found::Count, clipped(self.matched)),
            Sink::Scan(checkpoints) => (Found::Scanned(checkpoints.into()), clipped(self.matched)),
            Sink::List(numbers) => {
                let total = clipped(numbers.len() as u64);
                (Found::Listed(numbers.into()), total)
            }
            Sink::Sort(sorter) => {
                let numbers = sorter.finish();
                let total = clipped(numbers.len() as u64);
                (Found::Listed(numbers.into()), total)
            }
            Sink::Group(groups) => {
                let rows = groups.finish(limit, offset);
                let total = rows.len() as u64;
                (Found::Grouped(rows.into()), total)
            }
        };
        ResultSet::new(self.query, self.tables, self.scope.deleted, self.filter, found, total)
    }

    fn look_at_named(
        &mut self,
        records: &Records<'_>,
        numbers: &[u64],
        at: usize,
        until: u64,
    ) -> Result<Progress, TooManyToSort> {
        let budget = until.saturating_sub(self.examined);
        let end =
            numbers.len().min(at.saturating_add(usize::try_from(budget).unwrap_or(usize::MAX)));
        for number in &numbers[at..end] {
            self.examined += 1;
            if let Some(record) = records.get(*number) {
                self.look_at(&record)?;
            }
            if self.has_enough() {
                return Ok(Progress::Done);
            }
        }
        if let Source::Named { at, .. } = &mut self.source {
            *at = end;
        }
        Ok(if end == numbers.len() { Progress::Done } else { Progress::More })
    }

    fn look_at_all(
        &mut self,
        records: &Records<'_>,
        from: RecordNumber,
        end: u64,
        until: u64,
    ) -> Result<Progress, TooManyToSort> {
        let mut next = from;
        while self.examined < until {
            if (end..FIRST_STORED).contains(&next.0) {
                next = RecordNumber(FIRST_STORED);
            }
            let taken = self.take_untouched(records, next, until - self.examined);
            if taken > 0 {
                next = RecordNumber(next.0 + taken);
                if self.has_enough() {
                    return Ok(Progress::Done);
                }
                continue;
            }
            let Some(place) = self.look_from(records, next, until)? else {
                return Ok(Progress::Done);
            };
            next = place;
        }
        self.source = Source::All { next, end };
        Ok(Progress::More)
    }

    /// Looks at rows one by one for a while; gives the place where it stopped, if it was not the end.
    fn look_from(
        &mut self,
        records: &Records<'_>,
        from: RecordNumber,
        until: u64,
    ) -> Result<Option<RecordNumber>, TooManyToSort> {
        // Behind changed rows there may be untouched ones again, which need no look.
        let mut left = CHECKPOINT_ROWS;
        for record in records.iter_from(from) {
            if self.examined == until || left == 0 {
                return Ok(Some(RecordNumber(record.number())));
            }
            left -= 1;
            self.examined += 1;
            self.look_at(&record)?;
            if self.has_enough() {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// Takes rows of which nothing is asked and none was changed, without looking at them.
    fn take_untouched(&mut self, records: &Records<'_>, from: RecordNumber, budget: u64) -> u64 {
        if self.filter.is_some() || !matches!(self.sink, Sink::Scan(_) | Sink::Count) {
            return 0;
        }
        let wanted = self.rows_wanted().saturating_sub(self.matched);
        let rows = u64::from(records.untouched_from(from)).min(budget).min(wanted);
        if let Sink::Scan(checkpoints) = &mut self.sink {
            let first = self.matched.next_multiple_of(CHECKPOINT_ROWS);
            for matched in (first..self.matched + rows).step_by(CHECKPOINT_ROWS as usize) {
                let at = RecordNumber(from.0 + (matched - self.matched));
                checkpoints.push(Checkpoint { matched, at });
            }
        }
        self.matched += rows;
        self.examined += rows;
        rows
    }

    fn look_at(&mut self, record: &Record<'_>) -> Result<(), TooManyToSort> {
        let passes = |filter: &Arc<Filter>| filter.holds(&self.tables, record);
        if !self.scope.sees(record) || !self.filter.as_ref().is_none_or(passes) {
            return Ok(());
        }
        match &mut self.sink {
            Sink::Scan(checkpoints) => {
                if self.matched.is_multiple_of(CHECKPOINT_ROWS) {
                    let at = RecordNumber(record.number());
                    checkpoints.push(Checkpoint { matched: self.matched, at });
                }
            }
            Sink::List(numbers) => numbers.push(record.number()),
            Sink::Sort(sorter) => {
                sorter.push(&self.tables, record);
                if sorter.len() as u64 > self.scope.sorted_rows_max {
                    return Err(self.scope.too_many_to_sort());
                }
            }
            Sink::Group(groups) => groups.push(&self.tables, record),
            Sink::Gather(gathered) => gather(&self.tables, record, gathered),
            Sink::Count => {}
        }
        self.matched += 1;
        Ok(())
    }

    fn rows_wanted(&self) -> u64 {
        wanted(&self.query).unwrap_or(u64::MAX)
    }

    fn has_enough(&self) -> bool {
        matches!(self.sink, Sink::Scan(_) | Sink::List(_) | Sink::Count)
            && self.matched >= self.rows_wanted()
    }
}

/// Whether it is plain before the first look that a query sorts more rows than it may. Of filtered
/// rows nobody knows yet how many there are.
pub fn sorts_too_many(query: &Query, tables: &Tables, scope: Scope) -> bool {
    let table = tables.table(query.object.key_prefix);
    let rows = table.map_or(0, |table| table.len() as u64);
    let kept = wanted(query).map_or(rows, |wanted| wanted.min(rows));
    query.filter.is_none()
        && matches!(query.select, Select::Rows(_))
        && !is_natural(query, tables)
        && kept > scope.sorted_rows_max
}

/// All records that a filter can let through by the time of their making.
fn all(query: &Query, tables: &Tables, filter: Option<&Filter>) -> Source {
    let table = tables.table(query.object.key_prefix);
    let rows = match (table, filter) {
        (Some(table), Some(filter)) => window(table, &query.object, filter),
        (Some(_), None) | (None, _) => 0..FIRST_STORED,
    };
    Source::All { next: RecordNumber(rows.start), end: rows.end.max(rows.start) }
}

/// Rows after which no more are needed.
fn wanted(query: &Query) -> Option<u64> {
    query.limit.map(|limit| limit.saturating_add(query.offset))
}

/// Where the rows of a query go, by what it asks for.
fn sink(query: &Query, tables: &Tables, source: &Source) -> Sink {
    match &query.select {
        Select::Count => Sink::Count,
        Select::Groups(grouping) => Sink::Group(Box::new(Groups::new(grouping.clone()))),
        Select::Rows(_) if !is_natural(query, tables) => {
            let kept = wanted(query).map(|rows| usize::try_from(rows).unwrap_or(usize::MAX));
            Sink::Sort(Sorter::new(&query.order, kept))
        }
        Select::Rows(_) => match source {
            Source::Named { .. } => Sink::List(Vec::new()),
            Source::All { .. } => Sink::Scan(Vec::new()),
        },
    }
}

/// Takes the value that a query inside a condition gives for a record. It sees what the query around
/// it sees: that the recycle bin counts is said of the call. Assumed; the reference is silent.
fn gather(tables: &Tables, record: &Record<'_>, (path, values): &mut (Path, Operands)) {
    match row::typed_value(tables, record, path) {
        Some(Typed::Id(id)) => values.add(Operand::Id(id), false),
        Some(Typed::Text(text)) => values.add(Operand::Text(text.into_owned()), path.exact),
        Some(_) | None => {}
    }
}
