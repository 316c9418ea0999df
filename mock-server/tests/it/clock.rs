//! How an org's time flows: by command, by looks, as real time, faster than that.

use std::fmt::Write;

use bulk_mock::core::time::SimDuration;
use bulk_mock::org::{AutoStops, ClockMode};
use bulk_mock::{Builder, MockServer};
use serde_json::{Value, json};

use super::support::{Org, SEVEN, call, insert_contacts, server};

/// Waits that no test could sit through: an hour in the queue, an hour a row, batches of three.
fn slow(builder: Builder) -> Builder {
    builder.configure(|config, _| {
        let settings = &mut config.salesforce.settings;
        settings.queue_wait = SimDuration::from_hours(1);
        settings.record_time = SimDuration::from_hours(1);
        settings.batch_rows = 3;
        // A clock that races must not forget a job while the test fetches its breath.
        settings.open_job_retention = SimDuration::from_hours(1_000_000);
        settings.job_retention = SimDuration::from_hours(1_000_000);
    })
}

fn auto(stops: AutoStops) -> MockServer {
    let builder = slow(MockServer::builder().seed(1).clock(ClockMode::Auto));
    builder.configure(|config, _| config.auto_stops = stops).offline().expect("a server")
}

async fn closed(sf: &Org<'_>) -> String {
    let job = sf.open(insert_contacts()).await;
    sf.upload(&job, SEVEN.as_str()).await.ok();
    sf.close(&job).await.ok();
    job
}

/// What a client that polls sees, until the job is over.
async fn looks(sf: &Org<'_>, job: &str) -> String {
    let mut page = String::new();
    for _ in 0..100 {
        let info = sf.info(job).await.json();
        let _ = writeln!(page, "{} {}", info["state"], info["numberRecordsProcessed"]);
        if info["state"] == "JobComplete" {
            return page;
        }
    }
    panic!("the job is never over:\n{page}");
}

/// Asks again until the answer is as wanted; the fact is waited for, not the time.
async fn until_complete(sf: &Org<'_>, job: &str) -> Value {
    loop {
        let info = sf.info(job).await.json();
        if info["state"] == "JobComplete" {
            return info;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn under_auto_a_job_is_over_in_a_few_looks_whatever_its_size() {
    let server = auto(AutoStops::States);
    let sf = Org::demo(&server);
    let job = closed(&sf).await;
    insta::assert_snapshot!(looks(&sf, &job).await, @r#"
    "InProgress" 0
    "JobComplete" 7
    "#);
}

#[tokio::test]
async fn under_auto_looks_can_stop_at_every_batch() {
    let server = auto(AutoStops::Batches);
    let sf = Org::demo(&server);
    let job = closed(&sf).await;
    insta::assert_snapshot!(looks(&sf, &job).await, @r#"
    "InProgress" 0
    "InProgress" 3
    "InProgress" 6
    "JobComplete" 7
    "#);
}

#[tokio::test]
async fn under_auto_only_a_look_that_would_show_nothing_new_moves_time() {
    let server = auto(AutoStops::States);
    let sf = Org::demo(&server);
    let job = closed(&sf).await;
    for _ in 0..5 {
        sf.get("/jobs/ingest").await.ok();
        sf.get("/limits").await.ok();
        sf.results(&job, "failedResults").await;
    }
    let listed = sf.get("/jobs/ingest").await.json()["records"][0]["state"].clone();
    assert_eq!(listed, "UploadComplete");
    // An open job has nothing to come, and a finished one only its end.
    let open = sf.open(insert_contacts()).await;
    looks(&sf, &job).await;
    for _ in 0..5 {
        assert_eq!(sf.info(&open).await.json()["state"], "Open");
        assert_eq!(sf.info(&job).await.json()["state"], "JobComplete");
    }
}

#[tokio::test]
async fn under_auto_looks_at_one_job_play_the_others_on_the_way() {
    let server = auto(AutoStops::States);
    let sf = Org::demo(&server);
    let first = closed(&sf).await;
    let second = closed(&sf).await;
    looks(&sf, &second).await;
    let listed = sf.get("/jobs/ingest").await.json();
    let states: Vec<&Value> =
        listed["records"].as_array().expect("a list").iter().map(|job| &job["state"]).collect();
    assert_eq!(states, [&json!("JobComplete"); 2], "{first} {second}");
}

#[tokio::test]
async fn under_auto_two_who_look_at_once_do_not_skip_a_state() {
    let server = auto(AutoStops::States);
    let sf = Org::demo(&server);
    let job = closed(&sf).await;
    let (one, other) = tokio::join!(sf.info(&job), sf.info(&job));
    let states = [&one.json()["state"], &other.json()["state"]].map(Value::clone);
    assert_eq!(states, [json!("InProgress"), json!("InProgress")]);
    assert_eq!(sf.info(&job).await.json()["state"], "JobComplete");
}

#[tokio::test]
async fn a_manual_clock_moves_on_command_only_and_lands_where_it_is_told() {
    let server = server();
    let declared = r#"{"name":"slow","access_token":"t","settings":{"queue_wait":"10s",
        "record_time":"1s","batch_rows":3}}"#;
    call(&server, "POST", "/_mock/orgs", &[], declared).await.ok();
    let bearer = [("authorization", "Bearer t")];
    let job = {
        let body = insert_contacts().to_string();
        let json = [bearer[0], ("content-type", "application/json")];
        let made = call(&server, "POST", "/services/data/v62.0/jobs/ingest", &json, body).await;
        made.json()["id"].as_str().expect("an id").to_owned()
    };
    let path = format!("/services/data/v62.0/jobs/ingest/{job}");
    call(&server, "PUT", &format!("{path}/batches"), &bearer, SEVEN.as_str()).await.ok();
    call(&server, "PATCH", &path, &bearer, r#"{"state":"UploadComplete"}"#).await.ok();
    let mut page = String::new();
    for step in [
        r#"{"by":"9999ms"}"#,
        r#"{"by":"1ms"}"#,
        r#"{"to_next_event":true}"#,
        r#"{"by":"1h"}"#,
        r#"{"until_idle":true}"#,
        r#"{"to_next_event":true}"#,
        r#"{"to_next_event":true}"#,
    ] {
        let clock =
            call(&server, "POST", "/_mock/orgs/slow/clock/advance", &[], step).await.ok().json();
        let info = call(&server, "GET", &path, &bearer, "").await;
        let info = if info.status == 404 { json!({}) } else { info.json() };
        let _ = writeln!(
            page,
            "{step}: now {} next {} work {}: {} {}",
            clock["now"],
            clock["next_event"],
            clock["next_work"],
            info["state"],
            info["numberRecordsProcessed"]
        );
    }
    insta::assert_snapshot!("manual_steps", page);
}

#[tokio::test]
async fn a_jump_writes_each_change_at_its_own_instant() {
    let server = server();
    let settings = "queue_wait = \"10s\"\nrecord_time = \"1s\"\nbatch_rows = 3";
    let sf = Org::fresh(&server, "slow", settings);
    let job = closed(&sf).await;
    sf.advance(3_600_000).await;
    let journal = call(&server, "GET", "/_mock/orgs/slow/journal", &[], "").await.text();
    let mut page = String::new();
    for line in journal.lines() {
        let entry: Value = serde_json::from_str(line).expect("JSON");
        if entry["entry"] == "transition" {
            let _ = writeln!(page, "{} {} -> {}", entry["place"]["at"], entry["from"], entry["to"]);
        }
    }
    let modified = sf.info(&job).await.json()["systemModstamp"].clone();
    insta::assert_snapshot!(format!("{page}{modified}"), @r#"
    "2026-01-01T00:00:00.000Z" null -> "Open"
    "2026-01-01T00:00:00.000Z" "Open" -> "UploadComplete"
    "2026-01-01T00:00:10.000Z" "UploadComplete" -> "InProgress"
    "2026-01-01T00:00:17.000Z" "InProgress" -> "JobComplete"
    "2026-01-01T00:00:17.000+0000"
    "#);
}

#[tokio::test]
async fn a_wall_clock_needs_nobody_to_move_it() {
    let server = MockServer::builder().seed(1).offline().expect("a server");
    let sf = Org::demo(&server);
    let job = closed(&sf).await;
    let info = until_complete(&sf, &job).await;
    assert_eq!(info["numberRecordsProcessed"], 7);
}

#[tokio::test]
async fn a_scaled_clock_makes_hours_of_milliseconds() {
    let builder = slow(MockServer::builder().seed(1).clock(ClockMode::Scaled(36_000_000.0)));
    let server = builder.offline().expect("a server");
    let sf = Org::demo(&server);
    let job = closed(&sf).await;
    let info = until_complete(&sf, &job).await;
    assert_eq!(info["totalProcessingTime"], 7 * 3600 * 1000);
}

#[tokio::test]
async fn orgs_have_clocks_of_their_own() {
    let server = server();
    let (a, b) = (Org::fresh(&server, "a", ""), Org::fresh(&server, "b", ""));
    a.advance(3_600_000).await;
    let made = |info: Value| info["createdDate"].as_str().map(str::to_owned);
    let (in_a, in_b) = (a.create(insert_contacts()).await, b.create(insert_contacts()).await);
    assert_eq!(made(in_a.json()).as_deref(), Some("2026-01-01T01:00:00.000+0000"));
    assert_eq!(made(in_b.json()).as_deref(), Some("2026-01-01T00:00:00.000+0000"));
}
