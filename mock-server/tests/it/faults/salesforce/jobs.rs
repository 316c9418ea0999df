//! Jobs that are stuck, slow, ended by force, gone, or late with their results.

use std::fmt::Write as _;

use super::*;
use crate::support::{Org, SEVEN, server};

const STATES: [&str; 3] = ["Open", "UploadComplete", "InProgress"];

/// What an ingest and a query job look like, second by second.
async fn watched(org: &Org<'_>, seconds: u64) -> String {
    let (ingest, query) = (closed(org).await, asked(org).await);
    let mut told = String::new();
    let mut last = String::new();
    for second in 0..=seconds {
        let now = format!(
            "ingest {} | query {}",
            brief(&org.info(&ingest).await),
            brief(&query_info(org, &query).await)
        );
        if now != last {
            let _ = writeln!(told, "{second:>2} s: {now}");
            last = now;
        }
        org.advance(1000).await;
    }
    told
}

#[tokio::test]
async fn a_job_that_is_stuck_for_a_while_goes_on_afterwards() {
    let server = server();
    let mut told = String::new();
    for state in STATES {
        let rule = format!("inject.stuck = {{ state = \"{state}\", lasts = \"10s\" }}");
        let org = org_with(&server, &format!("stuck in {state}"), &rule);
        let _ = write!(told, "{state}\n{}", watched(&org, 40).await);
    }
    insta::assert_snapshot!("stuck_for_a_while", told);
}

#[tokio::test]
async fn a_job_that_is_stuck_for_ever_is_never_waited_for_and_can_be_aborted() {
    let server = server();
    let mut told = String::new();
    for state in STATES {
        let rule = format!("inject.stuck.state = \"{state}\"");
        let org = org_with(&server, &format!("for ever in {state}"), &rule);
        let job = closed(&org).await;
        let began = org.handle.now();
        org.until_idle().await;
        let waited = org.handle.now().since(began);
        let due = org.handle.with(|org| org.next_deadline().map(|at| at.since(began)));
        let _ = writeln!(
            told,
            "{state}: {} after {waited}, due {}; aborted {}",
            brief(&org.info(&job).await),
            due.map_or_else(|| "never".to_owned(), |due| due.to_string()),
            org.abort(&job).await.status,
        );
        assert_eq!(accounted(&org, &job).await, sent(&SEVEN), "{state}");
        let query = asked(&org).await;
        org.until_idle().await;
        let _ = writeln!(told, "query: {}", brief(&query_info(&org, &query).await));
    }
    insta::assert_snapshot!("stuck_for_ever", told);
}

#[tokio::test]
async fn a_job_that_is_held_open_takes_no_more_rows_and_may_be_closed_again() {
    let server = server();
    let org = org_with(&server, "held open", "inject.stuck.state = \"Open\"");
    let job = closed(&org).await;
    let mut told = org.show(&org.upload(&job, SEVEN.as_str()).await);
    let _ = writeln!(told, "{}", brief(&org.close(&job).await));
    let _ = writeln!(told, "deleted: {}", org.delete(&job).await.status);
    insta::assert_snapshot!(told, @r#"
    400 application/json;charset=UTF-8
    [{"errorCode":"INVALIDJOBSTATE","message":"Uploading data is not allowed while the job is in state UploadComplete"}]
    Open
    deleted: 400
    "#);
}

#[tokio::test]
async fn a_slow_job_waits_and_works_longer_by_a_factor_or_a_span() {
    let server = server();
    let mut told = String::new();
    for (place, slow) in [
        "queue = { times = 3.0 }",
        "work = { times = 2.0 }",
        "queue = { plus = \"5s\" }, work = { plus = \"10s\" }",
    ]
    .into_iter()
    .enumerate()
    {
        let rule = format!("inject.slow = {{ {slow} }}");
        let org = org_with(&server, &format!("slow {place}"), &rule);
        let _ = write!(told, "{slow}\n{}", watched(&org, 40).await);
    }
    insta::assert_snapshot!("slow", told);
}

#[tokio::test]
async fn a_job_fails_or_is_aborted_at_a_share_of_its_rows_and_every_row_is_accounted_for() {
    let server = server();
    let mut told = String::new();
    for kind in ["fail = { message = \"InternalServerError : Lost\", at = ", "abort = { at = "] {
        for at in ["0.0", "0.5", "1.0"] {
            let rule = format!("inject.{kind}{at} }}");
            let org = org_with(&server, &rule.replace(['"', ':', '{', '}', '/'], ""), &rule);
            let job = closed(&org).await;
            org.until_idle().await;
            let _ = writeln!(told, "{rule}\n{}", org.outcome(&job).await);
            assert_eq!(accounted(&org, &job).await, sent(&SEVEN), "{rule}");
            let written = org.rows("Contact").await;
            let _ = writeln!(told, "contacts: {}\n", written.lines().count() - 1);
        }
    }
    insta::assert_snapshot!("ended_at_a_share", told);
}

#[tokio::test]
async fn a_query_fails_or_is_aborted_at_a_share_of_its_rows() {
    let server = server();
    let mut told = String::new();
    for kind in ["fail = { message = \"Lost\", at = ", "abort = { at = ", "vanish = { at = "] {
        for at in ["0.0", "0.5", "1.0"] {
            let rule = format!("inject.{kind}{at} }}\non.operation = \"salesforce.query.create\"");
            let org = org_with(&server, &rule.replace(['"', '{', '}', '\n'], ""), &rule);
            closed(&org).await;
            org.until_idle().await;
            let query = asked(&org).await;
            org.until_idle().await;
            let _ = writeln!(
                told,
                "{kind}{at}: {}; results {}",
                brief(&query_info(&org, &query).await),
                query_results(&org, &query).await.status
            );
        }
    }
    insta::assert_snapshot!("query_ended_at_a_share", told);
}

#[tokio::test]
async fn a_job_that_vanished_is_not_listed_and_what_its_rows_did_stays() {
    let server = server();
    let mut told = String::new();
    for when in ["at = 0.5", "after = \"1s\"", "after = \"1h\""] {
        let org =
            org_with(&server, &when.replace('"', ""), &format!("inject.vanish = {{ {when} }}"));
        let job = closed(&org).await;
        org.until_idle().await;
        let before = brief(&org.info(&job).await);
        org.advance(3_600_000).await;
        let listed = org.get("/jobs/ingest").await.json()["records"].as_array().map(Vec::len);
        let _ = writeln!(
            told,
            "{when}: {before}; then {}, closing {}, results {}, {} listed, {} contacts",
            brief(&org.info(&job).await),
            org.close(&job).await.status,
            org.results(&job, "successfulResults").await.status,
            listed.unwrap_or_default(),
            org.rows("Contact").await.lines().count() - 1,
        );
    }
    insta::assert_snapshot!("vanished", told);
}

#[tokio::test]
async fn results_come_late_and_are_answered_for_as_before_the_end_until_then() {
    let server = server();
    let org = org_with(&server, "late", "inject.results_late.by = \"30s\"");
    let (job, query) = (closed(&org).await, asked(&org).await);
    org.until_idle().await;
    let mut told = String::new();
    for wait in [0, 29_000, 1000, 60_000] {
        org.advance(wait).await;
        let _ = writeln!(
            told,
            "{}: successful {}, failed {} | {}: results {}, pages {}",
            brief(&org.info(&job).await),
            org.results(&job, "successfulResults").await.status,
            org.results(&job, "failedResults").await.status,
            brief(&query_info(&org, &query).await),
            query_results(&org, &query).await.status,
            org.get(&format!("/jobs/query/{query}/resultPages")).await.status,
        );
    }
    insta::assert_snapshot!(told, @"
    JobComplete, 7 processed, 0 failed: successful 400, failed 400 | JobComplete, 0 processed: results 400, pages 400
    JobComplete, 7 processed, 0 failed: successful 400, failed 400 | JobComplete, 0 processed: results 200, pages 200
    JobComplete, 7 processed, 0 failed: successful 200, failed 200 | JobComplete, 0 processed: results 200, pages 200
    JobComplete, 7 processed, 0 failed: successful 200, failed 200 | JobComplete, 0 processed: results 200, pages 200
    ");
}

#[tokio::test]
async fn results_are_forgotten_early_with_the_job_or_alone() {
    let server = server();
    let mut told = String::new();
    for keeps in [false, true] {
        let rule = format!("inject.retention_passed = {{ after = \"10s\", keeps_job = {keeps} }}");
        let org = org_with(&server, &format!("kept {keeps}"), &rule);
        let (job, query) = (closed(&org).await, asked(&org).await);
        org.until_idle().await;
        for _ in 0..2 {
            let _ = writeln!(
                told,
                "keeps_job = {keeps}: {}, results {} | {}, results {}",
                brief(&org.info(&job).await),
                org.results(&job, "successfulResults").await.status,
                brief(&query_info(&org, &query).await),
                query_results(&org, &query).await.status,
            );
            org.advance(10_000).await;
        }
    }
    insta::assert_snapshot!(told, @r#"
    keeps_job = false: JobComplete, 7 processed, 0 failed, results 200 | JobComplete, 0 processed, results 200
    keeps_job = false: 404 "NOT_FOUND", results 404 | 404 "NOT_FOUND", results 404
    keeps_job = true: JobComplete, 7 processed, 0 failed, results 200 | JobComplete, 0 processed, results 200
    keeps_job = true: JobComplete, 7 processed, 0 failed, results 404 | JobComplete, 0 processed, results 404
    "#);
}

#[tokio::test]
async fn a_multipart_create_makes_a_job_with_its_fate_too() {
    let server = server();
    let org = org_with(&server, "multipart", "inject.fail.message = \"No\"");
    let body = "--x\r\ncontent-disposition: form-data; name=\"job\"\r\n\
                content-type: application/json\r\n\r\n\
                {\"object\":\"Contact\",\"operation\":\"insert\"}\r\n\
                --x\r\ncontent-disposition: form-data; name=\"content\"; filename=\"content\"\r\n\
                content-type: text/csv\r\n\r\nLastName\nAda\n\r\n--x--\r\n";
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    let created = org.call("POST", "/jobs/ingest", &kind, body).await.ok().json();
    org.until_idle().await;
    let job = created["id"].as_str().expect("an id");
    assert_eq!(brief(&org.info(job).await), "Failed, 0 processed, 0 failed: No");
}
