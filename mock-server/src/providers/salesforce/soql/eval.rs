//! Whether a record meets a condition.
//!
//! A [`Filter`] is a condition made ready: lists of literals are sets, other queries are answered.
//! Conditions are true or false and nothing else: what has no value is equal to null, unlike
//! everything else, and neither less nor greater than anything. Documented for `!=` and `NOT IN`,
//! which let records without a value through.

use std::collections::HashSet;

use super::super::id::Id;
use super::super::record::Record;
use super::super::tables::Tables;
use super::super::typed::Typed;
use super::query::{Comparison, Condition, Operand, Path, Pattern, Query};
use super::row;
use crate::core::table::folded;

/// A condition, ready to be asked of many records.
#[derive(Clone, Debug)]
pub(super) enum Filter {
    /// All of them.
    All(Vec<Filter>),
    /// One of them at least.
    Any(Vec<Filter>),
    /// The contrary.
    Not(Box<Filter>),
    /// A value and a literal.
    Compare(Path, Comparison, Operand),
    /// A pattern.
    Like(Path, Pattern),
    /// One of a set, or none of it (`true`).
    In(Path, bool, Operands),
    /// Sets of picklist values, or none of them (`true`).
    Includes(Path, bool, Vec<Vec<String>>),
}

/// Literals of one type, found without going through all of them.
#[derive(Clone, Default, Debug)]
pub(super) struct Operands {
    null: bool,
    /// Text in lower case, or as it is where letter case counts.
    texts: HashSet<String>,
    ids: HashSet<Id>,
    others: Vec<Operand>,
}

impl Operands {
    /// Takes in one literal.
    pub(super) fn add(&mut self, operand: Operand, exact: bool) {
        match operand {
            Operand::Null => self.null = true,
            Operand::Text(text) => {
                self.texts.insert(if exact { text } else { folded(&text) });
            }
            Operand::Id(id) => {
                self.ids.insert(id);
            }
            other @ (Operand::Number(_) | Operand::Boolean(_) | Operand::Span { .. }) => {
                self.others.push(other);
            }
        }
    }

    /// The ids, in order.
    pub(super) fn ids(&self) -> Vec<Id> {
        let mut ids: Vec<Id> = self.ids.iter().copied().collect();
        ids.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        ids
    }

    /// Whether the lack of a value is among them.
    pub(super) fn has_null(&self) -> bool {
        self.null
    }

    /// The texts, in order; `None` if there is more than texts.
    pub(super) fn only_texts(&self) -> Option<Vec<&str>> {
        if self.null || !self.ids.is_empty() || !self.others.is_empty() {
            return None;
        }
        let mut texts: Vec<&str> = self.texts.iter().map(String::as_str).collect();
        texts.sort_unstable();
        Some(texts)
    }

    /// Whether a value, or the lack of one, is among them.
    pub(super) fn hold(&self, value: Option<&Typed<'_>>, exact: bool) -> bool {
        match value {
            None => self.null,
            Some(Typed::Text(text)) if exact => self.texts.contains(text.as_ref()),
            Some(Typed::Text(text)) => self.texts.contains(&folded(text)),
            Some(Typed::Id(id)) => self.ids.contains(id),
            Some(other) => self.others.iter().any(|one| equal(other, one, exact)),
        }
    }
}

impl Filter {
    /// Makes a condition ready; `answer` runs the queries inside it, in the order of the text.
    pub(super) fn of(condition: &Condition, answer: &mut impl FnMut(&Query) -> Operands) -> Self {
        let mut all = |conditions: &[Condition]| -> Vec<Self> {
            conditions.iter().map(|one| Self::of(one, answer)).collect()
        };
        match condition {
            Condition::All(conditions) => Self::All(all(conditions)),
            Condition::Any(conditions) => Self::Any(all(conditions)),
            Condition::Not(one) => Self::Not(Box::new(Self::of(one, answer))),
            Condition::Compare { path, comparison, operand } => {
                Self::Compare(path.clone(), *comparison, operand.clone())
            }
            Condition::Like { path, pattern } => Self::Like(path.clone(), pattern.clone()),
            Condition::In { path, negated, operands } => {
                let mut set = Operands::default();
                for operand in operands {
                    set.add(operand.clone(), path.exact);
                }
                Self::In(path.clone(), *negated, set)
            }
            Condition::InQuery { path, negated, query } => {
                Self::In(path.clone(), *negated, answer(query))
            }
            Condition::Includes { path, negated, sets } => {
                Self::Includes(path.clone(), *negated, sets.clone())
            }
        }
    }

    /// Whether a record meets it.
    pub(super) fn holds<'a>(&'a self, tables: &'a Tables, record: &Record<'a>) -> bool {
        let value = |path: &'a Path| row::typed_value(tables, record, path);
        match self {
            Self::All(filters) => filters.iter().all(|one| one.holds(tables, record)),
            Self::Any(filters) => filters.iter().any(|one| one.holds(tables, record)),
            Self::Not(one) => !one.holds(tables, record),
            Self::Compare(path, comparison, operand) => {
                meets(value(path).as_ref(), *comparison, operand, path.exact)
            }
            Self::Like(path, pattern) => match value(path) {
                Some(Typed::Text(text)) => pattern.matches(&text),
                Some(Typed::Id(id)) => pattern.matches(id.as_str()),
                Some(_) | None => false,
            },
            Self::In(path, negated, operands) => {
                operands.hold(value(path).as_ref(), path.exact) != *negated
            }
            Self::Includes(path, negated, sets) => {
                let held = match value(path) {
                    Some(Typed::Text(text)) => includes(&text, sets),
                    Some(_) | None => false,
                };
                held != *negated
            }
        }
    }

    /// The conditions that a record must meet in any case.
    pub(super) fn conjuncts(&self) -> &[Self] {
        match self {
            Self::All(filters) => filters,
            one => std::slice::from_ref(one),
        }
    }
}

/// Whether a value, or the lack of one, compares with a literal as asked.
pub(super) fn meets(
    value: Option<&Typed<'_>>,
    comparison: Comparison,
    operand: &Operand,
    exact: bool,
) -> bool {
    let Some(value) = value else {
        let null = *operand == Operand::Null;
        return match comparison {
            Comparison::Equal => null,
            Comparison::NotEqual => !null,
            _ => false,
        };
    };
    match comparison {
        Comparison::Equal => equal(value, operand, exact),
        Comparison::NotEqual => !equal(value, operand, exact),
        Comparison::Less => less(value, operand, exact),
        Comparison::Greater => greater(value, operand, exact),
        Comparison::LessOrEqual => less(value, operand, exact) || equal(value, operand, exact),
        Comparison::GreaterOrEqual => {
            greater(value, operand, exact) || equal(value, operand, exact)
        }
    }
}

fn equal(value: &Typed<'_>, operand: &Operand, exact: bool) -> bool {
    match (value, operand) {
        (Typed::Text(value), Operand::Text(text)) if exact => value == text,
        (Typed::Text(value), Operand::Text(text)) => row::compare_folded(value, text).is_eq(),
        (Typed::Number(value), Operand::Number(number)) => value == number,
        (Typed::Boolean(value), Operand::Boolean(truth)) => value == truth,
        (Typed::Id(value), Operand::Id(id)) => value == id,
        (
            Typed::Date(value) | Typed::Datetime(value) | Typed::Time(value),
            Operand::Span { from, until },
        ) => (from..until).contains(&value),
        _ => false,
    }
}

fn less(value: &Typed<'_>, operand: &Operand, exact: bool) -> bool {
    match (value, operand) {
        (Typed::Text(value), Operand::Text(text)) if exact => value.as_ref().cmp(text).is_lt(),
        (Typed::Text(value), Operand::Text(text)) => row::compare_folded(value, text).is_lt(),
        (Typed::Number(value), Operand::Number(number)) => value < number,
        (Typed::Id(value), Operand::Id(id)) => value.short() < id.short(),
        (
            Typed::Date(value) | Typed::Datetime(value) | Typed::Time(value),
            Operand::Span { from, .. },
        ) => value < from,
        _ => false,
    }
}

fn greater(value: &Typed<'_>, operand: &Operand, exact: bool) -> bool {
    match (value, operand) {
        (Typed::Text(value), Operand::Text(text)) if exact => value.as_ref().cmp(text).is_gt(),
        (Typed::Text(value), Operand::Text(text)) => row::compare_folded(value, text).is_gt(),
        (Typed::Number(value), Operand::Number(number)) => value > number,
        (Typed::Id(value), Operand::Id(id)) => value.short() > id.short(),
        (
            Typed::Date(value) | Typed::Datetime(value) | Typed::Time(value),
            Operand::Span { until, .. },
        ) => value >= until,
        _ => false,
    }
}

/// Whether a multi-select value holds all values of one of the sets.
fn includes(value: &str, sets: &[Vec<String>]) -> bool {
    let is = |one: &str, wanted: &str| row::compare_folded(one, wanted).is_eq();
    let holds = |wanted: &String| value.split(';').any(|one| is(one, wanted));
    sets.iter().any(|set| set.iter().all(holds))
}
