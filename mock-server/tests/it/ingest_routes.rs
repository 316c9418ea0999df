//! Every route of an ingest job in every state that a job can be in.

use std::fmt::Write;

use bulk_mock::MockServer;
use serde_json::json;

use super::support::{Answer, Org, SEVEN, insert_contacts, server};

/// Batches of three rows, a second a row, two seconds in the queue.
const SLOW: &str = r#"batch_rows = 3
record_time = "1s"
queue_wait = "2s""#;

/// A job and where it stands.
struct Standing<'a> {
    sf: Org<'a>,
    job: String,
}

/// Brings a new job of a fresh org into a state, by the way that clients take.
async fn standing<'a>(
    server: &'a MockServer,
    version: &'static str,
    org: &str,
    state: &str,
) -> Standing<'a> {
    let sf = Org::fresh(server, org, SLOW).speaking(version);
    let job = sf.open(insert_contacts()).await;
    if state != "open_before_upload" && state != "aborted_before_upload" {
        let bad = "Nickname__c\nx\n";
        let csv = if state == "failed" { bad } else { SEVEN.as_str() };
        sf.upload(&job, csv).await.ok();
    }
    let closed = !matches!(
        state,
        "open_before_upload" | "open_after_upload" | "aborted_before_upload" | "aborted_from_open"
    );
    if closed {
        sf.advance(1000).await;
        sf.close(&job).await.ok();
    }
    match state {
        // Two seconds of waiting, three of work on the first batch, and one into the second.
        "in_progress" | "aborted_from_in_progress" => sf.advance(6000).await,
        "job_complete" | "failed" | "deleted" => sf.until_idle().await,
        _ => {}
    }
    if state.starts_with("aborted") {
        sf.advance(500).await;
        sf.abort(&job).await.ok();
    }
    if state == "deleted" {
        sf.delete(&job).await.ok();
    }
    Standing { sf, job }
}

const STATES: &[&str] = &[
    "open_before_upload",
    "open_after_upload",
    "upload_complete",
    "in_progress",
    "job_complete",
    "aborted_before_upload",
    "aborted_from_open",
    "aborted_from_upload_complete",
    "aborted_from_in_progress",
    "failed",
    "deleted",
];

const ROUTES: &[&str] = &[
    "GET info",
    "GET list",
    "PUT batches",
    "PATCH UploadComplete",
    "PATCH Aborted",
    "DELETE",
    "GET successfulResults",
    "GET failedResults",
    "GET unprocessedrecords",
];

async fn take(route: &str, at: &Standing<'_>) -> Answer {
    let (sf, job) = (&at.sf, at.job.as_str());
    match route {
        "GET info" => sf.info(job).await,
        "GET list" => sf.get("/jobs/ingest").await,
        "PUT batches" => sf.upload(job, "LastName\nOther\n").await,
        "PATCH UploadComplete" => sf.close(job).await,
        "PATCH Aborted" => sf.abort(job).await,
        "DELETE" => sf.delete(job).await,
        other => sf.results(job, other.trim_start_matches("GET ")).await,
    }
}

#[tokio::test]
async fn every_route_answers_in_every_state() {
    let server = server();
    for state in STATES {
        let mut page = String::new();
        for route in ROUTES {
            let at = standing(&server, "v62.0", &format!("{state} {route}"), state).await;
            let answer = take(route, &at).await;
            let _ = writeln!(page, "{route}\n{}", at.sf.show(&answer));
        }
        insta::assert_snapshot!(*state, page);
    }
}

#[tokio::test]
async fn a_create_is_answered_with_the_job_and_its_upload_address() {
    let server = server();
    let sf = Org::demo(&server);
    let created = sf.create(insert_contacts()).await;
    insta::assert_snapshot!("create", sf.show(&created));
}

#[tokio::test]
async fn a_create_tells_what_an_upsert_matches_by() {
    let server = server();
    let sf = Org::demo(&server);
    let wanted = json!({
        "object": "contact", "operation": "upsert", "externalIdFieldName": "external_id__c",
        "columnDelimiter": "PIPE", "lineEnding": "CRLF", "contentType": "CSV",
        "assignmentRuleId": "01Q5g000000K1a2"
    });
    let created = sf.create(wanted).await;
    insta::assert_snapshot!("create_upsert", sf.show(&created));
}

#[tokio::test]
async fn a_multipart_create_is_closed_at_once() {
    let server = server();
    let sf = Org::demo(&server);
    let body = "--B\r\nContent-Type: application/json\r\n\
        Content-Disposition: form-data; name=\"job\"\r\n\r\n\
        {\"object\":\"Contact\",\"operation\":\"insert\"}\r\n--B\r\nContent-Type: text/csv\r\n\
        Content-Disposition: form-data; name=\"content\"; filename=\"content\"\r\n\r\n\
        LastName\nOne\nTwo\n\r\n--B--\r\n";
    let kind = [("content-type", "multipart/form-data; boundary=\"B\"")];
    let created = sf.call("POST", "/jobs/ingest/", &kind, body).await;
    sf.until_idle().await;
    let job = created.json()["id"].as_str().expect("an id").to_owned();
    let page = format!("{}\n{}", sf.show(&created), sf.outcome(&job).await);
    insta::assert_snapshot!("create_multipart", page);
}

#[tokio::test]
async fn answers_have_the_keys_of_their_version_and_no_other() {
    let server = server();
    let mut page = String::new();
    for version in ["v47.0", "v60.0", "v61.0", "v68.0"] {
        for state in ["open_before_upload", "open_after_upload", "job_complete", "failed"] {
            let at = standing(&server, version, &format!("{version} {state}"), state).await;
            let info = at.sf.info(&at.job).await;
            let _ = writeln!(
                page,
                "{version} {state} ({}): {}",
                info.json()["apiVersion"],
                info.keys()
            );
        }
    }
    insta::assert_snapshot!("keys_by_version", page);
}

#[tokio::test]
async fn progress_shows_batch_by_batch() {
    let server = server();
    let sf = Org::fresh(&server, "slow", SLOW);
    let job = sf.open(insert_contacts()).await;
    sf.upload(&job, SEVEN.as_str()).await.ok();
    sf.close(&job).await.ok();
    let mut page = String::new();
    for second in 0..=10 {
        let info = sf.info(&job).await.json();
        let _ = writeln!(
            page,
            "{second:>2}s {} processed {} total {} active {}",
            info["state"],
            info["numberRecordsProcessed"],
            info["totalProcessingTime"],
            info["apiActiveProcessingTime"],
        );
        sf.advance(1000).await;
    }
    insta::assert_snapshot!(page, @r#"
     0s "UploadComplete" processed 0 total 0 active 0
     1s "UploadComplete" processed 0 total 0 active 0
     2s "InProgress" processed 0 total 0 active 0
     3s "InProgress" processed 0 total 0 active 0
     4s "InProgress" processed 0 total 0 active 0
     5s "InProgress" processed 3 total 0 active 3000
     6s "InProgress" processed 3 total 0 active 3000
     7s "InProgress" processed 3 total 0 active 3000
     8s "InProgress" processed 6 total 0 active 6000
     9s "JobComplete" processed 7 total 7000 active 7000
    10s "JobComplete" processed 7 total 7000 active 7000
    "#);
}

#[tokio::test]
async fn job_ids_of_15_characters_and_paths_in_any_spelling_lead_to_the_job() {
    let server = server();
    let sf = Org::demo(&server);
    let job = sf.run(insert_contacts(), "LastName\nOne\n").await;
    for path in [
        format!("/jobs/ingest/{}", &job[..15]),
        format!("/jobs/ingest/{job}/"),
        format!("/Jobs/INGEST/{job}"),
        format!("/jobs/ingest/{job}/unprocessedRecords"),
        format!("/jobs/ingest/{job}/UNPROCESSEDRECORDS/"),
        format!("/jobs/ingest/{job}/successfulResults/"),
        format!("/jobs/./ingest/x/../{job}/failedresults"),
    ] {
        assert_eq!(sf.get(&path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_job_list_has_pages_of_a_thousand_and_does_not_shift() {
    let server = server();
    let sf = Org::demo(&server);
    for _ in 0..1001 {
        sf.open(insert_contacts()).await;
    }
    let first = sf.get("/jobs/ingest").await.json();
    let next = first["nextRecordsUrl"].as_str().expect("a next page").to_owned();
    let newcomer = sf.open(insert_contacts()).await;
    let path = next.strip_prefix("/services/data/v62.0").expect("a path of this version");
    let second = sf.get(path).await.json();
    assert_eq!(first["records"].as_array().map(Vec::len), Some(1000));
    assert_eq!(second["records"].as_array().map(Vec::len), Some(1));
    assert_eq!(second["nextRecordsUrl"], json!(null));
    assert_eq!((&first["done"], &second["done"]), (&json!(false), &json!(true)));
    assert_ne!(second["records"][0]["id"], json!(newcomer));
}

#[tokio::test]
async fn list_filters_let_through_what_they_name() {
    let server = server();
    let sf = Org::demo(&server);
    sf.open(insert_contacts()).await;
    let mut page = String::new();
    for query in [
        "",
        "?jobType=V2Ingest",
        "?jobType=V2Query",
        "?jobType=Classic",
        "?jobType=BigObjectIngest",
        "?jobType=v2ingest",
        "?concurrencyMode=parallel",
        "?concurrencyMode=Serial",
        "?concurrencyMode=both",
        "?isPkChunkingEnabled=true",
        "?isPkChunkingEnabled=false",
        "?queryLocator=01g000000000001AAA-1000",
        "?queryLocator=nonsense",
    ] {
        let answer = sf.get(&format!("/jobs/ingest{query}")).await;
        let found = match answer.json()["records"].as_array() {
            Some(records) => format!("{} jobs", records.len()),
            None => answer.text(),
        };
        let _ = writeln!(page, "{query:<42} {} {found}", answer.status);
    }
    insta::assert_snapshot!("list_filters", page);
}

#[tokio::test]
async fn a_job_is_gone_when_its_days_are_over() {
    let server = server();
    let sf = Org::demo(&server);
    let done = sf.run(insert_contacts(), "LastName\nOne\n").await;
    let open = sf.open(insert_contacts()).await;
    let day = 24 * 3600 * 1000;
    sf.advance(day - 1).await;
    assert_eq!(sf.info(&open).await.json()["state"], "Open");
    sf.advance(1).await;
    assert_eq!(sf.info(&open).await.json()["state"], "Aborted");
    sf.advance(6 * day - 1).await;
    assert_eq!(sf.info(&done).await.status, 200);
    sf.advance(1).await;
    assert_eq!(sf.info(&done).await.status, 404);
    assert_eq!(sf.results(&done, "successfulResults").await.status, 404);
}

#[tokio::test]
async fn a_second_upload_is_taken_and_refused_at_the_closing() {
    let server = server();
    let mut page = String::new();
    for (name, settings) in [("v43", ""), ("v47", "second_upload_code = \"bulk_api_error\"")] {
        let sf = Org::fresh(&server, name, settings);
        let job = sf.open(insert_contacts()).await;
        sf.upload(&job, "LastName\nOne\n").await.ok();
        let second = sf.upload(&job, "LastName\nTwo\n").await;
        let closed = sf.close(&job).await;
        let aborted = sf.abort(&job).await.ok().json();
        let _ = writeln!(page, "{}{}", sf.show(&second), sf.show(&closed));
        let _ = writeln!(page, "{}\n", aborted["state"]);
    }
    insta::assert_snapshot!("second_upload", page);
}

#[tokio::test]
async fn results_before_the_end_are_a_setting() {
    let server = server();
    let mut page = String::new();
    for choice in ["refuse", "not_found", "header_only"] {
        let settings = format!("{SLOW}\nresults_before_completion = \"{choice}\"");
        let sf = Org::fresh(&server, choice, &settings);
        let job = sf.open(insert_contacts()).await;
        let before = sf.results(&job, "failedResults").await;
        sf.upload(&job, SEVEN.as_str()).await.ok();
        sf.close(&job).await.ok();
        sf.advance(6000).await;
        let during = sf.results(&job, "successfulResults").await;
        let _ = writeln!(page, "{choice}\n{}{}", sf.show(&before), sf.show(&during));
    }
    insta::assert_snapshot!("early_results", page);
}

#[tokio::test]
async fn closing_without_an_upload_is_a_setting() {
    let server = server();
    let mut page = String::new();
    for choice in ["complete", "refuse"] {
        let sf = Org::fresh(&server, choice, &format!("close_without_upload = \"{choice}\""));
        let job = sf.open(insert_contacts()).await;
        let closed = sf.close(&job).await;
        sf.until_idle().await;
        let state = sf.info(&job).await.json()["state"].clone();
        let _ = writeln!(page, "{choice}\n{}{state}\n", sf.show(&closed));
    }
    insta::assert_snapshot!("close_without_upload", page);
}
