//! The children of a page of rows: one query for all of them, dealt out to their parents.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::id::Id;
use super::super::schema::FieldType;
use super::super::tables::Tables;
use super::super::typed::Typed;
use super::query::{Children, Condition, Operand, Path, Step};
use super::result::Enough;
use super::row;
use super::run::{Progress, Run, Scope, TooManyToSort};

/// The numbers of the children of each parent, in the order that is asked for.
pub type ByParent = HashMap<Id, Vec<u64>>;

/// Finds the children of `parents`, the limit and the offset of the query kept for each of them.
///
/// # Errors
/// There are more to sort than may be.
pub fn children_of(
    children: &Children,
    parents: &[Id],
    tables: &Arc<Tables>,
    scope: Scope,
) -> Result<ByParent, TooManyToSort> {
    let lookup =
        Path { kind: FieldType::Reference, exact: false, step: Step::Field(children.lookup) };
    let operands = parents.iter().copied().map(Operand::Id).collect();
    let theirs = Condition::In { path: lookup.clone(), negated: false, operands };
    let mut query = children.query.clone();
    query.filter = Some(match query.filter.take() {
        Some(filter) => Condition::All(vec![theirs, filter]),
        None => theirs,
    });
    let (limit, offset) = (query.limit.take(), std::mem::take(&mut query.offset));
    let mut run = Run::start(Arc::new(query), Arc::clone(tables), scope)?;
    while run.advance(u64::MAX)? == Progress::More {}
    let found = Arc::new(run.finish());
    let mut by_parent = ByParent::new();
    let mut cursor = found.rows(0, u64::MAX);
    while cursor.read(|tables, record| {
        if let Some(Typed::Id(parent)) = row::typed_value(tables, record, &lookup) {
            by_parent.entry(parent).or_default().push(record.number());
        }
        Enough::No
    }) {}
    let clip = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    for numbers in by_parent.values_mut() {
        numbers.drain(..clip(offset).min(numbers.len()));
        numbers.truncate(limit.map_or(usize::MAX, clip));
    }
    by_parent.retain(|_, numbers| !numbers.is_empty());
    Ok(by_parent)
}
