//! Which records a filter can let through at all: those that an id or an index names, or all.

use std::borrow::Cow;

use super::super::id::Id;
use super::super::record::may_be_filled_in;
use super::super::schema::{FieldIndex, FieldType, Object};
use super::super::tables::Tables;
use super::eval::{Filter, Operands};
use super::query::{Comparison, Path, Step};
use crate::core::table::{FIRST_STORED, RecordNumber, Table, fold_hash};

/// More literals than this are not worth looking up.
const LOOKUPS_MAX: usize = 100_000;

/// The numbers of the records that `filter` can let through, in the order of their numbers; `None`
/// if only a look at all of them can tell. With `deleted` the recycle bin counts too.
pub(super) fn candidates(
    tables: &Tables,
    object: &Object,
    filter: &Filter,
    deleted: bool,
) -> Option<Vec<u64>> {
    let table = tables.table(object.key_prefix)?;
    let named = |filter: &Filter| named_by(tables, table, object, filter, deleted);
    let mut best: Option<Vec<u64>> = None;
    for found in filter.conjuncts().iter().filter_map(named) {
        if best.as_ref().is_none_or(|best| found.len() < best.len()) {
            best = Some(found);
        }
    }
    best
}

fn named_by(
    tables: &Tables,
    table: &Table,
    object: &Object,
    filter: &Filter,
    deleted: bool,
) -> Option<Vec<u64>> {
    let (path, operands) = match filter {
        Filter::Compare(path, Comparison::Equal, operand) => {
            let mut one = Operands::default();
            one.add(operand.clone(), path.exact);
            (path, Cow::Owned(one))
        }
        Filter::In(path, false, operands) => (path, Cow::Borrowed(operands)),
        _ => return None,
    };
    let field = own_field(path)?;
    if object.field_at(field).kind == FieldType::Id {
        return Some(numbers_of(tables, object, &operands.ids()));
    }
    // Indexes name living records only.
    if deleted || !table.has_index(field.0) || may_lack_in_index(table, object, field) {
        return None;
    }
    let ids: Vec<Id> = operands.ids();
    let keys: Vec<&str> = match object.field_at(field).kind {
        // An index does not know the records without a value.
        FieldType::Reference if operands.has_null() => return None,
        // What was sent is kept, and an id may be sent in either form.
        FieldType::Reference => ids.iter().flat_map(|id| [id.as_str(), id.short()]).collect(),
        // The text of an index is what was sent: `5` and `5.0` are one number and two keys.
        kind if kind.is_text() => operands.only_texts()?,
        _ => return None,
    };
    if keys.len() > LOOKUPS_MAX {
        return None;
    }
    let find = |key: &&str| table.find_indexed(field.0, key.as_bytes(), fold_hash(key.as_bytes()));
    let mut numbers: Vec<u64> = keys.iter().flat_map(find).map(|number| number.0).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers)
}

/// Whether records may show a value in a field that its index does not know. A generated column
/// leaves nothing to the provider; a stored record may.
fn may_lack_in_index(table: &Table, object: &Object, field: FieldIndex) -> bool {
    let all_generated = table.next_number() == RecordNumber(FIRST_STORED)
        && table.generator().is_some_and(|generator| generator.has(field.0));
    !all_generated && may_be_filled_in(object, object.field_at(field))
}

/// The records of an object that ids name, whether they exist or not.
fn numbers_of(tables: &Tables, object: &Object, ids: &[Id]) -> Vec<u64> {
    let place = |id: &Id| {
        let (prefix, number) = tables.place_of(id)?;
        (prefix == object.key_prefix).then_some(number.0)
    };
    let mut numbers: Vec<u64> = ids.iter().filter_map(place).collect();
    numbers.sort_unstable();
    numbers
}

fn own_field(path: &Path) -> Option<FieldIndex> {
    match path.step {
        Step::Field(field) => Some(field),
        Step::TypeName | Step::Part { .. } | Step::Parent { .. } => None,
    }
}
