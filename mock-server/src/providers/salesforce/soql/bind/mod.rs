//! Names become places in the schema, and literals values of the types that they are compared with.
//!
//! `scope` is the object that names are about, `path` a way from it to a value, `rows` and `groups`
//! the two kinds of select lists, `condition` and `having` what is asked of records and of groups,
//! `operand` one literal, `semi_join` a query inside of a condition, `children` one for the children of
//! each row.

mod children;
mod condition;
mod groups;
mod having;
mod operand;
mod path;
mod rows;
mod scope;
mod semi_join;
mod test;

use super::ast::{Query as Written, Selected, Selection};
use super::error::{Problem, Read};
use super::query::{Children, Query, Select};
use super::read::Reading;
use scope::Scope;

/// Rows that a query can leave out. Documented.
const OFFSET_MAX: u64 = 2000;

/// Reads the names of a query.
pub(super) fn bind(written: &Written<'_>, reading: &Reading<'_>) -> Read<Query> {
    bind_in(written, Scope::of(written, reading)?)
}

/// As [`bind`], where the object is known.
fn bind_in(written: &Written<'_>, scope: Scope<'_>) -> Read<Query> {
    if let Some(gap) = written.gap {
        return Err(Problem::gap(gap));
    }
    scope::check_using(written)?;
    let (select, children) = select(written, &scope)?;
    let filter = match &written.filter {
        Some(filter) => Some(condition::bind(filter, &scope)?),
        None => None,
    };
    let order = match &select {
        Select::Rows(_) => rows::order(written, &scope)?,
        Select::Count | Select::Groups(_) => Vec::new(),
    };
    let offset = written.offset.map_or(0, |count| count.number);
    if offset > OFFSET_MAX {
        return Err(Problem::offset_too_large(&scope.object.name, OFFSET_MAX));
    }
    if let Some(at) = written.all_rows {
        return Err(Problem::all_rows(at));
    }
    let limit = written.limit.map(|count| count.number);
    Ok(Query { object: scope.object, select, filter, order, limit, offset, children })
}

fn select(written: &Written<'_>, scope: &Scope<'_>) -> Read<(Select, Vec<Children>)> {
    match &written.select {
        Selection::Count if written.group.is_some() => Err(Problem::count_of_groups()),
        Selection::Count => match written.order.first() {
            None => Ok((Select::Count, Vec::new())),
            Some(key) => Err(Problem::order_not_grouped(key.value.at(), "COUNT()")),
        },
        Selection::List(list) => {
            if written.group.is_some() || list.iter().any(Selected::is_aggregate) {
                groups::bind(written, list, scope)
                    .map(|groups| (Select::Groups(groups), Vec::new()))
            } else {
                rows::bind(written, list, scope).map(|(columns, of)| (Select::Rows(columns), of))
            }
        }
    }
}
