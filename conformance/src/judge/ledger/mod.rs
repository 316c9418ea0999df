//! The three books: rows given, rows held by the org, rows claimed by the client.
//!
//! Every row is once in each of them, with the same fate and the same values; what is lost, doubled or
//! damaged shows as a difference between two of them. Rows are joined by a column whose values are unique, never by their places. Works for both
//! providers; knows no requirement.

mod agree;
mod claim;
mod fate;
mod hold;
mod upload;
mod value;

pub use claim::{Book, Claim};
pub use upload::Upload;
pub use value::{Expected, held_text};

use std::collections::BTreeMap;

use serde_json::Value;

use crate::evidence::{Evidence, OrgBook, RowOutcome, StoredRow};
use crate::judge::Objection;
use crate::protocol::{Cell, Op, Table};
use crate::scenario::Call;

/// The three books of one call.
pub struct Ledger<'a> {
    /// What was given.
    pub given: &'a Table,
    /// The column that joins the books.
    pub key: &'a str,
    /// The rows that were given, in their order, with what the other books say of each.
    pub rows: Vec<Row<'a>>,
    /// Records that the org holds now and that no call was given.
    pub strays: Vec<&'a StoredRow>,
    /// Rows that the client claims and that it was not given.
    pub strange_claims: Vec<Claim<'a>>,
    /// Which books the client handed over.
    pub books: Vec<Book>,
    marketo: bool,
}

/// A row that was given.
pub struct Row<'a> {
    /// Its place, counted from 1 without the header.
    pub number: usize,
    /// What stands in its key column.
    pub key: String,
    /// Its cells.
    pub cells: &'a [Cell],
    /// What became of it in the org, once for every time that it was sent.
    pub fates: Vec<RowOutcome>,
    /// The records of its key that the org holds.
    pub held: Vec<&'a StoredRow>,
    /// What the client says of it.
    pub claims: Vec<Claim<'a>>,
}

impl Evidence {
    /// The three books of the first call.
    ///
    /// # Errors
    /// The rows have no key column, or the call was given none: a mistake in the case.
    pub fn ledger(&self) -> Result<Ledger<'_>, Objection> {
        self.ledger_of(0)
    }

    /// The three books of a call, counted from 0.
    ///
    /// # Errors
    /// As [`Evidence::ledger`].
    pub fn ledger_of(&self, call: usize) -> Result<Ledger<'_>, Objection> {
        let wrong = |what: &str| Objection::NotExercised(format!("no ledger: {what}"));
        let asked = &self.scenario.calls[call];
        let given =
            asked.given.as_ref().ok_or_else(|| wrong("the call was given no rows"))?.table();
        let key = key_column(asked, given).ok_or_else(|| wrong("no column of unique values"))?;
        let org = &self.orgs[asked.org];
        let at = given.column(key).unwrap_or_default();
        let mut rows: Vec<Row<'_>> =
            given.rows.iter().enumerate().map(|(n, r)| row(n, at, r)).collect();
        let places: BTreeMap<String, usize> =
            rows.iter().enumerate().map(|(place, row)| (row.key.clone(), place)).collect();
        for (row_key, outcome) in fate::fates(org, key) {
            if let Some(place) = places.get(&row_key) {
                rows[*place].fates.push(outcome);
            }
        }
        let others = self.keys_of_other_calls(call);
        let mut strays = Vec::new();
        for (is_new, record) in held(org, asked) {
            let own = value::held_text(value::value_of(record, key));
            match own.as_deref().and_then(|own| places.get(own)) {
                Some(place) => rows[*place].held.push(record),
                None if is_new && !others.contains(&own) => strays.push(record),
                None => {}
            }
        }
        let (books, claims) = claim::claims(&self.calls[call], org, asked, key);
        let mut strange_claims = Vec::new();
        for claim in claims {
            match claim.key.as_ref().and_then(|key| places.get(key)) {
                Some(place) => rows[*place].claims.push(claim),
                None => strange_claims.push(claim),
            }
        }
        let marketo = asked.op == Op::MkImport;
        Ok(Ledger { given, key, rows, strays, strange_claims, books, marketo })
    }

    /// Keys of the rows that other calls put into the same org.
    fn keys_of_other_calls(&self, call: usize) -> Vec<Option<String>> {
        let calls = self.scenario.calls.iter().enumerate();
        let org = self.scenario.calls[call].org;
        let others = calls.filter(|(at, other)| *at != call && other.org == org);
        let keys = others.filter_map(|(_, other)| {
            let table = other.given.as_ref()?.table();
            Some(table.values(key_column(other, table)?).into_iter().map(Expected::key_of))
        });
        keys.flatten().map(Some).collect()
    }
}

fn row(number: usize, key: usize, cells: &[Cell]) -> Row<'_> {
    Row {
        number: number + 1,
        key: cells.get(key).map(Expected::key_of).unwrap_or_default(),
        cells,
        fates: Vec::new(),
        held: Vec::new(),
        claims: Vec::new(),
    }
}

/// The column that joins the books: what the call names as its key, or what is usual.
fn key_column<'a>(call: &Call, given: &'a Table) -> Option<&'a str> {
    let said = |name: &str| call.args.get(name).and_then(Value::as_str);
    let named = [said("externalIdFieldName"), said("lookupField")].into_iter().flatten();
    let mut candidates = named.chain(["Key__c", "Id", "email"]);
    candidates.find_map(|name| {
        given.header.iter().find(|column| column.eq_ignore_ascii_case(name)).map(String::as_str)
    })
}

/// The records of the call's object, and whether each is new.
fn held<'a>(org: &'a OrgBook, call: &Call) -> impl Iterator<Item = (bool, &'a StoredRow)> {
    let object = call.args.get("object").and_then(Value::as_str).unwrap_or_default().to_owned();
    let new = org.rows(&object).iter().map(|row| (true, row));
    let old = org.kept(&object).iter().map(|row| (false, row));
    new.chain(old)
}

impl Row<'_> {
    /// How findings name it: `row 3 (k0003)`.
    pub fn name(&self) -> String {
        format!("row {} ({})", self.number, self.key)
    }

    /// How often it was loaded.
    pub fn times_loaded(&self) -> usize {
        self.fates.iter().filter(|fate| is_loaded(**fate)).count()
    }
}

fn is_loaded(fate: RowOutcome) -> bool {
    matches!(fate, RowOutcome::Created | RowOutcome::Updated | RowOutcome::Deleted)
}
