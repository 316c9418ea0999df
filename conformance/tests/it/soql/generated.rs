//! The same agreement over generated rows, which are computed when they are looked at, found by
//! the way back from a key, and kept only once they are changed.
//!
//! What they hold is learned once, by reading all of them; from then on the evaluator knows.

use bulk_conformance::model::soql::{Row, Select, Store, Value};
use proptest::prelude::*;
use serde_json::json;

use super::agreement::{config, hold_query};
use super::host::Org;
use super::load::{self, Writer};
use super::pages::{hold_job_pages, hold_rest_pages};
use super::people::{People, Person, empty_store, people};
use super::queries::{Asked, asked, plain, rest_query, rows_query};
use super::read;
use super::words::{GENERATED_CODE, GENERATED_KEY, TEXTS, key};

/// So many rows of each object, and the seed that their table's helpers make of them.
#[derive(Debug, Clone)]
struct Fixture {
    accounts: usize,
    contacts: usize,
    nulls: u8,
    words: Vec<&'static str>,
}

fn fixture() -> impl Strategy<Value = Fixture> {
    let words = prop::sample::subsequence(TEXTS, 1..8);
    (1_usize..6, 1_usize..30, 0_u8..9, words)
        .prop_map(|(accounts, contacts, nulls, words)| Fixture { accounts, contacts, nulls, words })
}

impl Fixture {
    fn toml(&self) -> String {
        let quoted = |word: &&str| json!(word).to_string();
        let words = self.words.iter().map(quoted).collect::<Vec<_>>().join(", ");
        let nulls = f64::from(self.nulls) / 10.0;
        format!(
            r#"
[[table]]
object = "Account"
rows = {accounts}
[table.fields]
Name = {{ words = [{words}] }}
External_Id__c = {{ template = "{GENERATED_KEY}{{row}}" }}
Industry = {{ words = ["Banking", "Energy"], nulls = {nulls} }}
NumberOfEmployees = {{ whole = [-3, 9], nulls = {nulls} }}

[[table]]
object = "Contact"
rows = {contacts}
[table.fields]
LastName = {{ words = [{words}] }}
FirstName = {{ words = [{words}], nulls = {nulls} }}
Title = {{ words = ["Ada", "a_a"], edge_cases = {{ every = 3, at = 1, values = ["newline", "quotes", "astral"] }} }}
External_Id__c = {{ template = "{GENERATED_KEY}{{key}}" }}
AccountId = {{ parent = "Account" }}
Code__c = {{ template = "{GENERATED_CODE}{{key}}", nulls = {nulls} }}
Birthdate = {{ date = ["2025-12-20", "2026-01-10"], nulls = {nulls} }}
DoNotCall = {{ true_in = 0.5 }}
LeadSource = {{ words = ["Web", "Other"], nulls = {nulls} }}
Score__c = {{ whole = [-2, 2], nulls = {nulls} }}
At__c = {{ datetime = ["2025-12-20T00:00:00Z", "2026-01-10T00:00:00Z"], nulls = {nulls} }}
"#,
            accounts = self.accounts,
            contacts = self.contacts,
        )
    }
}

/// What becomes of a generated contact.
#[derive(Debug, Clone)]
enum Change {
    Update(usize, Person),
    Delete(&'static str, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (0_usize..30, super::people::contact()).prop_map(|(at, to)| Change::Update(at, to)),
        1 => (0_usize..30).prop_map(|at| Change::Delete("Contact", at)),
        1 => (0_usize..6).prop_map(|at| Change::Delete("Account", at)),
    ]
}

/// All that there is, read row by row.
fn learn(org: &Org) -> Result<Store, String> {
    let mut store = empty_store();
    for object in ["Account", "Contact"] {
        let at = store.objects.iter().position(|known| known.name == object).expect("known");
        let fields: Vec<&'static str> =
            store.objects[at].fields.iter().map(|field| field.name).collect();
        let paths: Vec<_> = fields.iter().map(|name| vec![*name]).collect();
        let soql = format!("SELECT {} FROM {object}", fields.join(","));
        let query = plain(object, Select::Fields(paths.clone()));
        let mut next = Some(org.query("query", &soql).json());
        while let Some(page) = next {
            let records = page["records"].as_array().ok_or_else(|| page.to_string())?;
            for record in records {
                let values = read::record(&store, &query, &paths, record)?;
                store.objects[at].rows.push(fields.iter().copied().zip(values).collect());
            }
            next = page["nextRecordsUrl"].as_str().map(|url| org.get_from_root(url).json());
        }
    }
    Ok(store)
}

fn is_live(store: &Store, object: &str, place: usize) -> bool {
    let rows = &store.object(object).rows;
    rows[place % rows.len()]["IsDeleted"] == Value::Flag(false)
}

fn apply(org: &mut Org, store: &mut Store, change: &Change) {
    match change {
        Change::Update(at, _) if !is_live(store, "Contact", *at) => {}
        Change::Delete(object, at) if !is_live(store, object, *at) => {}
        Change::Update(at, to) => {
            let mut changed: Row = to.values.clone();
            // Codes are unique; these are not.
            changed.remove("Code__c");
            changed.entry("FirstName").or_insert(Value::Null);
            if at % 2 == 0 {
                changed.insert("External_Id__c", Value::Text(key(14 + at)));
            }
            match to.account {
                Some(place) if is_live(store, "Account", place) => {
                    changed.insert("AccountId", Value::Text(store.id("Account", place)));
                }
                Some(_) => {}
                None => {
                    changed.insert("AccountId", Value::Null);
                }
            }
            let id = store.id("Contact", *at);
            let contacts = &mut store.objects[1].rows;
            let count = contacts.len();
            contacts[at % count].extend(changed.clone());
            changed.insert("Id", Value::Text(id));
            org.update("Contact", &changed);
        }
        Change::Delete(object, at) => {
            let id = store.id(object, *at);
            org.delete(object, std::slice::from_ref(&id));
            load::delete(store, object, &id);
        }
    }
}

/// An org with generated rows, changes to them, and people beside them.
fn populate(
    fixture: &Fixture,
    changes: &[Change],
    people: &People,
    settings: &serde_json::Value,
) -> Result<(Org, Store), String> {
    let mut org = Org::new(settings);
    org.generate(&fixture.toml());
    let mut store = learn(&org)?;
    let counts = [("Account", fixture.accounts), ("Contact", fixture.contacts)];
    for (object, count) in counts {
        let rows = store.object(object).rows.len();
        if rows != count {
            return Err(format!("{rows} rows of {object}, {count} were asked for"));
        }
    }
    for change in changes {
        apply(&mut org, &mut store, change);
    }
    let others = load::load(people, &mut org);
    for (known, other) in store.objects.iter_mut().zip(others.objects) {
        known.rows.extend(other.rows);
    }
    Ok((org, store))
}

fn hold(org: &Org, store: &Store, queries: &[Asked], with_bulk: bool) -> Result<(), String> {
    queries.iter().try_for_each(|asked| hold_query(org, store, asked, with_bulk))
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn queries_over_generated_and_changed_rows_give_what_the_evaluator_gives(
        fixture in fixture(),
        changes in prop::collection::vec(change(), 0..4),
        people in people(),
        for_both in prop::collection::vec(asked(rows_query()), 1..4),
        for_rest in prop::collection::vec(asked(rest_query()), 0..3),
    ) {
        let (org, store) = populate(&fixture, &changes, &people, &json!({}))
            .map_err(TestCaseError::fail)?;
        hold(&org, &store, &for_both, true).map_err(TestCaseError::fail)?;
        hold(&org, &store, &for_rest, false).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn pages_of_generated_rows_are_slices_of_the_whole(
        fixture in fixture(),
        changes in prop::collection::vec(change(), 0..3),
        people in people(),
        asked in asked(rows_query()),
        sizes in prop::collection::vec(1_usize..20, 1..5),
        order in prop::collection::vec(0_usize..40, 0..6),
    ) {
        let settings = json!({ "query_chunk_rows": 7, "rest_page_rows": sizes[0] });
        let (org, store) = populate(&fixture, &changes, &people, &settings)
            .map_err(TestCaseError::fail)?;
        hold_job_pages(&org, &store, &asked, &sizes, &order).map_err(TestCaseError::fail)?;
        hold_rest_pages(&org, &store, &asked, sizes[0]).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn generated_rows_are_the_same_in_an_org_of_the_same_name_and_seed(fixture in fixture()) {
        let learned = || {
            let org = Org::alone(&json!({}));
            org.generate(&fixture.toml());
            learn(&org).map(|store| store.objects.into_iter().map(|object| object.rows).collect::<Vec<_>>())
        };
        prop_assert_eq!(learned().map_err(TestCaseError::fail)?, learned().map_err(TestCaseError::fail)?);
    }
}
