//! The object that the names of a query are about, and the names that it has there.

use std::sync::Arc;

use super::super::super::schema::Object;
use super::super::ast::{Path, Query as Written};
use super::super::error::{Problem, Read};
use super::super::read::Reading;

/// Scopes of the provider, and whether all records lie in one. Documented, unread.
const SCOPES: [(&str, bool); 8] = [
    ("everything", true),
    ("allPrivate", false),
    ("delegated", false),
    ("mine", false),
    ("mine_and_my_groups", false),
    ("my_territory", false),
    ("my_team_territory", false),
    ("team", false),
];

/// What names are about.
pub(super) struct Scope<'r> {
    pub(super) reading: &'r Reading<'r>,
    pub(super) object: Arc<Object>,
    alias: Option<&'r str>,
    /// Whether this is a query inside of a condition.
    pub(super) inner: bool,
}

impl<'r> Scope<'r> {
    /// The scope of a query.
    pub(super) fn of(written: &'r Written<'_>, reading: &'r Reading<'r>) -> Read<Self> {
        let Path { names, at } = &written.from;
        let name = names.join(".");
        let Some(object) = reading.schema.object(&name) else {
            return Err(Problem::unknown_object(*at, &name));
        };
        if !object.queryable {
            return Err(Problem::not_queryable(*at, &object.name));
        }
        Ok(Self::about(object, written, reading))
    }

    /// The scope of a query whose object is known.
    pub(super) fn about(
        object: &Arc<Object>,
        written: &'r Written<'_>,
        reading: &'r Reading<'r>,
    ) -> Self {
        let alias = written.alias.map(|alias| alias.text);
        Self { reading, object: Arc::clone(object), alias, inner: false }
    }

    /// The names of a path without the alias, or the name, of the object.
    pub(super) fn names<'p, 't>(&self, path: &'p Path<'t>) -> &'p [&'t str] {
        let is_object = |first: &str| {
            self.alias.is_some_and(|alias| alias.eq_ignore_ascii_case(first))
                || self.object.name.eq_ignore_ascii_case(first)
        };
        match &path.names[..] {
            [first, rest @ ..] if !rest.is_empty() && is_object(first) => rest,
            names => names,
        }
    }
}

/// Refuses what `USING SCOPE` would leave out.
pub(super) fn check_using(written: &Written<'_>) -> Read<()> {
    let Some(name) = written.scope else { return Ok(()) };
    match SCOPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.text)) {
        Some((_, true)) => Ok(()),
        Some((_, false)) => Err(Problem::gap("USING SCOPE other than everything")),
        None => Err(Problem::unknown_scope(name.at, name.text)),
    }
}
