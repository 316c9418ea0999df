//! Rows as answers show them: a cell of a bulk query's CSV, a record or a group of a REST query.

use serde_json::{Map, Value, json};

use super::super::record::{Record, Records};
use super::super::record_csv::CsvCell;
use super::super::record_json::{attributes, field_json};
use super::super::schema::{FieldIndex, Object};
use super::super::tables::Tables;
use super::super::typed;
use super::super::version::ApiVersion;
use super::children::ByParent;
use super::group::{GroupCell, GroupRow};
use super::query::{Children, Column, Grouping, Query, Select, Step};
use super::row;
use crate::core::csv;
use crate::core::generate::Generator;

/// One column of a bulk query's CSV.
#[derive(Clone)]
pub struct CsvColumn {
    column: Column,
    /// A field of the record itself, which is nearly every column.
    own: Option<CsvCell>,
}

impl CsvColumn {
    /// A column of a query for records of `object`.
    pub fn new(column: Column, object: &Object, tables: &Tables) -> Self {
        let own = match (&column.path.step, column.label) {
            (Step::Field(field), false) => Some(CsvCell::new(*field, object, tables)),
            _ => None,
        };
        Self { column, own }
    }

    /// Its name in the header.
    pub fn name(&self) -> &str {
        &self.column.name
    }

    /// Whether [`CsvColumn::write_computed`] can write it.
    pub fn is_computed(&self) -> bool {
        self.own.as_ref().is_some_and(CsvCell::is_computed)
    }

    /// Writes the value of a generated row that nobody wrote as a quoted cell.
    #[inline]
    pub fn write_computed(&mut self, out: &mut Vec<u8>, generator: &Generator, row: u32) {
        if let Some(own) = &mut self.own {
            own.write_computed(out, generator, row);
        }
    }

    /// Writes the value of a record as a quoted cell.
    pub fn write(&mut self, out: &mut Vec<u8>, tables: &Tables, record: &Record<'_>) {
        if let Some(own) = &mut self.own {
            own.write(out, record);
            return;
        }
        let path = &self.column.path;
        match row::value(tables, record, &path.step) {
            None => csv::quoted(out, b""),
            Some(stored) if self.column.label => {
                csv::quoted(out, &label(record.object(), &path.step, &stored));
            }
            Some(stored) => csv::quoted(out, &typed::csv(path.kind, stored)),
        }
    }
}

/// A record in JSON, its parents and its children inside it.
pub fn record_json(
    tables: &Tables,
    record: &Record<'_>,
    columns: &[Column],
    children: &[(&Children, ByParent)],
    version: ApiVersion,
) -> Value {
    let shown: Vec<Shown<'_>> = columns
        .iter()
        .map(|column| Shown {
            names: column.name.split('.').collect(),
            step: &column.path.step,
            column,
        })
        .collect();
    let of_record = |(asked, by_parent): &(&Children, ByParent)| {
        let numbers = by_parent.get(&record.id());
        let value = numbers.map(|numbers| children_json(tables, &asked.query, numbers, version));
        (asked.place, asked.name.clone(), value.unwrap_or(Value::Null))
    };
    let children: Vec<Placed> = children.iter().map(of_record).collect();
    node(tables, record, &shown, &children, version)
}

/// The children of one record, all of them on one page.
fn children_json(tables: &Tables, query: &Query, numbers: &[u64], version: ApiVersion) -> Value {
    let (Some(records), Select::Rows(columns)) =
        (Records::of(tables, &query.object), &query.select)
    else {
        return Value::Null;
    };
    let child = |number: &u64| {
        records.get(*number).map(|child| record_json(tables, &child, columns, &[], version))
    };
    let children: Vec<Value> = numbers.iter().filter_map(child).collect();
    json!({ "totalSize": children.len(), "done": true, "records": children })
}

/// A value that is no column: how many columns stand before it, its name, and itself.
type Placed = (usize, String, Value);

/// What is left of the way to a column's value.
#[derive(Clone)]
struct Shown<'q> {
    names: Vec<&'q str>,
    step: &'q Step,
    column: &'q Column,
}

fn node(
    tables: &Tables,
    record: &Record<'_>,
    shown: &[Shown<'_>],
    children: &[Placed],
    version: ApiVersion,
) -> Value {
    let mut json = Map::new();
    let mut children = children.iter().peekable();
    let mut children_before = |json: &mut Map<String, Value>, column: usize| {
        while let Some((_, name, value)) = children.next_if(|(place, ..)| *place <= column) {
            json.insert(name.clone(), value.clone());
        }
    };
    json.insert("attributes".into(), attributes(record.object(), &record.id(), version));
    for (place, one) in shown.iter().enumerate() {
        children_before(&mut json, place);
        let Some((name, rest)) = one.names.split_first() else { continue };
        if json.contains_key(*name) {
            continue;
        }
        let value = if rest.is_empty() {
            leaf(tables, record, one)
        } else {
            let same: Vec<&Shown<'_>> =
                shown.iter().filter(|other| other.names.first() == Some(name)).collect();
            parent(tables, record, one.step, &same, version)
        };
        json.insert((*name).to_owned(), value);
    }
    children_before(&mut json, shown.len());
    Value::Object(json)
}

fn leaf(tables: &Tables, record: &Record<'_>, shown: &Shown<'_>) -> Value {
    let column = shown.column;
    if let (Step::Field(field), false) = (shown.step, column.label) {
        return field_json(record, *field);
    }
    match row::value(tables, record, shown.step) {
        None => Value::Null,
        Some(stored) if column.label => {
            let label = label(record.object(), shown.step, &stored);
            Value::String(String::from_utf8_lossy(&label).into_owned())
        }
        Some(stored) => typed::json(column.path.kind, &stored),
    }
}

/// The parent that several columns lead through.
fn parent(
    tables: &Tables,
    record: &Record<'_>,
    step: &Step,
    shown: &[&Shown<'_>],
    version: ApiVersion,
) -> Value {
    let Step::Parent { lookup, targets } = step else { return Value::Null };
    let Some((number, prefix)) = row::parent(tables, record, *lookup) else { return Value::Null };
    let Some((object, _)) = targets.iter().find(|(of, _)| of.key_prefix == prefix) else {
        return Value::Null;
    };
    let Some(parent) = Records::of(tables, object).and_then(|records| records.get(number)) else {
        return Value::Null;
    };
    let further: Vec<Shown<'_>> = shown
        .iter()
        .filter_map(|one| {
            let Step::Parent { targets, .. } = one.step else { return None };
            let (_, step) = targets.iter().find(|(of, _)| of.key_prefix == prefix)?;
            Some(Shown { names: one.names[1..].to_vec(), step, column: one.column })
        })
        .collect();
    node(tables, &parent, &further, &[], version)
}

/// The label of a picklist value of the record's own field; what has none is its own label.
fn label(object: &Object, step: &Step, stored: &[u8]) -> Vec<u8> {
    let field = match step {
        Step::Field(field) => Some((object, *field)),
        Step::TypeName | Step::Part { .. } => None,
        Step::Parent { .. } => last_field(step),
    };
    let found = field.and_then(|(object, field)| {
        let values = &object.field_at(field).picklist;
        values.iter().find(|value| value.value.as_bytes() == stored)
    });
    found.map_or_else(|| stored.to_vec(), |value| value.label.clone().into_bytes())
}

fn last_field(step: &Step) -> Option<(&Object, FieldIndex)> {
    let Step::Parent { targets, .. } = step else { return None };
    let (object, next) = targets.first()?;
    match next {
        Step::Field(field) => Some((object, *field)),
        Step::TypeName | Step::Part { .. } => None,
        Step::Parent { .. } => last_field(next),
    }
}

/// A group in JSON.
pub fn group_json(grouping: &Grouping, row: &GroupRow) -> Value {
    let mut json = Map::new();
    json.insert("attributes".into(), json!({ "type": "AggregateResult" }));
    for (column, cell) in grouping.columns.iter().zip(row) {
        let value = cell
            .as_ref()
            .map_or(Value::Null, |GroupCell { kind, value }| typed::typed_json(*kind, value));
        json.insert(column.name.clone(), value);
    }
    Value::Object(json)
}
