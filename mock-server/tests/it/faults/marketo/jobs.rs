//! What becomes of extracts: stuck, slow, failed, cancelled by somebody else, gone.

use bulk_mock::edge::JumpTarget;
use bulk_mock::org::ClockMode;

use super::*;
use crate::faults::raw::{install, listening};
use crate::support::builder;

const WAITS: &str = "export_queue_wait = \"60s\"\nexport_thousand_time = \"60s\"";

/// What clients see of an extract under a fault, from its making on.
async fn life(fault: &str) -> String {
    let server = listening().await;
    let instance = Instance::fresh(&server, WAITS);
    install(&instance.handle, &rule("fate", "export.create", fault));
    let job = Extract::usual(&instance).await;
    let mut life = format!("=== {fault}\nenqueue: {}\n", told(&job.seen("enqueue").await));
    for wait in ["0s", "60s", "60s", "60s", "1h", "192h"] {
        instance.wait(wait).await;
        let (status, file) = (job.seen("status").await, job.seen("file").await);
        life += &format!("{wait}: {} | file {}\n", told(&status), file.status);
    }
    life += &format!("enqueue: {}\n", told(&job.seen("enqueue").await));
    life += &format!("cancel: {}\n", told(&job.seen("cancel").await));
    life
}

async fn lives(faults: &[&str]) -> String {
    let mut all = String::new();
    for fault in faults {
        all += &life(fault).await;
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn case_7_and_21_an_extract_is_stuck_in_a_state() {
    let lives = lives(&[
        "stuck = { state = \"Created\" }",
        "stuck = { state = \"Created\", lasts = \"60s\" }",
        "stuck = { state = \"Queued\" }",
        "stuck = { state = \"Queued\", lasts = \"60s\" }",
        "stuck = { state = \"Processing\" }",
        "stuck = { state = \"Processing\", lasts = \"60s\" }",
    ]);
    insta::assert_snapshot!("stuck", lives.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extract_is_slow() {
    let lives =
        lives(&["slow = { queue = { plus = \"60s\" } }", "slow = { work = { times = 2.0 } }"]);
    insta::assert_snapshot!("slow", lives.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn case_22_an_extract_fails_or_somebody_else_cancels_it() {
    let lives = lives(&[
        "fail = { message = \"Disk is full\" }",
        "fail = { message = \"Disk is full\", at = 1.0 }",
        "abort = { at = 0.5 }",
    ]);
    insta::assert_snapshot!("ended", lives.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn case_19_and_20_an_extract_or_its_file_is_gone() {
    let lives = lives(&[
        "vanish = { at = 0.5 }",
        "vanish = { after = \"90s\" }",
        "vanish = { after = \"1h\" }",
        "results_late = { by = \"60s\" }",
        "results_late = {}",
        "retention_passed = { keeps_job = true }",
        "retention_passed = { after = \"60s\" }",
    ]);
    insta::assert_snapshot!("gone", lives.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_leaps_to_what_is_stuck_for_ever() {
    for state in ["Created", "Queued", "Processing"] {
        let server = listening().await;
        let instance = Instance::fresh(&server, WAITS);
        let fate = format!("stuck = {{ state = \"{state}\" }}");
        install(&instance.handle, &rule("fate", "export.create", &fate));
        let job = Extract::usual(&instance).await;
        job.seen("enqueue").await;
        instance.wait("60s").await;
        let before = instance.handle.now();
        let idle = instance.handle.advance(JumpTarget::Idle).await;
        assert_eq!((before, job.state().await.as_str()), (idle, state));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_what_is_stuck_moves_no_clock() {
    let auto = builder().clock(ClockMode::Auto).start().await.expect("a server");
    let instance = Instance::fresh(&auto, "export_queue_wait = \"24h\"");
    install(&instance.handle, &rule("fate", "export.create", "stuck = { state = \"Queued\" }"));
    let stuck = Extract::usual(&instance).await;
    stuck.seen("enqueue").await;
    instance.handle.with(|org| org.faults.clear());
    let fine = Extract::usual(&instance).await;
    fine.seen("enqueue").await;
    let from = instance.handle.now();
    for _ in 0..3 {
        assert_eq!(told(&stuck.seen("status").await), "\"Queued\"");
    }
    // The other one would have been over by then.
    assert!(instance.handle.now().since(from).millis() < 3_600_000);
    fine.seen("status").await;
    assert!(told(&fine.seen("status").await).starts_with("\"Completed\""));
    assert_eq!(told(&stuck.seen("status").await), "\"Queued\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stuck_in_the_queue_lets_others_pass() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "exports_running = 1");
    let rule = "name = \"first\"\nwhen.nth = 1\non.operation = \"marketo.export.create\"\n\
                inject.stuck = { state = \"Queued\" }";
    install(&instance.handle, rule);
    let (stuck, fine) = (Extract::usual(&instance).await, Extract::usual(&instance).await);
    stuck.seen("enqueue").await;
    fine.run().await;
    assert_eq!(stuck.state().await, "Queued");
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_known_by_what_they_extract_and_by_their_state() {
    let server = listening().await;
    let instance = Instance::fresh(&server, WAITS);
    let rule = "name = \"queued leads\"\non.object = \"leads\"\non.state = \"Queued\"\n\
                on.client = \"api@api.example.com\"\ninject.status = { status = 503 }";
    install(&instance.handle, rule);
    let job = Extract::usual(&instance).await;
    let created = job.seen("status").await.status;
    job.seen("enqueue").await;
    assert_eq!((created, job.seen("status").await.status), (200, 503));
    let cars = "/bulk/v1/customobjects/car_c/export";
    let body = serde_json::json!({ "fields": ["vin"], "filter": { "updatedAt": {
        "startAt": "2025-12-15T00:00:00Z", "endAt": "2025-12-31T00:00:00Z" } } });
    let cars = Extract::create(&instance, cars, &body).await;
    cars.seen("enqueue").await;
    assert_eq!(told(&cars.seen("status").await), "\"Queued\"");
}
