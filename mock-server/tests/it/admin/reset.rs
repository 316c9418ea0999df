//! An org goes back to its beginning, or away: what stays, what does not, and who ends well.

use bulk_mock::org::Sessions;
use bulk_mock::providers::salesforce::record::Records;
use serde_json::{Value, json};

use super::super::support::{Org, SEVEN, call, insert_contacts, server};

const RESET: &str = "/_mock/orgs/acme/reset";

async fn journal(sf: &Org<'_>) -> String {
    call(sf.server, "GET", "/_mock/orgs/acme/journal", &[], "").await.ok().text()
}

/// The ids of all contacts.
fn contacts(sf: &Org<'_>) -> Vec<String> {
    sf.handle.with(|org| {
        let tables = &org.salesforce.world.tables;
        let object = tables.schema().object("Contact").expect("an object").clone();
        let records = Records::of(tables, &object);
        records.map_or(Vec::new(), |all| all.iter().map(|one| one.id().to_string()).collect())
    })
}

/// Entries without real time.
fn without_wall(journal: &str) -> Vec<Value> {
    let entry = |line: &str| {
        let mut entry: Value = serde_json::from_str(line).expect("JSON");
        for place in ["received", "effect", "answered", "place"] {
            if let Some(place) = entry.get_mut(place).and_then(Value::as_object_mut) {
                place.remove("wall_ms");
            }
        }
        entry
    };
    journal.lines().map(entry).collect()
}

#[tokio::test]
async fn what_follows_a_reset_is_what_followed_the_declaration() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "queue_wait = \"5s\"");
    let mut told = Vec::new();
    for _ in 0..3 {
        sf.run(insert_contacts(), SEVEN.as_str()).await;
        told.push((without_wall(&journal(&sf).await), contacts(&sf), sf.handle.now()));
        call(&server, "POST", RESET, &[], "").await.ok();
        assert_eq!((journal(&sf).await.as_str(), contacts(&sf).len()), ("", 0));
    }
    assert_eq!(told[0].1.len(), 7);
    assert_eq!(told[0], told[1]);
    assert_eq!(told[1], told[2]);
    let used = sf.get("/limits").await.ok().json()["DailyApiRequests"].clone();
    assert_eq!(used["Max"].as_u64().zip(used["Remaining"].as_u64()), Some((1_000_000, 999_999)));
}

#[tokio::test]
async fn data_that_was_loaded_stays_whenever_it_came() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    sf.handle.load("Contact.csv", b"LastName\nFirst\n").expect("loaded");
    sf.run(insert_contacts(), SEVEN.as_str()).await;
    sf.handle.load("Contact.csv", b"LastName\nSecond\nThird\n").expect("loaded");
    assert_eq!(contacts(&sf).len(), 10);
    sf.handle.reset(Sessions::Keep).await;
    assert_eq!(contacts(&sf).len(), 3);
    let rows = sf.rows("Contact").await;
    assert!(rows.contains("Third") && !rows.contains("Person"), "{rows}");
}

#[tokio::test]
async fn generated_rows_stay_too() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let fixture = include_str!("../../../../fixtures/salesforce/generated/contacts.toml");
    call(&server, "POST", "/_mock/orgs/acme/generated?rows=20", &[], fixture).await.ok();
    sf.run(insert_contacts(), SEVEN.as_str()).await;
    assert_eq!(contacts(&sf).len(), 27);
    sf.handle.reset(Sessions::Keep).await;
    assert_eq!(contacts(&sf).len(), 20);
}

#[tokio::test]
async fn data_that_does_not_fit_the_beginning_comes_into_neither() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let account = json!({ "object": "Account", "operation": "insert" });
    let job = sf.run(account, "Name,External_Id__c\nAcme,A-1\n").await;
    assert!(sf.outcome(&job).await.starts_with("JobComplete processed 1"));
    // Its parent is there, but was not at first.
    let child = b"LastName,Account.External_Id__c\nAda,A-1\n";
    sf.handle.load("Contact.csv", child).expect_err("no parent at first");
    assert_eq!(contacts(&sf).len(), 0);
}

#[tokio::test]
async fn who_is_logged_in_stays_so_unless_told() {
    let server = server();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = "grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret";
    let token = call(&server, "POST", "/services/oauth2/token", &form, body).await.ok().json();
    let bearer = format!("Bearer {}", token["access_token"].as_str().expect("a token"));
    let status = async || {
        let headers = [("authorization", bearer.as_str())];
        call(&server, "GET", "/services/data/v62.0/limits", &headers, "").await.status
    };
    let reset = "/_mock/orgs/demo/reset";
    call(&server, "POST", reset, &[], "").await.ok();
    assert_eq!(status().await, 200);
    call(&server, "POST", reset, &[], r#"{"sessions":"keep"}"#).await.ok();
    assert_eq!(status().await, 200);
    call(&server, "POST", reset, &[], r#"{"sessions":"drop"}"#).await.ok();
    assert_eq!(status().await, 401);
    let demo = Org::demo(&server);
    assert_eq!(demo.get("/limits").await.status, 200);
}

#[tokio::test]
async fn an_org_of_first_use_is_reset_too() {
    let server = super::super::support::builder()
        .configure(|config, _| config.any_token = true)
        .offline()
        .expect("a server");
    let headers = [("authorization", "Bearer anybody")];
    let limits = "/services/data/v62.0/limits";
    call(&server, "GET", limits, &headers, "").await.ok();
    for body in ["", r#"{"sessions":"drop"}"#] {
        call(&server, "POST", "/_mock/orgs/token:anybody/reset", &[], body).await.ok();
        call(&server, "GET", limits, &headers, "").await.ok();
    }
}

#[tokio::test]
async fn a_clock_that_was_set_otherwise_is_as_it_was_declared() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let before = sf.handle.now();
    let clock = "/_mock/orgs/acme/clock";
    sf.advance(5_000).await;
    let auto = call(&server, "PUT", clock, &[], r#"{"mode":"auto"}"#).await.ok().json();
    assert_eq!(auto["mode"], "auto");
    assert!(sf.handle.now() >= before + bulk_mock::core::time::SimDuration::from_secs(5));
    call(&server, "POST", RESET, &[], "").await.ok();
    let clock = call(&server, "GET", clock, &[], "").await.ok().json();
    assert_eq!((&clock["mode"], sf.handle.now()), (&json!("manual"), before));
}

#[tokio::test]
async fn settings_and_rules_go_back() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "queue_wait = \"5s\"");
    let settings = "/_mock/orgs/acme/settings";
    call(&server, "PATCH", settings, &[], r#"{"salesforce":{"queue_wait":"1d"}}"#).await.ok();
    let rule = r#"{"name":"x","inject":{"status":{"status":500}}}"#;
    call(&server, "POST", "/_mock/orgs/acme/faults", &[], rule).await.ok();
    call(&server, "POST", RESET, &[], "").await.ok();
    sf.handle.with(|org| {
        assert_eq!(org.salesforce.world.settings.queue_wait.to_string(), "5s");
        assert!(org.faults.is_empty());
    });
}

/// Whoever was under way when an org was reset comes to an end, and leaves no trace in its journal.
#[tokio::test]
async fn a_request_under_way_ends_well() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let job = sf.open(insert_contacts()).await;
    let (more, body) = tokio::sync::mpsc::unbounded_channel::<&'static str>();
    let body = futures_util::stream::unfold(body, |mut body| async move {
        let piece = body.recv().await?;
        Some((Ok::<_, std::convert::Infallible>(piece), body))
    });
    let upload = sf.upload(&job, axum::body::Body::from_stream(body));
    let reset = async {
        more.send("LastName\n").expect("somebody reads");
        tokio::task::yield_now().await;
        call(&server, "POST", RESET, &[], "").await.ok();
        more.send("Ada\n").expect("somebody reads");
        drop(more);
    };
    let (answer, ()) = tokio::join!(upload, reset);
    assert_eq!(answer.status, 404);
    assert_eq!(journal(&sf).await, "");
    let again = sf.run(insert_contacts(), SEVEN.as_str()).await;
    assert_eq!(again, job);
}

#[tokio::test]
async fn a_deleted_org_frees_its_names_and_tokens() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    call(&server, "DELETE", "/_mock/orgs/acme", &[], "").await.ok();
    assert_eq!(sf.get("/limits").await.status, 401);
    assert!(server.find_org("acme").is_none());
    let again = Org::fresh(&server, "acme", "");
    assert_eq!(again.get("/limits").await.status, 200);
    // The old one lives as long as somebody holds it, and moves no more than its own time.
    sf.until_idle().await;
    // The demo user comes again under its own name, which is free now.
    assert!(server.remove("demo"));
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = "grant_type=password&client_id=any&client_secret=s&username=demo%40example.com\
                &password=other";
    call(&server, "POST", "/services/oauth2/token", &form, body).await.ok();
    assert!(server.find_org("demo@example.com").is_some());
}
