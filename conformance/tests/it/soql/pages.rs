//! Pages against the whole: whatever their sizes and in whatever order they are read, they hold
//! every row once, and say how many they hold.

use bulk_conformance::model::soql::{Query, Select, Store, Value};
use hyper::Method;
use proptest::prelude::*;
use serde_json::json;

use super::agreement::{config, due, file_rows};
use super::host::Org;
use super::load::load;
use super::people::many_people;
use super::queries::{Asked, asked, rows_query};
use super::read;

type Rows = Vec<Vec<Value>>;

/// A page of a bulk job's results: how it was asked for, and its file.
struct Page {
    asked: String,
    file: String,
    rows: Rows,
}

/// Reads one page, and checks what stands in its head.
fn page(org: &Org, store: &Store, query: &Query, asked: &str) -> Result<(Page, String), String> {
    let answer = org.get(asked);
    if answer.status != 200 {
        return Err(format!("{asked}: {} {}", answer.status, answer.body));
    }
    let rows = file_rows(store, query, &answer.body)?;
    let count = answer.header("sforce-numberofrecords");
    if count != rows.len().to_string() {
        return Err(format!("{asked}: {count} records said, {} there", rows.len()));
    }
    let next = answer.header("sforce-locator").to_owned();
    Ok((Page { asked: asked.to_owned(), file: answer.body, rows }, next))
}

/// Follows the locators of a job, with a size for each page.
fn pages(
    org: &Org,
    store: &Store,
    query: &Query,
    job: &str,
    sizes: &[usize],
) -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    let mut locator = String::new();
    for size in sizes.iter().cycle() {
        let asked = format!("/jobs/query/{job}/results?maxRecords={size}{locator}");
        let (page, next) = page(org, store, query, &asked)?;
        let is_full = page.rows.len() == *size;
        if page.rows.len() > *size || (!is_full && next != "null") {
            return Err(format!("{asked}: {} rows, then {next}", page.rows.len()));
        }
        pages.push(page);
        if next == "null" {
            break;
        }
        locator = format!("&locator={next}");
    }
    Ok(pages)
}

/// Pages of a bulk job, with a size for each, and some of them again in another order.
pub(crate) fn hold_job_pages(
    org: &Org,
    store: &Store,
    asked: &Asked,
    sizes: &[usize],
    order: &[usize],
) -> Result<(), String> {
    let (query, soql) = (&asked.query, asked.soql(store));
    let job = org.query_job("query", &soql)?;
    // What comes after the job's end is nothing to it.
    let late = late(org);
    let pages = pages(org, store, query, &job, sizes)?;
    let rows: Rows = pages.iter().flat_map(|page| page.rows.clone()).collect();
    due(store, query, false).check(&rows)?;
    let processed = &org.get(&format!("/jobs/query/{job}")).json()["numberRecordsProcessed"];
    if *processed != rows.len() {
        return Err(format!("{processed} processed, {} on pages", rows.len()));
    }
    let (whole, next) = page(org, store, query, &format!("/jobs/query/{job}/results"))?;
    if whole.rows != rows || next != "null" {
        return Err(format!("{} rows in the whole, {} on pages", whole.rows.len(), rows.len()));
    }
    for place in order {
        let known = &pages[place % pages.len()];
        if org.get(&known.asked).body != known.file {
            return Err(format!("{} gives something else when read again", known.asked));
        }
    }
    forget(org, &late);
    Ok(())
}

/// A contact that comes while pages are read; gives its id.
fn late(org: &Org) -> String {
    let made = org.json(Method::POST, "/sobjects/Contact", &json!({ "LastName": "Late" }));
    made.json()["id"].as_str().unwrap_or_else(|| panic!("{made:?}")).to_owned()
}

/// The contact goes again, so that the org holds what the store holds.
fn forget(org: &Org, id: &str) {
    let gone = org.json(Method::DELETE, &format!("/sobjects/Contact/{id}"), &json!({}));
    assert_eq!(gone.status, 204, "{gone:?}");
}

/// Pages over REST, in an org whose pages have this size.
pub(crate) fn hold_rest_pages(
    org: &Org,
    store: &Store,
    asked: &Asked,
    size: usize,
) -> Result<(), String> {
    let (query, soql) = (&asked.query, asked.soql(store));
    let Select::Fields(paths) = &query.select else { panic!("no rows: {query:?}") };
    let due = due(store, query, false);
    let mut page = org.query("query", &soql);
    let mut rows = Rows::new();
    let late = late(org);
    loop {
        let body = page.json();
        let records = body["records"].as_array().ok_or_else(|| format!("no records: {body}"))?;
        for record in records {
            rows.push(read::record(store, query, paths, record)?);
        }
        if body["totalSize"] != due.window.len() || records.len() > size {
            return Err(format!("totalSize {}, {} records", body["totalSize"], records.len()));
        }
        let next = body["nextRecordsUrl"].as_str();
        if body["done"] != next.is_none() || (next.is_some() && records.len() != size) {
            return Err(format!(
                "done {} after {} records, then {next:?}",
                body["done"],
                records.len()
            ));
        }
        let Some(next) = next else { break };
        page = org.get_from_root(next);
        if org.get_from_root(next).body != page.body {
            return Err(format!("{next} gives something else when read again"));
        }
    }
    forget(org, &late);
    due.check(&rows)
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn pages_of_a_bulk_job_are_its_rows_cut_at_any_places(
        people in many_people(),
        asked in asked(rows_query()),
        sizes in prop::collection::vec(1_usize..20, 1..5),
        order in prop::collection::vec(0_usize..40, 0..6),
    ) {
        // Chunks of three records, so that pages and chunks begin at different places.
        let mut org = Org::new(&json!({ "query_chunk_rows": 3 }));
        let store = load(&people, &mut org);
        hold_job_pages(&org, &store, &asked, &sizes, &order).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn pages_over_rest_are_the_rows_cut_at_one_size(
        people in many_people(),
        asked in asked(rows_query()),
        size in 1_usize..20,
    ) {
        let mut org = Org::new(&json!({ "rest_page_rows": size }));
        let store = load(&people, &mut org);
        hold_rest_pages(&org, &store, &asked, size).map_err(TestCaseError::fail)?;
    }
}
