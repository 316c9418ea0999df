//! Rows as they came over the wire, in either format, as the evaluator's values. Strict: what is
//! not written as that type is written is an error.

use bulk_conformance::model::soql::{
    Column, Function, Kind, Path, Query, Store, Value, day_text, instant_text,
};
use serde_json::Value as Json;

use super::words::DAY_MS;

/// The cells of a file in which every value is quoted.
pub(crate) fn csv(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut row = Vec::new();
        loop {
            let (cell, after) = quoted(rest)?;
            row.push(cell);
            match after.split_at_checked(1) {
                Some((",", after)) => rest = after,
                Some(("\n", after)) => {
                    rest = after;
                    break;
                }
                _ => return Err(format!("a value ends in {after:?}")),
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

fn quoted(text: &str) -> Result<(String, &str), String> {
    // The header of an upload is given back as it was sent, and is quoted in our uploads.
    let Some(mut rest) = text.strip_prefix('"') else { return Err(format!("no quote: {text:?}")) };
    let mut cell = String::new();
    loop {
        let Some((before, after)) = rest.split_once('"') else { return Err("no end".to_owned()) };
        cell += before;
        match after.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None => return Ok((cell, after)),
        }
    }
}

/// A cell of a result file. An empty one is null.
pub(crate) fn from_csv(kind: Kind, cell: &str) -> Result<Value, String> {
    match (kind, cell) {
        (_, "") => Ok(Value::Null),
        (Kind::Flag, "true") => Ok(Value::Flag(true)),
        (Kind::Flag, "false") => Ok(Value::Flag(false)),
        (Kind::Number, number) => {
            number.parse().map(Value::Number).map_err(|e| format!("{e}: {number}"))
        }
        (kind, text) => typed(kind, text, "Z"),
    }
}

/// A value of a REST answer.
pub(crate) fn from_json(kind: Kind, value: &Json) -> Result<Value, String> {
    match (kind, value) {
        (_, Json::Null) => Ok(Value::Null),
        (Kind::Flag, Json::Bool(flag)) => Ok(Value::Flag(*flag)),
        (Kind::Number, Json::Number(number)) => {
            Ok(Value::Number(number.as_f64().unwrap_or(f64::NAN)))
        }
        (kind, Json::String(text)) => typed(kind, text, "+0000"),
        (kind, other) => Err(format!("{other} is no {kind:?}")),
    }
}

/// A text as the value that it stands for; times are read by writing all that they can be.
fn typed(kind: Kind, text: &str, zone: &str) -> Result<Value, String> {
    match kind {
        Kind::Flag | Kind::Number => Err(format!("{text:?} is no {kind:?}")),
        Kind::Day => day_of(text).map(Value::Day).ok_or_else(|| format!("{text} is no day")),
        Kind::Instant => {
            let ms = day_of(text.get(..10).unwrap_or_default()).and_then(|day| {
                let number = |at: usize| text.get(at..at + 2)?.parse::<i64>().ok();
                Some(day * DAY_MS + (number(11)? * 3600 + number(14)? * 60 + number(17)?) * 1_000)
            });
            let ms = ms.filter(|ms| instant_text(*ms, zone) == text);
            ms.map(Value::Instant).ok_or_else(|| format!("{text} is no instant"))
        }
        Kind::Id if text.len() != 18 => Err(format!("{text} is no id")),
        Kind::Id
        | Kind::Text
        | Kind::ExactText
        | Kind::LongText
        | Kind::Picklist
        | Kind::Multipicklist => Ok(Value::Text(text.to_owned())),
    }
}

/// The day that is written so: found by halving.
fn day_of(text: &str) -> Option<i64> {
    let (mut low, mut high) = (-719_000, 2_900_000);
    while low < high {
        let middle = (low + high) / 2;
        if day_text(middle).as_str() < text { low = middle + 1 } else { high = middle }
    }
    (day_text(low) == text).then_some(low)
}

/// A record of a REST answer, as the values of these paths.
pub(crate) fn record(
    store: &Store,
    query: &Query,
    paths: &[Path],
    record: &Json,
) -> Result<Vec<Value>, String> {
    let object = record.as_object().ok_or("a record is no object")?;
    let named =
        |key: &String| key == "attributes" || paths.iter().any(|path| path[0] == key.as_str());
    if let Some(key) = object.keys().find(|key| !named(key)) {
        return Err(format!("nobody asked for {key}"));
    }
    if record["attributes"]["type"] != query.object {
        return Err(format!("attributes {}", record["attributes"]));
    }
    let value = |path: &Path| {
        let mut value = record;
        for name in path {
            value = match value {
                Json::Null => value,
                other => other.get(name).ok_or_else(|| format!("no {name} in {other}"))?,
            };
        }
        from_json(store.kind(query.object, path), value)
    };
    paths.iter().map(value).collect()
}

/// A record of an answer to a query with groups, letter case left out.
pub(crate) fn group(
    store: &Store,
    query: &Query,
    columns: &[Column],
    record: &Json,
) -> Result<Vec<Value>, String> {
    let mut totals = 0;
    let mut value = |column: &Column| {
        let (name, kind) = match column {
            Column::Field(path) => {
                let name = path.last().expect("a path");
                ((*name).to_owned(), store.kind(query.object, path))
            }
            Column::Total(total) => {
                totals += 1;
                let kind = match total.function {
                    Function::Min | Function::Max => store.kind(query.object, &total.of),
                    Function::Count | Function::CountDistinct | Function::Sum | Function::Avg => {
                        Kind::Number
                    }
                };
                (format!("expr{}", totals - 1), kind)
            }
        };
        let value = record.get(&name).ok_or_else(|| format!("no {name} in {record}"))?;
        Ok(kind.seen(from_json(kind, value)?))
    };
    columns.iter().map(&mut value).collect()
}
