//! What a query's columns are, in the words of `columns=true`: the command line client asks for them
//! before it prints a table.
//!
//! The keys are read from public typings; that a parent's field is a column inside the parent's, and
//! children are an `aggregate` with theirs inside, is relied upon. What stands in the flags and in
//! `apexType` is assumed.

use serde_json::{Value, json};

use super::super::schema::{Field, FieldType, Object};
use super::query::{
    Aggregate, AggregateFunction, Children, Column, GroupColumn, GroupKey, GroupValue, Grouping,
    Path, Query, Select, Step,
};

/// The columns of a query, without its rows.
pub fn columns_json(query: &Query) -> Value {
    let id_selected = match &query.select {
        Select::Rows(columns) => columns.iter().any(|column| column.name == "Id"),
        Select::Count | Select::Groups(_) => false,
    };
    json!({
        "columnMetadata": columns_of(query),
        "entityName": query.object.name,
        "groupBy": matches!(&query.select, Select::Groups(grouping) if !grouping.by.is_empty()),
        "idSelected": id_selected,
        "keyPrefix": query.object.key_prefix.as_str(),
    })
}

fn columns_of(query: &Query) -> Vec<Value> {
    let mut shown: Vec<Value> = match &query.select {
        Select::Count => Vec::new(),
        Select::Rows(columns) => {
            columns.iter().map(|column| row_column(&query.object, column)).collect()
        }
        Select::Groups(grouping) => {
            let of_group = |column| group_column(&query.object, grouping, column);
            grouping.columns.iter().map(of_group).collect()
        }
    };
    for (before, children) in query.children.iter().enumerate() {
        shown.insert((children.place + before).min(shown.len()), children_column(children));
    }
    shown
}

/// A field, or a field of a parent inside the column of the parent.
fn row_column(object: &Object, column: &Column) -> Value {
    let names: Vec<&str> = column.name.split('.').collect();
    let (last, parents) = names.split_last().unwrap_or((&"", &[]));
    let leaf = plain(last, column.path.kind, field_of(object, &column.path.step));
    parents.iter().rev().fold(leaf, |inner, parent| join(parent, false, vec![inner]))
}

fn children_column(children: &Children) -> Value {
    join(&children.name, true, columns_of(&children.query))
}

fn group_column(object: &Object, grouping: &Grouping, column: &GroupColumn) -> Value {
    match column.value {
        GroupValue::Key(key) => {
            let GroupKey { path, part } = &grouping.by[key];
            let field = field_of(object, &path.step);
            match part {
                None => plain(&column.name, path.kind, field),
                Some(_) => computed(&column.name, &column.name, FieldType::Int),
            }
        }
        GroupValue::Aggregate(at) => {
            let Aggregate { function, path } = &grouping.aggregates[at];
            let over = path.as_ref().and_then(|path| name_of(object, &path.step));
            let shown = format!("{}({})", function_name(*function), over.unwrap_or_default());
            computed(&column.name, &shown, aggregate_type(*function, path.as_ref()))
        }
    }
}

fn plain(name: &str, kind: FieldType, field: Option<&Field>) -> Value {
    let allowed = |flag: fn(&Field) -> bool| field.is_some_and(flag);
    json!({
        "aggregate": false,
        "apexType": apex_type(kind),
        "booleanType": kind == FieldType::Boolean,
        "columnName": name,
        "custom": allowed(|field| field.custom),
        "displayName": name,
        "foreignKeyName": null,
        "insertable": allowed(|field| field.createable),
        "joinColumns": [],
        "numberType": kind.is_number(),
        "textType": kind.is_text(),
        "updatable": allowed(|field| field.updateable),
    })
}

fn computed(name: &str, shown: &str, kind: FieldType) -> Value {
    let mut column = plain(name, kind, None);
    column["aggregate"] = json!(true);
    column["displayName"] = json!(shown);
    column
}

fn join(name: &str, aggregate: bool, columns: Vec<Value>) -> Value {
    let mut column = plain(name, FieldType::Reference, None);
    column["aggregate"] = json!(aggregate);
    column["apexType"] = Value::Null;
    column["joinColumns"] = Value::Array(columns);
    column
}

/// The field at the end of the way; of a reference to several objects, that of the first.
fn field_of<'o>(object: &'o Object, step: &'o Step) -> Option<&'o Field> {
    match step {
        Step::Field(field) | Step::Part { field, .. } => Some(object.field_at(*field)),
        Step::TypeName => None,
        Step::Parent { targets, .. } => {
            let (target, step) = targets.first()?;
            field_of(target, step)
        }
    }
}

/// The way in words: `Account.Name`.
fn name_of(object: &Object, step: &Step) -> Option<String> {
    let Step::Parent { lookup, targets } = step else {
        return field_of(object, step).map(|field| field.name.clone());
    };
    let parent = object.field_at(*lookup).reference.as_ref()?.relationship_name.as_ref()?;
    let (target, step) = targets.first()?;
    Some(format!("{parent}.{}", name_of(target, step)?))
}

fn function_name(function: AggregateFunction) -> &'static str {
    match function {
        AggregateFunction::Count => "count",
        AggregateFunction::CountDistinct => "count_distinct",
        AggregateFunction::Sum => "sum",
        AggregateFunction::Avg => "avg",
        AggregateFunction::Min => "min",
        AggregateFunction::Max => "max",
    }
}

fn aggregate_type(function: AggregateFunction, path: Option<&Path>) -> FieldType {
    match (function, path) {
        (AggregateFunction::Min | AggregateFunction::Max, Some(path)) => path.kind,
        (AggregateFunction::Sum | AggregateFunction::Avg, _) => FieldType::Double,
        _ => FieldType::Int,
    }
}

fn apex_type(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Id | FieldType::Reference => "Id",
        FieldType::Boolean => "Boolean",
        FieldType::Int => "Integer",
        FieldType::Long => "Long",
        FieldType::Double | FieldType::Currency | FieldType::Percent => "Double",
        FieldType::Date => "Date",
        FieldType::Datetime => "Datetime",
        FieldType::Time => "Time",
        _ => "String",
    }
}
