//! The journal asked: which entries, whether they came as expected, why calls were refused.

use bulk_mock::MockServer;
use serde_json::{Value, json};

use super::super::support::{Org, SEVEN, call, insert_contacts, server, show};

const JOURNAL: &str = "/_mock/orgs/acme/journal";

/// An org with a job that went through, one that is open, and calls that were refused.
async fn story(server: &MockServer) -> (Org<'_>, String, String) {
    let sf = Org::fresh(server, "acme", "");
    let done = sf.run(insert_contacts(), SEVEN.as_str()).await;
    sf.advance(60_000).await;
    let open = sf.open(insert_contacts()).await;
    assert_eq!(sf.upload(&done, "LastName\nAda\n").await.status, 400);
    assert_eq!(sf.results(&open, "successfulResults").await.status, 400);
    assert_eq!(sf.abort(&done).await.status, 400);
    assert_eq!(sf.get("/jobs/ingest/7500000000000ZZAAA").await.status, 404);
    (sf, done, open)
}

/// The entries that a query picks, in short.
async fn picked(server: &MockServer, query: &str) -> Vec<String> {
    let text = call(server, "GET", &format!("{JOURNAL}?{query}"), &[], "").await.ok().text();
    let short = |line: &str| {
        let entry: Value = serde_json::from_str(line).expect("JSON");
        match entry["entry"].as_str() {
            Some("exchange") => {
                let operation = entry["operation"].as_str().unwrap_or("nothing");
                format!(
                    "{} {}",
                    operation.trim_start_matches("salesforce.ingest."),
                    entry["status"]
                )
            }
            _ => format!("to {}", entry["to"].as_str().unwrap_or("nothing")),
        }
    };
    text.lines().map(short).collect()
}

#[tokio::test]
async fn entries_are_picked_by_what_they_say() {
    let server = server();
    let (_, done, open) = story(&server).await;
    let mut told = String::new();
    for query in [
        "entry=transition".to_owned(),
        "operation=salesforce.ingest.up*".into(),
        "status=4xx".into(),
        "status=404".into(),
        "status=JobComplete".into(),
        format!("job={open}"),
        format!("job={}&entry=exchange", &done[..15]),
        "until=2026-01-01T00:01:00Z&entry=exchange".into(),
        "since=2026-01-01T00:01:00Z&method=PUT".into(),
        "path=*/batches&status=201".into(),
        "limit=2".into(),
        "after=3&limit=1".into(),
        "fault=*".into(),
    ] {
        let query_told = query.replace(&done, "<done>").replace(&done[..15], "<done:15>");
        let query_told = query_told.replace(&open, "<open>");
        told.push_str(&format!("{query_told}\n  {}\n", picked(&server, &query).await.join(", ")));
    }
    insta::assert_snapshot!(told, @"
    entry=transition
      to Open, to UploadComplete, to InProgress, to JobComplete, to Open
    operation=salesforce.ingest.up*
      upload 201, upload 400
    status=4xx
      upload 400, successful_results 400, change 400, info 404
    status=404
      info 404
    status=JobComplete
      to JobComplete
    job=<open>
      create 200, to Open, successful_results 400
    job=<done:15>&entry=exchange
      create 200, upload 201, change 200, upload 400, change 400
    until=2026-01-01T00:01:00Z&entry=exchange
      create 200, upload 201, change 200
    since=2026-01-01T00:01:00Z&method=PUT
      upload 400
    path=*/batches&status=201
      upload 201
    limit=2
      create 200, to Open
    after=3&limit=1
      upload 201
    fault=*
    ");
}

#[tokio::test]
async fn secrets_are_shown_to_those_who_ask() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    sf.get("/limits").await.ok();
    let read = async |query: &str| {
        call(&server, "GET", &format!("{JOURNAL}{query}"), &[], "").await.ok().text()
    };
    for hidden in ["", "?secrets=name"] {
        assert!(read(hidden).await.contains("Bearer <token:1>"));
    }
    assert!(read("?secrets=show").await.contains(&format!("Bearer {}", sf.token)));
}

async fn verified(server: &MockServer, wanted: Value) -> Value {
    let target = format!("{JOURNAL}/verify");
    call(server, "POST", &target, &[], wanted.to_string()).await.ok().json()
}

#[tokio::test]
async fn calls_are_counted() {
    let server = server();
    story(&server).await;
    let upload = json!({ "operation": "salesforce.ingest.upload" });
    for (wanted, holds) in [
        (json!({ "of": upload }), true),
        (json!({ "of": upload, "exactly": 2 }), true),
        (json!({ "of": upload, "exactly": 1 }), false),
        (json!({ "of": upload, "at_least": 3 }), false),
        (json!({ "of": upload, "at_most": 1 }), false),
        (json!({ "of": upload, "at_least": 1, "at_most": 2 }), true),
        (json!({ "of": { "method": "DELETE" }, "at_most": 0 }), true),
        (json!({ "of": { "method": "DELETE" }, "exactly": 0 }), true),
        (json!({ "of": { "entry": "transition", "status": "JobComplete" }, "exactly": 1 }), true),
    ] {
        let answer = verified(&server, json!({ "expect": [wanted] })).await;
        assert_eq!(answer["passed"], holds, "{wanted}: {answer}");
    }
}

#[tokio::test]
async fn what_does_not_hold_is_told_with_what_came_nearest() {
    let server = server();
    let (sf, ..) = story(&server).await;
    let answer = verified(
        &server,
        json!({
            "expect": [{
                "name": "a second upload went through",
                "of": { "operation": "salesforce.ingest.upload", "status": 201 },
                "exactly": 2,
            }],
            "order": [
                { "operation": "salesforce.ingest.create" },
                { "operation": "salesforce.ingest.upload" },
                { "operation": "salesforce.ingest.upload" },
                { "operation": "salesforce.ingest.upload", "status": "2xx" },
            ],
        }),
    )
    .await;
    insta::assert_snapshot!("verified", sf.show_text(&format!("{answer:#}")));
}

#[tokio::test]
async fn expectations_that_make_no_sense_are_refused() {
    let server = server();
    Org::fresh(&server, "acme", "");
    let mut told = String::new();
    for wanted in [
        "{}",
        r#"{"expect":[]}"#,
        r#"{"expect":[{"exactly":1,"at_most":2}]}"#,
        r#"{"expect":[{"of":{}},{"at_least":3,"at_most":2}]}"#,
        r#"{"expect":[{"of":{"opration":"x"}}]}"#,
        r#"{"expect":[{"of":{"operation":"salesforce.ingst.create"},"exactly":0}]}"#,
        r#"{"order":[{"operation":"salesforce.ingest.*"},{"operation":"salesforce.inges.*"}]}"#,
        r#"{"expect":[{"exactly":-1}]}"#,
        r#"{"order":{"method":"GET"}}"#,
    ] {
        let answer = call(&server, "POST", &format!("{JOURNAL}/verify"), &[], wanted).await;
        told.push_str(&format!("{wanted}\n{}", show(&answer)));
    }
    insta::assert_snapshot!("refused_expectations", told);
}

#[tokio::test]
async fn a_refused_call_is_explained_by_what_was_legal() {
    let server = server();
    let (sf, ..) = story(&server).await;
    let target = format!("{JOURNAL}/explain");
    let answer = call(&server, "GET", &target, &[], "").await.ok().json();
    let why = |one: &Value| {
        let why =
            one["why"].as_array().expect("reasons").iter().map(|why| why.as_str().unwrap_or(""));
        let why: Vec<&str> = why.collect();
        format!("{} {}\n  {}\n", one["method"], one["target"], why.join("\n  "))
    };
    let told: String = answer["refused"].as_array().expect("a list").iter().map(why).collect();
    insta::assert_snapshot!("explained", sf.show_text(&told));
    let first = answer["refused"][0]["seq"].as_u64().expect("a place");
    let one = call(&server, "GET", &format!("{target}?seq={first}"), &[], "").await.ok().json();
    assert_eq!(one["refused"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn calls_of_no_org_are_explained_by_what_was_meant() {
    let server = server();
    let bad = [("authorization", "Bearer nobody")];
    for (method, target, headers) in [
        ("POST", "/services/data/v62.0/job/ingest", &bad[..]),
        ("GET", "/services/data/v62.0/limits", &[]),
        ("GET", "/services/data/v62.0/limits", &bad),
        ("DELETE", "/services/data/v62.0/jobs/ingest", &bad),
        ("GET", "/bulk/v1/lead/batch/1.json", &bad),
        ("GET", "/rest/v1/leads.json", &[]),
        ("GET", "/favicon.ico", &[]),
    ] {
        call(&server, method, target, headers, "").await;
    }
    let answer = call(&server, "GET", "/_mock/journal/explain", &[], "").await.ok().json();
    let refused = answer["refused"].as_array().expect("a list").iter().rev();
    let told = refused.map(|one| {
        format!("{} {} {}\n{:#}\n", one["method"], one["target"], one["said"], one["why"])
    });
    insta::assert_snapshot!("explained_lobby", told.collect::<String>());
}

#[tokio::test]
async fn a_job_of_marketo_is_explained_too() {
    let server = server();
    let instance = crate::marketo::support::Instance::fresh(&server, "");
    let create = json!({ "fields": ["id"], "filter": { "createdAt": {
        "startAt": "2026-01-01T00:00:00Z", "endAt": "2026-01-02T00:00:00Z" } } });
    let made = instance.post("/bulk/v1/leads/export/create.json", &create).await.ok().json();
    let id = made["result"][0]["exportId"].as_str().expect("an id");
    instance.get(&format!("/bulk/v1/leads/export/{id}/file.json")).await;
    let target = "/_mock/orgs/marketo/journal/explain";
    let answer = call(&server, "GET", target, &[], "").await.ok().json();
    let told = answer.to_string().replace(id, "<export>");
    let answer: Value = serde_json::from_str(&told).expect("JSON");
    insta::assert_snapshot!("explained_marketo", format!("{:#}", answer["refused"][0]));
}
