//! What is asked of records.

use super::super::super::schema::FieldType;
use super::super::ast::{Expr, Right, Test, Value};
use super::super::error::{Problem, Read};
use super::super::query::{Condition, Path};
use super::operand::Target;
use super::path::{self, Bound};
use super::scope::Scope;
use super::semi_join;
use super::test::{self, Tested};

/// Binds the condition of a query.
pub(super) fn bind(expr: &Expr<'_>, scope: &Scope<'_>) -> Read<Condition> {
    semi_join::check_places(expr, scope)?;
    part(expr, scope)
}

fn part(expr: &Expr<'_>, scope: &Scope<'_>) -> Read<Condition> {
    let all = |parts: &[Expr<'_>]| parts.iter().map(|p| part(p, scope)).collect::<Read<Vec<_>>>();
    match expr {
        Expr::All(parts) => all(parts).map(Condition::All),
        Expr::Any(parts) => all(parts).map(Condition::Any),
        Expr::Not(denied) => Ok(Condition::Not(Box::new(part(denied, scope)?))),
        Expr::Test(test) => self::test(test, scope),
    }
}

fn test(test: &Test<'_>, scope: &Scope<'_>) -> Read<Condition> {
    let (bound, path) = value(&test.left, scope)?;
    let now = scope.reading.now;
    let target = Target { kind: path.kind, name: bound.last(), at: bound.at, now };
    if let Right::InQuery { negated, query } = &test.right {
        let query = semi_join::bind(&bound, query, scope)?;
        return Ok(Condition::InQuery { path, negated: *negated, query: Box::new(query) });
    }
    if matches!(test.right, Right::Includes { .. }) && path.kind != FieldType::Multipicklist {
        return Err(target.invalid_operator());
    }
    let tested = test::bind(&test.right, &target)?;
    Ok(match tested {
        Some(Tested::Compare(comparison, operand)) => {
            Condition::Compare { path, comparison, operand }
        }
        Some(Tested::Like(pattern)) => Condition::Like { path, pattern },
        Some(Tested::In { negated, operands }) => Condition::In { path, negated, operands },
        Some(Tested::Includes { negated, sets }) => Condition::Includes { path, negated, sets },
        None => return Err(Problem::semi_join_below(bound.at)),
    })
}

/// The value that a test is about, if it can be tested.
fn value(value: &Value<'_>, scope: &Scope<'_>) -> Read<(Bound, Path)> {
    let (part, written) = match value {
        Value::Path(path) => (None, path),
        Value::Part(part, path) => (Some(*part), path),
        // An aggregate is no value of a record. Assumed: as any function that cannot stand there.
        Value::Aggregate { open, .. } => return Err(Problem::unexpected(*open, "(")),
        Value::Gap(_, gap) => return Err(Problem::gap(gap)),
    };
    let bound = path::bind(written, scope)?;
    match bound.path.kind {
        FieldType::Address => return Err(Problem::compound_filter(bound.at, "Address")),
        FieldType::Location => return Err(Problem::compound_filter(bound.at, "Geolocation")),
        _ if !bound.uses.filterable => return Err(Problem::not_filterable(bound.at, bound.last())),
        _ => {}
    }
    let path = match part {
        None => bound.path.clone(),
        Some(part) => {
            bound.part(part).ok_or_else(|| Problem::no_date_part(bound.at, bound.last()))?
        }
    };
    Ok((bound, path))
}
