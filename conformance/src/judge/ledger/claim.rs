//! What a client says became of its rows.

use std::collections::BTreeMap;

use serde_json::Value;

use super::value::{held_text, value_of};
use crate::evidence::{OrgBook, Seen, StoredRow};
use crate::protocol::{Cell, Table};
use crate::scenario::Call;

/// One of the books that a client hands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Book {
    /// Rows that were loaded.
    Success,
    /// Rows that failed.
    Failed,
    /// Rows that were never processed.
    Unprocessed,
}

/// A row in one of them.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// In which book.
    pub book: Book,
    /// Its key, from the key column, or from the record that its id names. `None` if neither is there.
    pub key: Option<String>,
    /// The key of the record that its id names, where the org holds that record.
    pub key_of_id: Option<String>,
    /// The names of its columns.
    pub header: &'a [String],
    /// Its cells.
    pub cells: &'a [Cell],
}

impl Book {
    /// How findings name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "loaded",
            Self::Failed => "failed",
            Self::Unprocessed => "never processed",
        }
    }
}

impl Claim<'_> {
    /// The value of a column, by its name in any letter case.
    pub fn value(&self, column: &str) -> Option<&Cell> {
        let at = self.header.iter().position(|name| name.eq_ignore_ascii_case(column))?;
        self.cells.get(at)
    }
}

/// The books that a client handed over, and their rows.
pub(super) fn claims<'a>(
    seen: &'a Seen,
    org: &'a OrgBook,
    call: &Call,
    key: &str,
) -> (Vec<Book>, Vec<Claim<'a>>) {
    let object = call.args.get("object").and_then(Value::as_str).unwrap_or_default();
    let records = org.rows(object).iter().chain(org.kept(object));
    let keys: BTreeMap<String, String> = records.filter_map(|row| id_and_key(row, key)).collect();
    let books = [
        (Book::Success, &seen.rows.success),
        (Book::Failed, &seen.rows.failed),
        (Book::Unprocessed, &seen.rows.unprocessed),
    ];
    let handed: Vec<(Book, &Table)> =
        books.into_iter().filter_map(|(book, table)| Some((book, table.as_ref()?))).collect();
    let claim = |book, table: &'a Table, cells: &'a [Cell]| {
        let mut claim = Claim { book, key: None, key_of_id: None, header: &table.header, cells };
        let id = ["sf__Id", "Id", "id"].iter().find_map(|name| claim.value(name)?.as_text());
        claim.key_of_id = id.and_then(|id| keys.get(id)).cloned();
        let own = claim.value(key).and_then(Cell::as_text).map(str::to_owned);
        claim.key = own.or_else(|| claim.key_of_id.clone());
        claim
    };
    let rows = handed
        .iter()
        .flat_map(|&(book, table)| table.rows.iter().map(move |cells| claim(book, table, cells)));
    let rows = rows.collect();
    (handed.into_iter().map(|(book, _)| book).collect(), rows)
}

fn id_and_key(row: &StoredRow, key: &str) -> Option<(String, String)> {
    let id = held_text(row.get("Id").or_else(|| row.get("id"))?)?;
    Some((id, held_text(value_of(row, key))?))
}
