//! Whether an order is the one in which records lie anyway, so that they need not be sorted.

use super::super::schema::{FieldType, Object};
use super::super::tables::Tables;
use super::query::{OrderKey, Query, Step};
use super::window::is_order_of_making;

/// Whether the rows of a query come in the order that it asks for, if it asks for any.
pub(super) fn is_natural(query: &Query, tables: &Tables) -> bool {
    match query.order.as_slice() {
        [] => true,
        [only] => ascends(&query.object, tables, only),
        // Where values repeat, the next key decides; the id is what ties are in order of anyway.
        [first, second] => ascends(&query.object, tables, first) && is_id(&query.object, second),
        _ => false,
    }
}

fn ascends(object: &Object, tables: &Tables, key: &OrderKey) -> bool {
    if is_id(object, key) {
        return true;
    }
    let Step::Field(field) = key.path.step else { return false };
    let Some(table) = tables.table(object.key_prefix) else { return true };
    // A change may have moved any value; a row that was made later may hold any.
    !key.descending
        && table.is_untouched()
        && (table.ascends(field.0) || is_order_of_making(table, object, key))
}

fn is_id(object: &Object, key: &OrderKey) -> bool {
    let Step::Field(field) = key.path.step else { return false };
    object.field_at(field).kind == FieldType::Id && !key.descending
}
