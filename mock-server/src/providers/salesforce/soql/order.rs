//! The order of a query's rows: all of them sorted, or the first few kept while they are seen.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::super::record::Record;
use super::super::tables::Tables;
use super::super::typed::Typed;
use super::query::OrderKey;
use super::row;

/// The values by which a row is put in order, and the row's number, which decides ties.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    keys: Vec<Option<Typed<'static>>>,
    number: u64,
    order: Arc<[OrderKey]>,
}

impl Placed {
    fn of(order: &Arc<[OrderKey]>, tables: &Tables, record: &Record<'_>) -> Self {
        let key = |key: &OrderKey| row::typed_value(tables, record, &key.path).map(row::owned);
        let keys = order.iter().map(key).collect();
        Self { keys, number: record.number(), order: Arc::clone(order) }
    }
}

impl Ord for Placed {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_key = self.order.iter().zip(self.keys.iter().zip(&other.keys));
        let mut compared = by_key
            .map(|(key, (a, b))| compare(a.as_ref(), b.as_ref(), key.descending, key.nulls_last));
        let first = compared.find(|ordering| ordering.is_ne());
        first.unwrap_or_else(|| self.number.cmp(&other.number))
    }
}

impl PartialOrd for Placed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Placed {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Placed {}

/// The order of two values or lacks of one; the place of nulls does not turn with the direction.
pub(super) fn compare(
    a: Option<&Typed<'_>>,
    b: Option<&Typed<'_>>,
    descending: bool,
    nulls_last: bool,
) -> Ordering {
    let nulls = |ordering: Ordering| if nulls_last { ordering.reverse() } else { ordering };
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => nulls(Ordering::Less),
        (Some(_), None) => nulls(Ordering::Greater),
        (Some(a), Some(b)) if descending => row::compare(b, a),
        (Some(a), Some(b)) => row::compare(a, b),
    }
}

/// Rows on their way into an order.
#[derive(Clone, Debug)]
pub(super) struct Sorter {
    order: Arc<[OrderKey]>,
    /// With a limit: that many rows at most are kept.
    keep: Option<usize>,
    heap: BinaryHeap<Placed>,
}

impl Sorter {
    /// Puts rows into `order`; only the first `keep` are wanted, if that is said.
    pub(super) fn new(order: &[OrderKey], keep: Option<usize>) -> Self {
        Self { order: Arc::from(order), keep, heap: BinaryHeap::new() }
    }

    /// Takes in a row.
    pub(super) fn push(&mut self, tables: &Tables, record: &Record<'_>) {
        let placed = Placed::of(&self.order, tables, record);
        self.heap.push(placed);
        if self.keep.is_some_and(|keep| self.heap.len() > keep) {
            self.heap.pop();
        }
    }

    /// How many rows are kept.
    pub(super) fn len(&self) -> usize {
        self.heap.len()
    }

    /// The numbers of the rows, in order.
    pub(super) fn finish(self) -> Vec<u64> {
        self.heap.into_sorted_vec().into_iter().map(|placed| placed.number).collect()
    }
}
