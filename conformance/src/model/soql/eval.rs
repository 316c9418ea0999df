//! Which rows a query gives: filter, group, sort, cut.

use super::answer::{Answer, Line};
use super::condition::{Condition, Literal, SubQuery};
use super::group;
use super::query::{Column, Nulls, Order, Query, Select};
use super::store::{Kind, Row, Store};
use super::value::Value;

/// What a query sees besides the rows themselves.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// Whether deleted rows are there: `queryAll`.
    pub all: bool,
    /// The time.
    pub now_ms: i64,
}

/// One row, or several that were put together, as conditions look at them.
pub(super) struct Lookup<'a> {
    /// What may be seen.
    pub(super) store: &'a Store,
    /// What there is: a literal may be the id of a record that cannot be seen.
    pub(super) whole: &'a Store,
    pub(super) object: &'static str,
    pub(super) rows: Vec<&'a Row>,
    pub(super) now_ms: i64,
}

/// What a query must answer.
pub fn answer(whole: &Store, query: &Query, scope: Scope) -> Answer {
    let store = &visible(whole, scope);
    let all = Lookup { store, whole, object: query.object, rows: Vec::new(), now_ms: scope.now_ms };
    let rows = filtered(&all, query.filter.as_ref());
    let (columns, mut found) = match &query.select {
        Select::Fields(paths) => (paths.iter().cloned().map(Column::Field).collect(), rows),
        Select::Count => (Vec::new(), rows),
        Select::Groups(columns) => (columns.clone(), group::groups(&all, rows, &query.group)),
    };
    if let Some(having) = &query.having {
        found.retain(|lookup| having.holds(lookup));
    }
    let grouped = matches!(query.select, Select::Groups(_));
    let line = |lookup: &Lookup<'_>| Line {
        // Which spelling stands for a group is not said.
        cells: columns
            .iter()
            .map(|c| if grouped { lookup.seen(c) } else { lookup.value(c) })
            .collect(),
        keys: query.order.iter().map(|order| lookup.sorted_by(&order.by)).collect(),
    };
    let mut lines: Vec<Line> = found.iter().map(line).collect();
    lines.sort_by(|a, b| compare_keys(&query.order, &a.keys, &b.keys));
    let from = query.offset.unwrap_or(0).min(lines.len());
    let to = query.limit.map_or(lines.len(), |limit| (from + limit).min(lines.len()));
    Answer { lines, window: from..to }
}

fn visible(store: &Store, scope: Scope) -> Store {
    let mut store = store.clone();
    for object in &mut store.objects {
        object.rows.retain(|row| scope.all || row["IsDeleted"] == Value::Flag(false));
    }
    store
}

/// The rows of the object that a lookup is for.
fn filtered<'a>(of: &Lookup<'a>, filter: Option<&Condition>) -> Vec<Lookup<'a>> {
    let rows = of.store.object(of.object).rows.iter();
    let lookups = rows.map(|row| Lookup { rows: vec![row], ..of.nothing() });
    lookups.filter(|lookup| filter.is_none_or(|condition| condition.holds(lookup))).collect()
}

fn compare_keys(orders: &[Order], a: &[Value], b: &[Value]) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    let each = orders.iter().zip(a.iter().zip(b)).map(|(order, (a, b))| {
        let null_first = order.nulls != Nulls::Last;
        match (a == &Value::Null, b == &Value::Null) {
            (true, true) => Ordering::Equal,
            (true, false) if null_first => Ordering::Less,
            (true, false) => Ordering::Greater,
            (false, true) if null_first => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => {
                let ascending = a.compare(b).unwrap_or(Ordering::Equal);
                if order.descending { ascending.reverse() } else { ascending }
            }
        }
    });
    each.fold(Ordering::Equal, Ordering::then)
}

impl<'a> Lookup<'a> {
    /// The same without rows.
    pub(super) fn nothing(&self) -> Lookup<'a> {
        Lookup { rows: Vec::new(), ..*self }
    }

    pub(super) fn kind(&self, column: &Column) -> Kind {
        match column {
            Column::Field(path) => self.store.kind(self.object, path),
            Column::Total(total) => group::kind(total, self.store.kind(self.object, &total.of)),
        }
    }

    /// A column's value as it is shown; that of the first row, if there are several.
    pub(super) fn value(&self, column: &Column) -> Value {
        match column {
            Column::Field(path) => self.store.value(self.object, self.rows[0], path),
            Column::Total(total) => {
                let kind = self.store.kind(self.object, &total.of);
                let values = self.rows.iter();
                let values = values.map(|row| self.store.value(self.object, row, &total.of));
                group::total(total.function, values.map(|value| kind.seen(value)).collect())
            }
        }
    }

    /// A column's value as comparisons see it.
    pub(super) fn seen(&self, column: &Column) -> Value {
        self.kind(column).seen(self.value(column))
    }

    /// A column's value as sorting sees it: without letter case, whatever a field says; ids aside.
    fn sorted_by(&self, column: &Column) -> Value {
        match self.kind(column) {
            Kind::ExactText => Kind::Text.seen(self.value(column)),
            kind => kind.seen(self.value(column)),
        }
    }

    /// A literal as comparisons with that column see it.
    pub(super) fn literal(&self, column: &Column, literal: &Literal) -> Value {
        match literal {
            Literal::Value(value) => self.kind(column).seen(value.clone()),
            Literal::Record(object, place, _) => Value::Text(self.whole.id(object, *place)),
            Literal::Days(_) => Value::Null,
        }
    }

    /// The values that a query inside of a condition gives.
    pub(super) fn sub_query(&self, query: &SubQuery) -> Vec<Value> {
        let of = Lookup { object: query.object, ..self.nothing() };
        let held = filtered(&of, query.filter.as_deref()).into_iter();
        held.map(|lookup| lookup.seen(&Column::Field(query.field.clone()))).collect()
    }
}
