//! Values of each record: the select list and the order of a query without groups.

use std::collections::HashSet;

use super::super::super::schema::{FieldIndex, FieldType};
use super::super::ast::{
    Expr, FieldSet, Literal, Order, Query as Written, Right, Selected, Test, Value, What,
};
use super::super::error::{Problem, Read};
use super::super::query::{Children, Column, Comparison, OrderKey, Path, Step};
use super::super::read::Door;
use super::children;
use super::path::{self, Bound};
use super::scope::Scope;

/// Records that a query for all fields may ask for. Documented.
const UNBOUNDED_ROWS_MAX: u64 = 200;

/// The version that brought `FIELDS`. Documented.
const FIELDS_VERSION: u16 = 51;

/// The columns of a query, and what it asks of children.
pub(super) fn bind(
    written: &Written<'_>,
    list: &[Selected<'_>],
    scope: &Scope<'_>,
) -> Read<(Vec<Column>, Vec<Children>)> {
    let (mut columns, mut children) = (Vec::new(), Vec::<Children>::new());
    for entry in list {
        let (path, label) = match &entry.what {
            What::Value(Value::Path(path)) => (path, false),
            What::Label(path) => (path, true),
            What::Fields(set) => {
                check_fields(*set, entry.at, written, scope)?;
                columns.extend(fields(*set, scope));
                continue;
            }
            // An aggregate makes the list one of groups, so that none comes here.
            What::Value(Value::Part(_, path) | Value::Aggregate { path, .. }) => {
                return Err(Problem::not_grouped(path.at, path.names.last().unwrap_or(&"")));
            }
            What::Value(Value::Gap(_, gap)) => return Err(Problem::gap(gap)),
            What::Children(query) => {
                children.push(children::bind(query, columns.len(), scope)?);
                continue;
            }
            What::TypeOf => return Err(Problem::gap("TYPEOF")),
        };
        let Bound { name, path, .. } = path::bind(path, scope)?;
        let name = entry.alias.map_or(name, |alias| alias.text.to_owned());
        columns.push(Column { name, path, label });
    }
    let mut names = HashSet::new();
    let all = columns.iter().map(|column| &column.name).chain(children.iter().map(|one| &one.name));
    match all.into_iter().find(|name| !names.insert(name.to_ascii_lowercase())) {
        Some(twice) => Err(Problem::duplicate_field(twice)),
        None if columns.is_empty() && children.is_empty() => Err(Problem::fields_without_field()),
        None => Ok((columns, children)),
    }
}

/// The fields of a set. A bulk query leaves compounds out: the guide's own sample asks for all
/// standard fields of an object that has some (assumed).
fn fields(set: FieldSet, scope: &Scope<'_>) -> Vec<Column> {
    let compounds = scope.reading.door == Door::Rest;
    let columns = scope.object.indexed_fields().filter(|(_, field)| match set {
        FieldSet::All => true,
        FieldSet::Standard => !field.custom && (compounds || !field.kind.is_compound()),
        FieldSet::Custom => field.custom,
    });
    let column = |index: FieldIndex, kind: FieldType, exact: bool, name: &str| Column {
        name: name.to_owned(),
        path: Path { kind, exact, step: Step::Field(index) },
        label: false,
    };
    columns.map(|(at, field)| column(at, field.kind, field.case_sensitive, &field.name)).collect()
}

fn check_fields(set: FieldSet, at: usize, written: &Written<'_>, scope: &Scope<'_>) -> Read<()> {
    if scope.reading.version.number() < FIELDS_VERSION {
        return Err(Problem::unexpected(at + "FIELDS".len(), "("));
    }
    let few = written.limit.is_some_and(|limit| limit.number <= UNBOUNDED_ROWS_MAX)
        || written.filter.as_ref().is_some_and(|filter| ids(filter) <= UNBOUNDED_ROWS_MAX);
    match set {
        FieldSet::All | FieldSet::Custom if !few => Err(Problem::fields_without_limit()),
        FieldSet::All | FieldSet::Custom | FieldSet::Standard => Ok(()),
    }
}

/// How many ids a condition names, if it does nothing else. Documented: a list of ids bounds a query
/// as a limit does.
fn ids(filter: &Expr<'_>) -> u64 {
    let tests = match filter {
        Expr::Any(parts) => &parts[..],
        Expr::All(_) | Expr::Not(_) | Expr::Test(_) => std::slice::from_ref(filter),
    };
    tests.iter().fold(0, |sum, test| sum.saturating_add(ids_of_test(test)))
}

fn ids_of_test(test: &Expr<'_>) -> u64 {
    let Expr::Test(test) = test else { return u64::MAX };
    let Test { left: Value::Path(path), right } = &**test else { return u64::MAX };
    let [name] = path.names[..] else { return u64::MAX };
    match right {
        _ if !name.eq_ignore_ascii_case("Id") => u64::MAX,
        Right::Compare(Comparison::Equal, Literal::Text(_)) => 1,
        Right::In { negated: false, literals } => literals.len() as u64,
        _ => u64::MAX,
    }
}

/// The order of a query without groups.
pub(super) fn order(written: &Written<'_>, scope: &Scope<'_>) -> Read<Vec<OrderKey>> {
    let key = |order: &Order<'_>| {
        let path = match &order.value {
            Value::Path(path) => path,
            Value::Part(_, path) | Value::Aggregate { path, .. } => {
                let name = path.names.last().unwrap_or(&"");
                return Err(Problem::order_not_grouped(path.at, name));
            }
            Value::Gap(_, gap) => return Err(Problem::gap(gap)),
        };
        let bound = path::bind(path, scope)?;
        if !bound.uses.sortable {
            return Err(Problem::not_sortable(bound.at, bound.last()));
        }
        let (descending, nulls_last) = (order.descending, order.nulls_last);
        Ok(OrderKey { path: bound.path, descending, nulls_last })
    };
    written.order.iter().map(key).collect()
}
