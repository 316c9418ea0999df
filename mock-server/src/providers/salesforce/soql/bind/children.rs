//! Queries for the children of each row.
//!
//! Source: SOQL reference, "Using relationship queries" (documented, unread). Of its levels one is
//! read; children of children are a gap.

use std::sync::Arc;

use super::super::super::schema::{FieldIndex, Object};
use super::super::ast::Query as Written;
use super::super::error::{Problem, Read};
use super::super::query::{Children, Select};
use super::scope::Scope;

/// Binds a query in the select list, behind `place` columns.
pub(super) fn bind(written: &Written<'_>, place: usize, scope: &Scope<'_>) -> Read<Children> {
    let name = written.from.names.join(".");
    let Some((object, lookup, name)) = children(&name, scope) else {
        return Err(Problem::unknown_children(written.from.at, &name));
    };
    let inner = Scope::about(&object, written, scope.reading);
    let query = super::bind_in(written, inner)?;
    if !matches!(query.select, Select::Rows(_)) {
        return Err(Problem::unexpected(written.from.at, "FROM"));
    }
    if !query.children.is_empty() {
        return Err(Problem::gap("queries for children of children"));
    }
    Ok(Children { name, place, lookup, query })
}

/// The object whose reference to the scope's object has children of that name.
fn children(name: &str, scope: &Scope<'_>) -> Option<(Arc<Object>, FieldIndex, String)> {
    scope.reading.schema.objects().find_map(|object| {
        let mut references = object.indexed_fields().filter_map(|(index, field)| {
            let reference = field.reference.as_ref()?;
            let own = reference.child_relationship_name.as_ref()?;
            let is = own.eq_ignore_ascii_case(name) && reference.to.contains(&scope.object.name);
            is.then(|| (index, own.clone()))
        });
        references.next().map(|(index, own)| (Arc::clone(object), index, own))
    })
}
