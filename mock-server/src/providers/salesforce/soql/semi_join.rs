//! The queries inside conditions, answered before the query around them is run.
//!
//! They are answered in one go: what is asked of them is a set of values, which must be whole.

use super::super::record::{Record, Records};
use super::super::tables::Tables;
use super::super::typed::Typed;
use super::candidates::candidates;
use super::eval::{Filter, Operands};
use super::query::{Operand, Query, Select};
use super::row;
use super::run::Scope;

/// The values that a query inside a condition gives. It sees what the query around it sees: that the
/// recycle bin counts is said of the call. Assumed; the reference is silent.
pub(super) fn values_of(query: &Query, tables: &Tables, scope: Scope) -> Operands {
    let mut values = Operands::default();
    let (Select::Rows(columns), Some(records)) =
        (&query.select, Records::of(tables, &query.object))
    else {
        return values;
    };
    let Some(column) = columns.first() else { return values };
    let mut answer = |inner: &Query| values_of(inner, tables, scope);
    let filter = query.filter.as_ref().map(|condition| Filter::of(condition, &mut answer));
    let mut take = |record: &Record<'_>| {
        let passes = |filter: &Filter| filter.holds(tables, record);
        if scope.sees(record) && filter.as_ref().is_none_or(passes) {
            match row::typed_value(tables, record, &column.path) {
                Some(Typed::Id(id)) => values.add(Operand::Id(id), false),
                Some(Typed::Text(text)) => {
                    values.add(Operand::Text(text.into_owned()), column.path.exact);
                }
                Some(_) | None => {}
            }
        }
    };
    let named =
        filter.as_ref().and_then(|filter| candidates(tables, &query.object, filter, scope.deleted));
    match named {
        Some(numbers) => {
            numbers.iter().filter_map(|number| records.get(*number)).for_each(|r| take(&r))
        }
        None => records.iter().for_each(|record| take(&record)),
    }
    values
}
