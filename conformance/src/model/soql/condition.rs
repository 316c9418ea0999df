//! Conditions, and when they hold.
//!
//! Two truth values: what is said of a null does not hold, and its contrary does.

use std::cmp::Ordering;

use super::dates::DateLiteral;
use super::eval::Lookup;
use super::pattern::{self, Part, Pattern};
use super::query::{Column, Path};
use super::value::{Value, fold};

/// What a row or a group must meet.
#[derive(Debug, Clone)]
pub enum Condition {
    /// `AND`
    All(Vec<Condition>),
    /// `OR`
    Any(Vec<Condition>),
    /// `NOT`
    Not(Box<Condition>),
    /// `Name = 'x'`
    Compare(Column, Operator, Literal),
    /// `Name IN ('x', 'y')`, or its contrary.
    In(Column, bool, Vec<Literal>),
    /// `Name LIKE 'x%'`
    Like(Column, Pattern),
    /// `Tags__c INCLUDES ('a;b', 'c')`, or its contrary.
    Includes(Column, bool, Vec<Vec<String>>),
    /// `AccountId IN (SELECT Id FROM Account)`, or its contrary.
    Among(Column, bool, SubQuery),
}

/// The query inside of a semi-join.
#[derive(Debug, Clone)]
pub struct SubQuery {
    /// Whose rows.
    pub object: &'static str,
    /// Their field.
    pub field: Path,
    /// Which rows.
    pub filter: Option<Box<Condition>>,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What a query compares with.
#[derive(Debug, Clone)]
pub enum Literal {
    /// A value.
    Value(Value),
    /// The id of a record by its place among those of its object, in its short form or not.
    Record(&'static str, usize, bool),
    /// A span of days.
    Days(DateLiteral),
}

impl Condition {
    /// Whether it holds of what `lookup` looks at.
    pub(super) fn holds(&self, lookup: &Lookup<'_>) -> bool {
        match self {
            Condition::All(all) => all.iter().all(|part| part.holds(lookup)),
            Condition::Any(any) => any.iter().any(|part| part.holds(lookup)),
            Condition::Not(inner) => !inner.holds(lookup),
            Condition::Compare(column, operator, Literal::Days(days)) => {
                in_days(&lookup.seen(column), *operator, days.days(lookup.now_ms))
            }
            Condition::Compare(column, operator, literal) => {
                compare(&lookup.seen(column), *operator, &lookup.literal(column, literal))
            }
            Condition::In(column, not, literals) => {
                let value = lookup.seen(column);
                literals.iter().any(|literal| lookup.literal(column, literal) == value) != *not
            }
            Condition::Like(column, pattern) => like(&lookup.value(column), pattern),
            Condition::Includes(column, not, sets) => includes(&lookup.seen(column), sets) != *not,
            Condition::Among(column, not, query) => {
                let value = lookup.seen(column);
                (value != Value::Null && lookup.sub_query(query).contains(&value)) != *not
            }
        }
    }
}

fn compare(value: &Value, operator: Operator, literal: &Value) -> bool {
    match operator {
        Operator::Equal => value == literal,
        Operator::NotEqual => value != literal,
        Operator::Less => value.compare(literal) == Some(Ordering::Less),
        Operator::Greater => value.compare(literal) == Some(Ordering::Greater),
        Operator::LessOrEqual => {
            matches!(value.compare(literal), Some(Ordering::Less | Ordering::Equal))
        }
        Operator::GreaterOrEqual => {
            matches!(value.compare(literal), Some(Ordering::Greater | Ordering::Equal))
        }
    }
}

/// Before a span is before its first moment, after it is after its last one.
fn in_days(value: &Value, operator: Operator, (from, to): (i64, i64)) -> bool {
    let day = match value {
        Value::Day(day) => *day,
        Value::Instant(ms) => ms.div_euclid(86_400_000),
        _ => return operator == Operator::NotEqual,
    };
    match operator {
        Operator::Equal => from <= day && day < to,
        Operator::NotEqual => day < from || to <= day,
        Operator::Less => day < from,
        Operator::LessOrEqual => day < to,
        Operator::Greater => to <= day,
        Operator::GreaterOrEqual => from <= day,
    }
}

/// LIKE ignores letter case, whatever the field says.
fn like(value: &Value, pattern: &[Part]) -> bool {
    let Some(text) = value.text() else { return false };
    let text: Vec<char> = fold(text).chars().collect();
    pattern::fits(&pattern::folded(pattern), &text)
}

/// Whether all values of one of the sets are there.
fn includes(value: &Value, sets: &[Vec<String>]) -> bool {
    let Some(text) = value.text() else { return false };
    let there: Vec<&str> = text.split(';').collect();
    sets.iter().any(|set| set.iter().all(|wanted| there.contains(&fold(wanted).as_str())))
}
