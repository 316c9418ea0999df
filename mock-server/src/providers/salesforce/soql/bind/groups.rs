//! Values of groups of records.

use std::collections::{HashMap, HashSet};

use super::super::super::schema::FieldType;
use super::super::ast::{Query as Written, Selected, Value, What};
use super::super::error::{Problem, Read};
use super::super::query::{
    Aggregate, AggregateFunction, DatePart, GroupColumn, GroupKey, GroupOrder, GroupValue, Grouping,
};
use super::having;
use super::path::{self, Bound};
use super::scope::Scope;

/// The groups of a query.
pub(super) fn bind(
    written: &Written<'_>,
    list: &[Selected<'_>],
    scope: &Scope<'_>,
) -> Read<Grouping> {
    if written.group.is_none() && written.limit.is_some() {
        return Err(Problem::limit_of_aggregates());
    }
    let mut groups = Groups::new(scope);
    for key in written.group.iter().flat_map(|group| &group.keys) {
        groups.key(key)?;
    }
    let mut names = HashSet::new();
    let mut columns = Vec::new();
    let mut unnamed = 0;
    for entry in list {
        let (value, own_name) = groups.selected(entry)?;
        let alias = entry.alias.map(|alias| alias.text.to_owned());
        let name = alias.or(own_name).unwrap_or_else(|| {
            unnamed += 1;
            format!("expr{}", unnamed - 1)
        });
        if !names.insert(name.to_ascii_lowercase()) {
            return Err(Problem::duplicate_alias(entry.at, &name));
        }
        columns.push(GroupColumn { name, value });
    }
    let having = match &written.having {
        Some(having) => Some(having::bind(having, &mut groups)?),
        None => None,
    };
    let order = written.order.iter().map(|key| {
        let value = groups.value(&key.value, Problem::order_not_grouped)?.value;
        Ok(GroupOrder { value, descending: key.descending, nulls_last: key.nulls_last })
    });
    let order = order.collect::<Read<_>>()?;
    let Groups { by, aggregates, .. } = groups;
    Ok(Grouping { by, aggregates, columns, having, order })
}

/// Keys and aggregates as they are met, each once.
pub(super) struct Groups<'s> {
    pub(super) scope: &'s Scope<'s>,
    by: Vec<GroupKey>,
    aggregates: Vec<Aggregate>,
    keys_by_name: HashMap<(String, Option<DatePart>), usize>,
    aggregates_by_name: HashMap<(AggregateFunction, String), usize>,
}

/// A value of a group, and what a literal beside it must be.
pub(super) struct Grouped {
    pub(super) value: GroupValue,
    pub(super) kind: FieldType,
    pub(super) bound: Bound,
}

impl<'s> Groups<'s> {
    fn new(scope: &'s Scope<'s>) -> Self {
        Self {
            scope,
            by: Vec::new(),
            aggregates: Vec::new(),
            keys_by_name: HashMap::new(),
            aggregates_by_name: HashMap::new(),
        }
    }

    /// Takes a key of `GROUP BY`.
    fn key(&mut self, key: &Value<'_>) -> Read<()> {
        let (part, written) = match key {
            Value::Path(path) => (None, path),
            Value::Part(part, path) => (Some(*part), path),
            Value::Aggregate { open, .. } => return Err(Problem::unexpected(*open, "(")),
            Value::Gap(_, gap) => return Err(Problem::gap(gap)),
        };
        let bound = path::bind(written, self.scope)?;
        match part {
            None if !bound.uses.groupable => {
                return Err(Problem::not_groupable(bound.at, bound.last()));
            }
            Some(part) if bound.part(part).is_none() => {
                return Err(Problem::no_date_part(bound.at, bound.last()));
            }
            None | Some(_) => {}
        }
        let place = self.by.len();
        self.keys_by_name.entry((bound.name.to_ascii_lowercase(), part)).or_insert(place);
        self.by.push(GroupKey { path: bound.path, part });
        Ok(())
    }

    /// An entry of the select list, and the name it has without an alias.
    fn selected(&mut self, entry: &Selected<'_>) -> Read<(GroupValue, Option<String>)> {
        let value = match &entry.what {
            What::Value(value) => value,
            What::Label(_) => return Err(Problem::gap("toLabel() of groups")),
            What::Fields(_) => {
                let mut fields = self.scope.object.fields.iter().map(|field| field.name.as_str());
                let grouped = |name: &&str| self.key_place(name, None).is_some();
                let name = fields.find(|name| !grouped(name)).unwrap_or_default();
                return Err(Problem::not_grouped(entry.at, name));
            }
            What::Children(query) => return Err(Problem::unexpected(query.from.at, "SELECT")),
            What::TypeOf => return Err(Problem::gap("TYPEOF")),
        };
        let grouped = self.value(value, Problem::not_grouped)?;
        let own_name = matches!(value, Value::Path(_)).then(|| grouped.bound.last().to_owned());
        Ok((grouped.value, own_name))
    }

    fn key_place(&self, name: &str, part: Option<DatePart>) -> Option<usize> {
        self.keys_by_name.get(&(name.to_ascii_lowercase(), part)).copied()
    }

    /// A value of groups; one that is neither key nor aggregate is refused in the given words.
    pub(super) fn value(
        &mut self,
        value: &Value<'_>,
        refusal: impl Fn(usize, &str) -> Problem,
    ) -> Read<Grouped> {
        let (part, written) = match value {
            Value::Path(path) => (None, path),
            Value::Part(part, path) => (Some(*part), path),
            Value::Aggregate { function, path, .. } => {
                return self.aggregate(*function, path::bind(path, self.scope)?);
            }
            Value::Gap(_, gap) => return Err(Problem::gap(gap)),
        };
        let bound = path::bind(written, self.scope)?;
        let place = self.key_place(&bound.name, part);
        let place = place.ok_or_else(|| refusal(bound.at, bound.last()))?;
        let kind = part.and_then(|part| bound.part(part)).map_or(bound.path.kind, |path| path.kind);
        Ok(Grouped { value: GroupValue::Key(place), kind, bound })
    }

    fn aggregate(&mut self, function: AggregateFunction, bound: Bound) -> Read<Grouped> {
        let kind = bound.path.kind;
        let computable = match function {
            AggregateFunction::Sum | AggregateFunction::Avg => kind.is_number(),
            AggregateFunction::Count
            | AggregateFunction::CountDistinct
            | AggregateFunction::Min
            | AggregateFunction::Max => true,
        };
        if !bound.uses.aggregatable || !computable {
            return Err(Problem::not_aggregatable(bound.at, bound.last(), function.word()));
        }
        let next = self.aggregates.len();
        let key = (function, bound.name.to_ascii_lowercase());
        let place = *self.aggregates_by_name.entry(key).or_insert(next);
        if place == next {
            self.aggregates.push(Aggregate { function, path: Some(bound.path.clone()) });
        }
        let kind = match function {
            AggregateFunction::Count | AggregateFunction::CountDistinct => FieldType::Int,
            AggregateFunction::Avg => FieldType::Double,
            AggregateFunction::Sum | AggregateFunction::Min | AggregateFunction::Max => kind,
        };
        Ok(Grouped { value: GroupValue::Aggregate(place), kind, bound })
    }
}
