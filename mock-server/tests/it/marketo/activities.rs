//! The log of activities as clients page through it.

use std::collections::BTreeSet;
use std::fmt::Write;

use bulk_mock::core::table::RecordNumber;
use bulk_mock::core::time::SimTime;
use bulk_mock::providers::marketo::activities::{Event, What};
use bulk_mock::providers::marketo::id::record_number;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::support::{Instance, refusal};
use crate::support::server;

const TYPES: &str = "/rest/v1/activities/types.json";
const TOKEN: &str = "/rest/v1/activities/pagingtoken.json?sinceDatetime=";
const PAGE: &str = "/rest/v1/activities.json";

/// The token of an instant.
async fn token(marketo: &Instance<'_>, since: &str) -> String {
    let answer = marketo.get(&format!("{TOKEN}{since}")).await.ok().json();
    in_query(answer["nextPageToken"].as_str().expect("a token"))
}

/// A token as it stands in a query.
fn in_query(token: &str) -> String {
    token.replace('=', "%3D")
}

/// A page behind a token, and the token behind the page.
async fn page(marketo: &Instance<'_>, path: &str, query: &str, token: &str) -> (Value, String) {
    let answer = marketo.get(&format!("{path}?nextPageToken={token}&{query}")).await.ok().json();
    let next = in_query(answer["nextPageToken"].as_str().expect("a token"));
    (answer, next)
}

/// Everything from an instant on, with what the last page says of more.
async fn all(marketo: &Instance<'_>, path: &str, query: &str, since: &str) -> Vec<Value> {
    let (mut found, mut token) = (Vec::new(), token(marketo, since).await);
    for _ in 0..1000 {
        let (answer, next) = page(marketo, path, query, &token).await;
        found.extend(answer["result"].as_array().cloned().unwrap_or_default());
        token = next;
        if answer["moreResult"] == json!(false) {
            return found;
        }
    }
    panic!("the pages do not end");
}

fn ids(activities: &[Value]) -> Vec<u64> {
    activities.iter().map(|activity| activity["id"].as_u64().expect("an id")).collect()
}

/// Writes activities of type 1 of the first lead into the log.
fn happen(marketo: &Instance<'_>, count: usize, at: &str) {
    let at: SimTime = at.parse().expect("an instant");
    marketo.handle.with(|org| {
        for nth in 0..count {
            let what = What::Event(
                Event {
                    type_id: 1,
                    campaign: None,
                    primary_id: Some(nth as u64 % 3),
                    primary: None,
                    attributes: serde_json::Map::new(),
                }
                .into(),
            );
            let lead = record_number(1).unwrap_or(RecordNumber(0));
            org.marketo.world.records.activities.push(at, lead, what);
        }
    });
}

#[tokio::test]
async fn types_tell_their_primary_attribute_and_the_others() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let types = marketo.get(&format!("{TYPES}?maxReturn=1&offset=5")).await.ok().json();
    let result = types["result"].as_array().expect("types");
    let shown: Vec<&Value> =
        result.iter().filter(|of| matches!(of["id"].as_u64(), Some(12 | 24))).collect();
    assert!(result.len() > 20, "nothing is left out");
    insta::assert_json_snapshot!("activity_types", shown);
}

#[tokio::test]
async fn activities_stand_with_their_attributes_in_pairs() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let first = marketo.get(&format!("{TOKEN}2024-01-10")).await.ok();
    let token = token(&marketo, "2024-01-10").await;
    let query = "activityTypeIds=1,2,6,13&batchSize=3";
    let (mut answer, _) = page(&marketo, PAGE, query, &token).await;
    let next = answer["nextPageToken"].as_str().expect("a token").to_owned();
    assert!(next.len() == 56 && next.ends_with("===="), "{next}");
    answer["nextPageToken"] = json!("<token>");
    assert_eq!(first.keys(), "requestId success nextPageToken");
    insta::assert_json_snapshot!("activities_page", answer);
}

#[tokio::test]
async fn nothing_found_has_no_result_and_leads_on_all_the_same() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let token = token(&marketo, "2025-12-31T00:00:00Z").await;
    let (answer, next) = page(&marketo, PAGE, "activityTypeIds=1", &token).await;
    let keys: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["requestId", "success", "nextPageToken", "moreResult"]);
    assert_eq!(answer["moreResult"], json!(false));
    happen(&marketo, 2, "2026-01-01T00:00:00Z");
    let (answer, _) = page(&marketo, PAGE, "activityTypeIds=1", &next).await;
    assert_eq!(answer["result"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_changed_and_a_deleted_lead_are_told() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let lead = json!({ "email": "grace@example.com", "firstName": "Grace", "lastName": "Hopper" });
    let made = marketo.post("/rest/v1/leads.json", &json!({ "input": [lead] })).await.ok().json();
    let id = made["result"][0]["id"].as_u64().expect("an id");
    let change = json!({ "email": "grace@example.com", "firstName": "Amazing", "leadScore": 7 });
    marketo.post("/rest/v1/leads.json", &json!({ "input": [change] })).await.ok();
    let delete = json!({ "input": [{ "id": id }] });
    marketo.post("/rest/v1/leads/delete.json", &delete).await.ok();
    let mut told = Vec::new();
    for (path, query) in [
        ("/rest/v1/activities/leadchanges.json", "fields=firstName,city"),
        ("/rest/v1/activities/deletedleads.json", ""),
        (PAGE, "activityTypeIds=12,13,22"),
    ] {
        told.push(json!({ path: all(&marketo, path, query, "2026-01-01").await }));
    }
    insta::assert_json_snapshot!("lead_changes", told);
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_refused() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let good = token(&marketo, "2024-01-01").await;
    let mut page = String::new();
    let eleven = "1,2,3,4,5,6,7,8,9,10,11";
    let leads: Vec<String> = (1..=31).map(|id| id.to_string()).collect();
    for target in [
        "/rest/v1/activities/pagingtoken.json".to_owned(),
        format!("{TOKEN}yesterday"),
        format!("{PAGE}?activityTypeIds=1"),
        format!("{PAGE}?activityTypeIds=1&nextPageToken=WQV2VQVP===="),
        format!("{PAGE}?nextPageToken={good}"),
        format!("{PAGE}?nextPageToken={good}&activityTypeIds=one"),
        format!("{PAGE}?nextPageToken={good}&activityTypeIds={eleven}"),
        format!("{PAGE}?nextPageToken={good}&activityTypeIds=1&leadIds={}", leads.join(",")),
        format!("{PAGE}?nextPageToken={good}&activityTypeIds=1&listId=999999"),
        format!("{PAGE}?nextPageToken={good}&activityTypeIds=1&batchSize=many"),
        format!("/rest/v1/activities/leadchanges.json?nextPageToken={good}"),
        format!("/rest/v1/activities/leadchanges.json?nextPageToken={good}&fields=shoeSize"),
    ] {
        let answer = marketo.get(&target).await;
        let shown = target.replace(&good, "<token>");
        let _ = writeln!(page, "{shown}\n  {}", refusal(&answer));
    }
    insta::assert_snapshot!("activities_refused", page);
}

#[tokio::test]
async fn leads_lists_and_assets_narrow_what_is_found() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let count = async |query: &str| all(&marketo, PAGE, query, "2020-01-01").await.len();
    let everything = count("activityTypeIds=1,2,24").await;
    let of_lead = count("activityTypeIds=1,2,24&leadIds=1,999999999").await;
    let of_list = count("activityTypeIds=1,2,24&listId=1001").await;
    let of_asset = all(&marketo, PAGE, "activityTypeIds=24&assetIds=1001", "2020-01-01").await;
    assert!(0 < of_lead && of_lead < of_list && of_list < everything);
    assert!(!of_asset.is_empty());
    assert!(of_asset.iter().all(|activity| activity["primaryAttributeValueId"] == json!(1001)));
}

#[tokio::test]
async fn a_list_that_is_too_large_is_refused_from_the_day_that_is_set() {
    let server = server();
    let marketo = Instance::fresh(&server, "activities_list_limit_from = \"2026-01-02T00:00:00Z\"");
    marketo.handle.with(|org| {
        let list = org.marketo.world.records.lists.get_mut(1001).expect("a list");
        for number in 0..10_000 {
            list.members.insert(RecordNumber(number));
        }
    });
    let good = token(&marketo, "2024-01-01").await;
    let target = format!("{PAGE}?nextPageToken={good}&activityTypeIds=1&listId=1001");
    marketo.get(&target).await.ok();
    assert!(marketo.get(&target).await.json()["success"] == json!(true));
    marketo.wait("24h").await;
    let refused = refusal(&marketo.get(&target).await);
    assert_eq!(refused, "200 1003 Static list has too many leads");
}

#[tokio::test]
async fn each_activity_comes_once_whatever_the_batch_size_while_the_log_grows() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    happen(&marketo, 700, "2026-01-01T00:00:00Z");
    for size in [1, 7, 299, 300, 5000] {
        let mut token = token(&marketo, "2026-01-01").await;
        let before = all(&marketo, PAGE, "activityTypeIds=1", "2026-01-01").await.len();
        let (mut found, mut grown) = (Vec::new(), 0);
        loop {
            let query = format!("activityTypeIds=1&assetIds=1,2&batchSize={size}");
            let (answer, next) = page(&marketo, PAGE, &query, &token).await;
            let entries = answer["result"].as_array().cloned().unwrap_or_default();
            assert!(entries.len() <= size.min(300));
            found.extend(ids(&entries));
            token = next;
            if grown < 3 {
                grown += 1;
                happen(&marketo, 3, "2026-01-01T00:00:00Z");
            } else if answer["moreResult"] == json!(false) {
                break;
            }
        }
        let different: BTreeSet<&u64> = found.iter().collect();
        assert_eq!(different.len(), found.len(), "twice with {size}");
        // Of three in a row two have the assets.
        let wanted = all(&marketo, PAGE, "activityTypeIds=1&assetIds=1,2", "2026-01-01").await;
        assert_eq!(found, ids(&wanted), "{size}");
        assert!(before + 9 >= wanted.len());
    }
}

#[tokio::test]
async fn a_page_looks_at_so_many_entries_and_says_that_there_may_be_more() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let token = token(&marketo, "2026-01-01").await;
    happen(&marketo, 25_000, "2026-01-01T00:00:00Z");
    let (answer, next) = page(&marketo, PAGE, "activityTypeIds=2", &token).await;
    assert_eq!((&answer["result"], &answer["moreResult"]), (&Value::Null, &json!(true)));
    let (answer, _) = page(&marketo, PAGE, "activityTypeIds=2", &next).await;
    assert_eq!(answer["moreResult"], json!(false));
}

#[test]
fn a_token_that_nobody_gave_is_refused_and_never_more() {
    let server = server();
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let marketo = Instance::fresh(&server, "");
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 200, ..Default::default() });
    let tokens = "[A-Z2-7]{52}====|[ -~]{0,70}|[A-Z2-7]{1,60}";
    let ran = runner.run(&tokens, |token| {
        let token: String = token.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let target = format!("{PAGE}?nextPageToken={token}&activityTypeIds=1");
        let answer = runtime.block_on(marketo.get(&target));
        let told = refusal(&answer);
        prop_assert!(told.starts_with("200 1003") || told.starts_with("200 1002"), "{}", told);
        Ok(())
    });
    ran.expect("every one is refused");
}
