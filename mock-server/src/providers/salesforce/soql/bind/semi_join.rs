//! Queries inside of conditions, and where they may stand.
//!
//! Source: SOQL reference, "Semi-joins and anti-joins" and its restrictions (documented, unread).

use super::super::super::schema::{Field, FieldType};
use super::super::ast::{Expr, Query as Written, Right, Selection, Value, What};
use super::super::error::{Problem, Read};
use super::super::query::{Column, Query, Select, Step};
use super::condition;
use super::path::{self, Bound};
use super::scope::Scope;

/// Queries in one condition. Recorded.
const SEMI_JOINS_MAX: usize = 2;

/// Objects that an inner query cannot be about. Documented, unread.
const REFUSED: [&str; 8] = [
    "ActivityHistory",
    "Attachment",
    "Event",
    "EventAttendee",
    "Note",
    "OpenActivity",
    "Tag",
    "Task",
];

/// Refuses queries where a condition cannot have them.
pub(super) fn check_places(expr: &Expr<'_>, scope: &Scope<'_>) -> Read<()> {
    let mut found = 0;
    walk(expr, None, &mut |at, below: Option<fn(usize) -> Problem>| {
        found += 1;
        match below {
            _ if scope.inner => Err(Problem::nested_semi_join(at)),
            Some(problem) => Err(problem(at)),
            None if found > SEMI_JOINS_MAX => Err(Problem::too_many_semi_joins(at)),
            None => Ok(()),
        }
    })
}

/// What is wrong with all queries below some place.
type Below = Option<fn(usize) -> Problem>;

/// Shows every test against a query, with what is wrong with its place.
fn walk(expr: &Expr<'_>, below: Below, see: &mut impl FnMut(usize, Below) -> Read<()>) -> Read<()> {
    match expr {
        Expr::All(parts) => parts.iter().try_for_each(|part| walk(part, below, see)),
        Expr::Any(parts) => {
            let below = below.or(Some(Problem::semi_join_with_or));
            parts.iter().try_for_each(|part| walk(part, below, see))
        }
        Expr::Not(denied) => walk(denied, below.or(Some(Problem::semi_join_below)), see),
        Expr::Test(test) => match test.right {
            Right::InQuery { .. } => see(test.left.at(), below),
            _ => Ok(()),
        },
    }
}

/// Binds the query that a value is looked for in.
pub(super) fn bind(outer: &Bound, written: &Written<'_>, scope: &Scope<'_>) -> Read<Query> {
    if let Some(gap) = written.gap {
        return Err(Problem::gap(gap));
    }
    let mut inner = Scope::of(written, scope.reading)?;
    inner.inner = true;
    let at = written.from.at;
    if REFUSED.contains(&inner.object.name.as_str()) {
        return Err(Problem::semi_join_object(at, &inner.object.name));
    }
    if inner.object.name == scope.object.name {
        return Err(Problem::semi_join_same_object(at));
    }
    let selected = selected(written, &inner)?;
    check_ends(outer, scope, &selected, &inner)?;
    let filter = match &written.filter {
        Some(filter) => Some(condition::bind(filter, &inner)?),
        None => None,
    };
    let Bound { name, path, .. } = selected;
    Ok(Query {
        object: inner.object,
        select: Select::Rows(vec![Column { name, path, label: false }]),
        filter,
        order: Vec::new(),
        limit: None,
        offset: 0,
        children: Vec::new(),
    })
}

/// The one column of the inner query.
fn selected(written: &Written<'_>, inner: &Scope<'_>) -> Read<Bound> {
    let Selection::List(list) = &written.select else {
        return Err(Problem::semi_join_of_values(written.from.at, "COUNT()"));
    };
    let Some(entry) = list.first() else {
        return Err(Problem::unexpected(written.from.at, "FROM"));
    };
    let value = |name: &str| Err(Problem::semi_join_of_values(entry.at, name));
    match &entry.what {
        What::Value(Value::Path(path)) => path::bind(path, inner),
        What::Value(Value::Gap(_, gap)) => Err(Problem::gap(gap)),
        What::Value(Value::Part(_, path) | Value::Aggregate { path, .. }) | What::Label(path) => {
            value(path.names.last().unwrap_or(&""))
        }
        What::Fields(_) => value("FIELDS()"),
        What::Children(_) => value("SELECT"),
        What::TypeOf => value("TYPEOF"),
    }
}

/// Both ends are ids of one object.
fn check_ends(outer: &Bound, scope: &Scope<'_>, selected: &Bound, inner: &Scope<'_>) -> Read<()> {
    let left = end(outer, scope, "left operand")?;
    let right = end(selected, inner, "inner select field")?;
    if !targets(left, scope).any(|object| targets(right, inner).any(|other| other == object)) {
        return Err(Problem::semi_join_other_object(outer.at, &right.name, &left.name));
    }
    Ok(())
}

fn end<'s>(bound: &Bound, scope: &'s Scope<'_>, which: &str) -> Read<&'s Field> {
    let Step::Field(index) = bound.path.step else {
        return Err(Problem::semi_join_too_far(bound.at, which, &bound.name));
    };
    let field = scope.object.field_at(index);
    match field.kind {
        FieldType::Id | FieldType::Reference => Ok(field),
        _ => Err(Problem::semi_join_of_values(bound.at, &field.name)),
    }
}

/// The objects that an id in that field may be of.
fn targets<'s>(field: &'s Field, scope: &'s Scope<'_>) -> impl Iterator<Item = &'s str> {
    let named = field.reference.iter().flat_map(|reference| &reference.to).map(String::as_str);
    let own = (field.kind == FieldType::Id).then_some(scope.object.name.as_str());
    named.chain(own)
}
