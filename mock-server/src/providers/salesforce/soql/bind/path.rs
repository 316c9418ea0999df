//! A path of names becomes a way through the schema.
//!
//! A relationship that leads to several objects is followed to each of them; a name that none of
//! them has is an error. Of such a relationship the provider sees an entity called Name, with the
//! name of the record and the type of its object.

use std::sync::Arc;

use super::super::super::schema::{Field, FieldIndex, FieldType, Object, Reference};
use super::super::ast::Path as Written;
use super::super::error::{Problem, Read};
use super::super::query::{DatePart, Path, Step};
use super::scope::Scope;

/// Relationships in one path. Documented.
const HOPS_MAX: usize = 5;

/// A path, and what may be done with its value.
pub(super) struct Bound {
    /// The canonical name: `Owner.Name`.
    pub(super) name: String,
    pub(super) path: Path,
    pub(super) uses: Uses,
    /// The first byte of it in the text.
    pub(super) at: usize,
}

/// How a value may be used.
#[derive(Clone, Copy)]
pub(super) struct Uses {
    pub(super) filterable: bool,
    pub(super) sortable: bool,
    pub(super) groupable: bool,
    pub(super) aggregatable: bool,
}

impl Bound {
    /// The last of its names, which is what messages call it.
    pub(super) fn last(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }

    /// The path to a part of the date it leads to, if it leads to one that has the part.
    pub(super) fn part(&self, part: DatePart) -> Option<Path> {
        let needs_time = matches!(part, DatePart::Day | DatePart::HourInDay);
        let has_it = match self.path.kind {
            FieldType::Datetime => true,
            FieldType::Date => !needs_time,
            _ => false,
        };
        let kind = if part == DatePart::Day { FieldType::Date } else { FieldType::Int };
        has_it.then(|| Path { kind, exact: false, step: part_of(&self.path.step, part) })
    }
}

fn part_of(step: &Step, part: DatePart) -> Step {
    match step {
        Step::Field(field) => Step::Part { field: *field, part },
        Step::Parent { lookup, targets } => {
            let target =
                |(object, step): &(Arc<Object>, Step)| (object.clone(), part_of(step, part));
            Step::Parent { lookup: *lookup, targets: targets.iter().map(target).collect() }
        }
        Step::TypeName | Step::Part { .. } => step.clone(),
    }
}

/// What one object makes of the names.
#[derive(Clone)]
struct Found {
    name: String,
    kind: FieldType,
    exact: bool,
    uses: Uses,
    step: Step,
}

/// Binds a path of the query's object.
pub(super) fn bind(path: &Written<'_>, scope: &Scope<'_>) -> Read<Bound> {
    let names = scope.names(path);
    if names.len() > HOPS_MAX + 1 {
        return Err(Problem::too_far(path.at));
    }
    let Found { name, kind, exact, uses, step } =
        Walk { scope, at: path.at }.field(&scope.object, names)?;
    Ok(Bound { name, path: Path { kind, exact, step }, uses, at: path.at })
}

/// A way that is being looked for.
struct Walk<'w> {
    scope: &'w Scope<'w>,
    at: usize,
}

impl Walk<'_> {
    fn field(&self, object: &Arc<Object>, names: &[&str]) -> Read<Found> {
        let [first, rest @ ..] = names else {
            return Err(Problem::no_such_column(self.at, "", &object.name));
        };
        if rest.is_empty() {
            let Some((index, field)) = object.field(first) else {
                return Err(Problem::no_such_column(self.at, first, &object.name));
            };
            return Ok(found(index, field, &field.name));
        }
        let no_relationship = || Problem::no_relationship(self.at, first);
        let (lookup, field) = object.relationship(first).ok_or_else(no_relationship)?;
        let reference = field.reference.as_ref().ok_or_else(no_relationship)?;
        self.parent(lookup, reference, rest)
    }

    /// What the objects that a reference leads to make of the rest of the names.
    fn parent(&self, lookup: FieldIndex, reference: &Reference, rest: &[&str]) -> Read<Found> {
        let schema = self.scope.reading.schema;
        let mut whole: Option<Found> = None;
        let mut targets = Vec::new();
        let mut refused = None;
        for object in reference.to.iter().filter_map(|name| schema.object(name)) {
            match self.target(object, reference, rest) {
                Ok(found) => {
                    let first = whole.get_or_insert_with(|| found.clone());
                    if alike(first.kind, found.kind) {
                        targets.push((Arc::clone(object), found.step));
                    }
                }
                Err(problem) => refused = refused.or(Some(problem)),
            }
        }
        let relationship = reference.relationship_name.as_deref().unwrap_or_default();
        match (whole, rest, refused) {
            (Some(whole), ..) => Ok(Found {
                name: format!("{relationship}.{}", whole.name),
                step: Step::Parent { lookup, targets },
                ..whole
            }),
            (None, [name], Some(_)) if reference.polymorphic => {
                Err(Problem::no_such_column(self.at, name, "Name"))
            }
            (None, _, Some(problem)) => Err(problem),
            (None, _, None) => {
                let what =
                    format!("the object {}, which has no definition", reference.to.join(", "));
                Err(Problem::gap(&what))
            }
        }
    }

    /// What one of these objects makes of the rest of the names.
    fn target(&self, object: &Arc<Object>, reference: &Reference, rest: &[&str]) -> Read<Found> {
        match rest {
            [name] if reference.polymorphic && name.eq_ignore_ascii_case("Type") => Ok(type_name()),
            [name] if reference.polymorphic && name.eq_ignore_ascii_case("Name") => {
                let index = object
                    .record_name
                    .ok_or_else(|| Problem::no_such_column(self.at, name, &object.name))?;
                Ok(found(index, object.field_at(index), "Name"))
            }
            rest => self.field(object, rest),
        }
    }
}

/// Whether values of both types can stand in one column.
fn alike(one: FieldType, other: FieldType) -> bool {
    one == other || (one.is_text() && other.is_text()) || (one.is_number() && other.is_number())
}

/// The name of a record's object, of which every record has one.
fn type_name() -> Found {
    let uses = Uses { filterable: true, sortable: true, groupable: true, aggregatable: true };
    Found {
        name: "Type".to_owned(),
        kind: FieldType::String,
        exact: false,
        uses,
        step: Step::TypeName,
    }
}

fn found(index: FieldIndex, field: &Field, name: &str) -> Found {
    let uses = Uses {
        filterable: field.filterable,
        sortable: field.sortable,
        groupable: field.groupable,
        aggregatable: field.aggregatable,
    };
    Found {
        name: name.to_owned(),
        kind: field.kind,
        exact: field.case_sensitive,
        uses,
        step: Step::Field(index),
    }
}
