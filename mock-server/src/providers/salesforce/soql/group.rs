//! Groups of records and what is computed over each.
//!
//! Source: SOQL reference (documented, unread): aggregates pass over records without a value;
//! without GROUP BY there is one group, even of no record; text groups ignore letter case,
//! unless the field is case sensitive.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::super::record::Record;
use super::super::schema::FieldType;
use super::super::tables::Tables;
use super::super::typed::Typed;
use super::eval::{Operands, meets};
use super::order;
use super::parts::part_of;
use super::query::{
    Aggregate, AggregateFunction, DatePart, GroupCondition, GroupValue, Grouping, Path,
};
use super::row;

/// The values of one group, in the order of the select list; `None` is null.
pub type GroupRow = Vec<Option<GroupCell>>;

/// One value of a group.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupCell {
    /// Its type.
    pub kind: FieldType,
    /// The value.
    pub value: Typed<'static>,
}

/// A value that keys are ordered by.
#[derive(Clone, Debug)]
struct Key {
    value: Option<Typed<'static>>,
    /// Whether letter case tells texts apart.
    exact: bool,
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let folded = order::compare(self.value.as_ref(), other.value.as_ref(), false, false);
        match (&self.value, &other.value) {
            (Some(Typed::Text(a)), Some(Typed::Text(b))) if self.exact => folded.then(a.cmp(b)),
            _ => folded,
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

/// Groups while records come in.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    grouping: Grouping,
    groups: BTreeMap<Vec<Key>, Vec<Tally>>,
}

/// What is known of one aggregate so far.
#[derive(Clone, Default, Debug)]
struct Tally {
    count: u64,
    sum: f64,
    least: Option<Typed<'static>>,
    greatest: Option<Typed<'static>>,
    distinct: BTreeSet<Key>,
}

impl Tally {
    fn take(&mut self, function: AggregateFunction, exact: bool, value: Typed<'static>) {
        self.count += 1;
        match function {
            AggregateFunction::Count => {}
            AggregateFunction::CountDistinct => {
                self.distinct.insert(Key { value: Some(value), exact });
            }
            AggregateFunction::Sum | AggregateFunction::Avg => {
                if let Typed::Number(number) = value {
                    self.sum += number;
                }
            }
            AggregateFunction::Min => {
                if self.least.as_ref().is_none_or(|least| row::compare(&value, least).is_lt()) {
                    self.least = Some(value);
                }
            }
            AggregateFunction::Max => {
                let greater = |most: &Typed<'_>| row::compare(&value, most).is_gt();
                if self.greatest.as_ref().is_none_or(greater) {
                    self.greatest = Some(value);
                }
            }
        }
    }

    fn result(&self, aggregate: &Aggregate) -> Option<GroupCell> {
        let kind = aggregate.path.as_ref().map_or(FieldType::Int, |path| path.kind);
        let counted = |count: u64| {
            Some(GroupCell { kind: FieldType::Int, value: Typed::Number(count as f64) })
        };
        let double = |number: f64| {
            (self.count > 0)
                .then_some(GroupCell { kind: FieldType::Double, value: Typed::Number(number) })
        };
        let kept =
            |value: &Option<Typed<'static>>| value.clone().map(|value| GroupCell { kind, value });
        match aggregate.function {
            AggregateFunction::Count => counted(self.count),
            AggregateFunction::CountDistinct => counted(self.distinct.len() as u64),
            AggregateFunction::Sum => double(self.sum),
            AggregateFunction::Avg => double(self.sum / self.count as f64),
            AggregateFunction::Min => kept(&self.least),
            AggregateFunction::Max => kept(&self.greatest),
        }
    }
}

impl Grouping {
    /// Whether letter case counts in a value.
    fn is_exact(&self, value: GroupValue) -> bool {
        let path = match value {
            GroupValue::Key(place) => self.by.get(place).map(|by| &by.path),
            GroupValue::Aggregate(place) => {
                self.aggregates.get(place).and_then(|aggregate| aggregate.path.as_ref())
            }
        };
        path.is_some_and(|path| path.exact)
    }
}

impl Groups {
    /// No record yet.
    pub(super) fn new(grouping: Grouping) -> Self {
        let mut groups = BTreeMap::new();
        if grouping.by.is_empty() {
            groups.insert(Vec::new(), vec![Tally::default(); grouping.aggregates.len()]);
        }
        Self { grouping, groups }
    }

    /// Takes in a record.
    pub(super) fn push(&mut self, tables: &Tables, record: &Record<'_>) {
        let grouping = &self.grouping;
        let key = |path: &Path, part: Option<DatePart>| {
            let value = row::typed_value(tables, record, path).map(row::owned);
            let value = value.map(|value| match part {
                Some(part) => part_of(part, value),
                None => value,
            });
            Key { value, exact: path.exact }
        };
        let keys = grouping.by.iter().map(|by| key(&by.path, by.part)).collect();
        let empty = || vec![Tally::default(); grouping.aggregates.len()];
        let tallies = self.groups.entry(keys).or_insert_with(empty);
        for (aggregate, tally) in grouping.aggregates.iter().zip(tallies) {
            match &aggregate.path {
                None => tally.count += 1,
                Some(path) => {
                    if let Some(value) = row::typed_value(tables, record, path) {
                        tally.take(aggregate.function, path.exact, row::owned(value));
                    }
                }
            }
        }
    }

    /// The groups that are asked for, in their order.
    pub(super) fn finish(self, limit: u64, offset: u64) -> Vec<GroupRow> {
        let Self { grouping, groups } = self;
        let mut found: Vec<Group> = groups
            .into_iter()
            .map(|(keys, tallies)| Group::of(&grouping, keys, &tallies))
            .filter(|group| {
                grouping.having.as_ref().is_none_or(|having| group.meets(&grouping, having))
            })
            .collect();
        found.sort_by(|a, b| {
            let mut by = grouping.order.iter().map(|key| {
                let (a, b) = (a.value(key.value), b.value(key.value));
                order::compare(a, b, key.descending, key.nulls_last)
            });
            by.find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
        });
        let within = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let shown = found.into_iter().skip(within(offset)).take(within(limit));
        shown
            .map(|group| {
                grouping.columns.iter().map(|column| group.at(column.value).cloned()).collect()
            })
            .collect()
    }
}

/// One group, computed.
struct Group {
    keys: GroupRow,
    aggregates: GroupRow,
}

impl Group {
    fn of(grouping: &Grouping, keys: Vec<Key>, tallies: &[Tally]) -> Self {
        let keys = keys.into_iter().zip(&grouping.by).map(|(key, by)| {
            let kind = match by.part {
                None => by.path.kind,
                Some(DatePart::Day) => FieldType::Date,
                Some(_) => FieldType::Int,
            };
            key.value.map(|value| GroupCell { kind, value })
        });
        let results = tallies.iter().zip(&grouping.aggregates);
        Self {
            keys: keys.collect(),
            aggregates: results.map(|(tally, aggregate)| tally.result(aggregate)).collect(),
        }
    }

    fn at(&self, value: GroupValue) -> Option<&GroupCell> {
        match value {
            GroupValue::Key(place) => self.keys.get(place)?.as_ref(),
            GroupValue::Aggregate(place) => self.aggregates.get(place)?.as_ref(),
        }
    }

    fn value(&self, at: GroupValue) -> Option<&Typed<'static>> {
        self.at(at).map(|cell| &cell.value)
    }

    fn meets(&self, grouping: &Grouping, condition: &GroupCondition) -> bool {
        let value = |at: &GroupValue| self.value(*at);
        match condition {
            GroupCondition::All(all) => all.iter().all(|one| self.meets(grouping, one)),
            GroupCondition::Any(any) => any.iter().any(|one| self.meets(grouping, one)),
            GroupCondition::Not(one) => !self.meets(grouping, one),
            GroupCondition::Compare { value: at, comparison, operand } => {
                meets(value(at), *comparison, operand, grouping.is_exact(*at))
            }
            GroupCondition::In { value: at, negated, operands } => {
                let mut set = Operands::default();
                let exact = grouping.is_exact(*at);
                operands.iter().for_each(|operand| set.add(operand.clone(), exact));
                set.hold(value(at), exact) != *negated
            }
            GroupCondition::Like { value: at, pattern } => match value(at) {
                Some(Typed::Text(text)) => pattern.matches(text),
                Some(_) | None => false,
            },
        }
    }
}
