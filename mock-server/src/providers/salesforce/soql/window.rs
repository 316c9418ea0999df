//! Which generated rows a filter on dates can let through: they were made one after the other, so
//! that a span of time is a range of rows. Clients that read slice by slice live on it.

use std::ops::Range;

use super::super::schema::{FieldIndex, FieldType, Object};
use super::eval::Filter;
use super::query::{Comparison, Operand, OrderKey, Path, Step};
use crate::core::table::Table;

/// The generated rows that `filter` can let through; all of them, if it says nothing of their time.
pub(super) fn window(table: &Table, object: &Object, filter: &Filter) -> Range<u64> {
    let Some(generator) = table.generator() else { return 0..0 };
    let mut window = 0..u64::from(generator.rows());
    for one in filter.conjuncts() {
        let Filter::Compare(path, comparison, Operand::Span { from, until }) = one else {
            continue;
        };
        if !is_time_of_making(table, object, path) {
            continue;
        }
        // Times are shown, and compared, in whole seconds.
        let before = |ms: i64| {
            let second = ms.div_euclid(1000) + i64::from(ms.rem_euclid(1000) > 0);
            u64::from(generator.made_before(second.saturating_mul(1000)))
        };
        match comparison {
            Comparison::Less => window.end = window.end.min(before(*from)),
            Comparison::LessOrEqual => window.end = window.end.min(before(*until)),
            Comparison::Greater => window.start = window.start.max(before(*until)),
            Comparison::GreaterOrEqual => window.start = window.start.max(before(*from)),
            Comparison::Equal => {
                window.start = window.start.max(before(*from));
                window.end = window.end.min(before(*until));
            }
            Comparison::NotEqual => {}
        }
    }
    window
}

/// Whether an order is that of the time at which rows were made, as they lie.
pub(super) fn is_order_of_making(table: &Table, object: &Object, key: &OrderKey) -> bool {
    table.generator().is_some() && is_time_of_making(table, object, &key.path)
}

/// Whether a path leads to the time at which a generated row was made, or last changed where none
/// was changed.
fn is_time_of_making(table: &Table, object: &Object, path: &Path) -> bool {
    let Step::Field(field) = path.step else { return false };
    path.kind == FieldType::Datetime && !table.writes(field.0) && names_time(table, object, field)
}

fn names_time(table: &Table, object: &Object, field: FieldIndex) -> bool {
    match object.field_at(field).name.as_str() {
        "CreatedDate" => true,
        "SystemModstamp" | "LastModifiedDate" => table.is_generated_untouched(),
        _ => false,
    }
}
