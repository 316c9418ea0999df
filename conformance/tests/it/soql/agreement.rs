//! The server gives the rows that the evaluator gives, over REST and as bulk jobs.
//!
//! The same cases in every run; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` make others.

use bulk_conformance::model::soql::{Answer, Query, Scope, Select, Store, Value, answer};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::json;

use super::host::{NOW_MS, Org};
use super::load::load;
use super::people::{People, people};
use super::queries::{Asked, asked, rest_query, rows_query};
use super::read;

type Verdict = Result<(), String>;

/// So many cases, if nobody asks for another number.
pub(crate) fn config(cases: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if config.cases == 256 {
        config.cases = cases;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(62);
    }
    config
}

/// What a query must answer to `query` or `queryAll`.
pub(crate) fn due(store: &Store, query: &Query, all: bool) -> Answer {
    answer(store, query, Scope { all, now_ms: NOW_MS })
}

/// Over REST, deleted rows left out or not.
fn rest(org: &Org, store: &Store, query: &Query, soql: &str, all: bool) -> Verdict {
    let call = if all { "queryAll" } else { "query" };
    let got = org.query(call, soql);
    if got.status != 200 {
        return Err(format!("{call}: {} {}", got.status, got.body));
    }
    let got = got.json();
    let due = due(store, query, all);
    if got["totalSize"] != due.window.len() {
        return Err(format!("{call}: totalSize {}, due {due:?}", got["totalSize"]));
    }
    let records = got["records"].as_array().ok_or("no records")?;
    let rows = records.iter().map(|record| match &query.select {
        Select::Fields(paths) => read::record(store, query, paths, record),
        Select::Groups(columns) => read::group(store, query, columns, record),
        Select::Count => Err(format!("a record beside a count: {record}")),
    });
    let rows = rows.collect::<Result<Vec<_>, _>>().map_err(|error| format!("{call}: {error}"))?;
    match &query.select {
        Select::Count => Ok(()),
        Select::Fields(_) | Select::Groups(_) => {
            due.check(&rows).map_err(|error| format!("{call}: {error}"))
        }
    }
}

/// As a bulk job; columns of the file are those of the query.
fn bulk(org: &Org, store: &Store, query: &Query, soql: &str, all: bool) -> Verdict {
    let operation = if all { "queryAll" } else { "query" };
    let job = org.query_job(operation, soql)?;
    let file = org.get(&format!("/jobs/query/{job}/results"));
    let rows = file_rows(store, query, &file.body).map_err(|e| format!("bulk {operation}: {e}"))?;
    due(store, query, all).check(&rows).map_err(|error| format!("bulk {operation}: {error}"))
}

/// The rows of a result file of a query for fields.
pub(crate) fn file_rows(
    store: &Store,
    query: &Query,
    file: &str,
) -> Result<Vec<Vec<Value>>, String> {
    let Select::Fields(paths) = &query.select else { panic!("no bulk query: {query:?}") };
    let mut lines = read::csv(file)?.into_iter();
    let header: Vec<String> = paths.iter().map(|path| path.join(".")).collect();
    let got = lines.next().unwrap_or_default();
    if got != header {
        return Err(format!("the header is {got:?}, due {header:?}"));
    }
    let row = |cells: Vec<String>| {
        if cells.len() != paths.len() {
            return Err(format!("a row of {} cells: {cells:?}", cells.len()));
        }
        let pairs = paths.iter().zip(&cells);
        pairs.map(|(path, cell)| read::from_csv(store.kind(query.object, path), cell)).collect()
    };
    lines.map(row).collect()
}

/// One query, without deleted rows and with them, over REST and, if it can be one, as a bulk job.
pub(crate) fn hold_query(org: &Org, store: &Store, asked: &Asked, with_bulk: bool) -> Verdict {
    let (query, soql) = (&asked.query, asked.soql(store));
    for all in [false, true] {
        let verdict = rest(org, store, query, &soql, all).and_then(|()| match with_bulk {
            true => bulk(org, store, query, &soql, all),
            false => Ok(()),
        });
        verdict.map_err(|error| format!("{soql}\n{error}"))?;
    }
    Ok(())
}

fn hold(people: &People, queries: &[Asked], with_bulk: bool) -> Verdict {
    let mut org = Org::new(&json!({}));
    let store = load(people, &mut org);
    queries.iter().try_for_each(|asked| hold_query(&org, &store, asked, with_bulk))
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn rows_over_rest_and_in_files_are_those_of_the_evaluator(
        people in people(),
        queries in prop::collection::vec(asked(rows_query()), 1..4),
    ) {
        hold(&people, &queries, true).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn counts_groups_and_offsets_over_rest_are_those_of_the_evaluator(
        people in people(),
        queries in prop::collection::vec(asked(rest_query()), 1..5),
    ) {
        hold(&people, &queries, false).map_err(TestCaseError::fail)?;
    }
}
