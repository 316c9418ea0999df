//! Rows put together, and numbers over them.

use std::cmp::Ordering;

use super::eval::Lookup;
use super::query::{Column, Function, Path, Total};
use super::store::Kind;
use super::value::Value;

/// Groups of rows that have the same values; one of all rows, be there any or not, if no fields
/// are named.
pub(super) fn groups<'a>(
    nothing: &Lookup<'a>,
    rows: Vec<Lookup<'a>>,
    by: &[Path],
) -> Vec<Lookup<'a>> {
    let mut groups: Vec<(Vec<Value>, Lookup<'a>)> = Vec::new();
    if by.is_empty() {
        groups.push((Vec::new(), nothing.nothing()));
    }
    for row in rows {
        let key: Vec<Value> =
            by.iter().map(|path| row.seen(&Column::Field(path.clone()))).collect();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.rows.extend(row.rows),
            None => groups.push((key, row)),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// What kind of value a function gives.
pub(super) fn kind(total: &Total, of: Kind) -> Kind {
    match total.function {
        Function::Count | Function::CountDistinct | Function::Sum | Function::Avg => Kind::Number,
        Function::Min | Function::Max => of,
    }
}

/// A function over values as comparisons see them.
pub(super) fn total(function: Function, values: Vec<Value>) -> Value {
    let values: Vec<Value> = values.into_iter().filter(|value| *value != Value::Null).collect();
    let sum = || -> f64 {
        let number = |value: &Value| if let Value::Number(number) = value { *number } else { 0.0 };
        values.iter().map(number).sum()
    };
    let outermost = |wanted: Ordering| {
        let better = |best: Value, value: &Value| {
            if value.compare(&best) == Some(wanted) { value.clone() } else { best }
        };
        values.iter().fold(values[0].clone(), better)
    };
    match function {
        Function::Count => Value::Number(values.len() as f64),
        Function::CountDistinct => {
            let first = |at: &usize| !values[..*at].contains(&values[*at]);
            Value::Number((0..values.len()).filter(first).count() as f64)
        }
        _ if values.is_empty() => Value::Null,
        Function::Sum => Value::Number(sum()),
        Function::Avg => Value::Number(sum() / values.len() as f64),
        Function::Min => outermost(Ordering::Less),
        Function::Max => outermost(Ordering::Greater),
    }
}
