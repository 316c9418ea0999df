//! What is asked of groups.

use super::super::ast::{Expr, Test};
use super::super::error::{Problem, Read};
use super::super::query::GroupCondition;
use super::groups::Groups;
use super::operand::Target;
use super::test::{self, Tested};

/// Binds `HAVING`.
pub(super) fn bind(expr: &Expr<'_>, groups: &mut Groups<'_>) -> Read<GroupCondition> {
    match expr {
        Expr::All(parts) => all(parts, groups).map(GroupCondition::All),
        Expr::Any(parts) => all(parts, groups).map(GroupCondition::Any),
        Expr::Not(denied) => Ok(GroupCondition::Not(Box::new(bind(denied, groups)?))),
        Expr::Test(test) => self::test(test, groups),
    }
}

fn all(parts: &[Expr<'_>], groups: &mut Groups<'_>) -> Read<Vec<GroupCondition>> {
    parts.iter().map(|part| bind(part, groups)).collect()
}

fn test(test: &Test<'_>, groups: &mut Groups<'_>) -> Read<GroupCondition> {
    let now = groups.scope.reading.now;
    let grouped = groups.value(&test.left, Problem::not_grouped)?;
    let (value, bound) = (grouped.value, &grouped.bound);
    let target = Target { kind: grouped.kind, name: bound.last(), at: bound.at, now };
    match test::bind(&test.right, &target)? {
        Some(Tested::Compare(comparison, operand)) => {
            Ok(GroupCondition::Compare { value, comparison, operand })
        }
        Some(Tested::Like(pattern)) => Ok(GroupCondition::Like { value, pattern }),
        Some(Tested::In { negated, operands }) => {
            Ok(GroupCondition::In { value, negated, operands })
        }
        Some(Tested::Includes { .. }) => Err(target.invalid_operator()),
        None => Err(Problem::semi_join_below(bound.at)),
    }
}
