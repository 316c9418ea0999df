//! Ids of records that were there before, in the rows that a call is given.
//!
//! A case cannot know the ids of its seeds: `{record:1}` stands for that of the first one.

use serde_json::Value;

use crate::protocol::{Cell, Table};
use crate::scenario::{CsvFile, Given};

/// The same rows with ids in the place of their names.
pub(super) fn named(given: &Given, ids: &[Value]) -> Given {
    let file = |file: &CsvFile| CsvFile {
        bytes: bytes(&file.bytes, ids),
        dialect: file.dialect.clone(),
        table: table(&file.table, ids),
    };
    match given {
        Given::Records(rows) => Given::Records(table(rows, ids)),
        Given::File(rows) => Given::File(file(rows)),
        Given::Stream(rows) => Given::Stream(file(rows)),
        Given::Repeated(rows, times) => Given::Repeated(rows.clone(), *times),
    }
}

fn table(table: &Table, ids: &[Value]) -> Table {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => Cell::Text(replace(text, ids)),
        other => other.clone(),
    };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    Table { header: table.header.clone(), rows: rows.collect() }
}

/// Bytes that are no UTF-8 name no record.
fn bytes(bytes: &[u8], ids: &[Value]) -> Vec<u8> {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.to_vec(), |text| replace(text, ids).into())
}

fn replace(text: &str, ids: &[Value]) -> String {
    if !text.contains("{record:") {
        return text.to_owned();
    }
    ids.iter().enumerate().fold(text.to_owned(), |text, (at, id)| {
        text.replace(&format!("{{record:{}}}", at + 1), id.as_str().unwrap_or_default())
    })
}
