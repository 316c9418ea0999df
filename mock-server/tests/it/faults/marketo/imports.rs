//! What becomes of imports and of their rows.

use bulk_mock::edge::JumpTarget;

use super::*;
use crate::faults::raw::{install, listening};
use crate::marketo::support::LEADS as IMPORT;
use crate::support::lines;

const FILE: &str = "email,firstName\na@example.com,A\nb@example.com,B\nc@example.com,C\n\
                    d@example.com,D\n";
const WAITS: &str = "import_queue_wait = \"10s\"\nimport_row_time = \"5s\"";

/// What clients see of an import under a fault.
async fn life(fault: &str) -> String {
    let server = listening().await;
    let instance = Instance::fresh(&server, WAITS);
    install(&instance.handle, &rule("fate", "import.create", fault));
    let batch = instance.import(IMPORT, FILE).await;
    let mut life = format!("=== {fault}\n");
    for wait in ["0s", "10s", "10s", "10s", "1h"] {
        instance.wait(wait).await;
        let status = read(&server, &format!("/bulk/v1/leads/batch/{batch}.json")).await;
        let report = read(&server, &format!("/bulk/v1/leads/batch/{batch}/failures.json")).await;
        life += &format!("{wait}: {} | failures {}\n", told(&status), told(&report));
    }
    let emails = "a@example.com,b@example.com,c@example.com,d@example.com";
    let query = format!("filterType=email&filterValues={emails}&fields=email");
    let leads = read(&server, &format!("/rest/v1/leads.json?{query}")).await.json();
    let leads = leads["result"].as_array().map_or(0, Vec::len);
    let report = read(&server, &format!("/bulk/v1/leads/batch/{batch}/failures.json")).await;
    let report = if report.status == 200 && fault.contains("row_errors") {
        lines(&report.body)
    } else {
        String::new()
    };
    life + &format!("leads there: {leads}\n{report}")
}

async fn lives(faults: &[&str]) -> String {
    let mut all = String::new();
    for fault in faults {
        all += &life(fault).await;
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_stuck_or_slow() {
    let lives = lives(&[
        "stuck = { state = \"Queued\" }",
        "stuck = { state = \"Queued\", lasts = \"10s\" }",
        "stuck = { state = \"Importing\" }",
        "stuck = { state = \"Importing\", lasts = \"1h\" }",
        "slow = { queue = { plus = \"10s\" }, work = { times = 0.5 } }",
    ]);
    insta::assert_snapshot!("import_stuck", lives.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_fails_on_the_way_or_is_gone() {
    let lives = lives(&[
        "fail = { message = \"Disk is full\" }",
        "fail = { message = \"Disk is full\", at = 0.5 }",
        "abort = { at = 0.25 }",
        "vanish = { at = 0.75 }",
        "vanish = { after = \"15s\" }",
        "retention_passed = { after = \"1m\" }",
    ]);
    insta::assert_snapshot!("import_ended", lives.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn case_50_rows_are_refused() {
    let lives = lives(&[
        "row_errors = { code = \"1004\", rows = [2, 4] }",
        "row_errors = { code = \"1006\", fields = [\"age\"], where = { column = \"firstName\", \
         like = \"C*\" } }",
        "row_errors = { code = \"719\", message = \"Lock, \\\"wait\\\"\" }",
    ]);
    insta::assert_snapshot!("import_rows", lives.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_come_late_or_are_gone() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let bad = rule("bad", "import.create", "row_errors = { code = \"1004\", rows = 1 }");
    install(&instance.handle, &bad);
    install(&instance.handle, &rule("late", "import.create", "results_late = { by = \"1m\" }"));
    let gone = "retention_passed = { after = \"2m\", keeps_job = true }";
    install(&instance.handle, &rule("gone", "import.create", gone));
    let batch = instance.import(IMPORT, FILE).await;
    instance.finish().await;
    let mut statuses = Vec::new();
    for wait in ["0s", "1m", "1m"] {
        instance.wait(wait).await;
        let path = format!("/bulk/v1/leads/batch/{batch}/failures.json");
        statuses.push(read(&server, &path).await.status);
    }
    let status = read(&server, &format!("/bulk/v1/leads/batch/{batch}.json")).await;
    assert_eq!(statuses, [404, 200, 404]);
    assert!(told(&status).starts_with("\"Complete\""), "{}", told(&status));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_is_taken_after_some_attempts() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let locked = "row_errors = { code = \"719\", share = 0.9, attempts = 1 }";
    install(&instance.handle, &rule("locked", "import.create", locked));
    let mut failed = Vec::new();
    for file in [FILE, FILE, "email,firstName\nb@example.com,Other\nd@example.com,D\n"] {
        let batch = instance.import(IMPORT, file).await;
        instance.finish().await;
        failed.push(instance.batch(IMPORT, batch).await["numOfRowsFailed"].as_u64());
    }
    // Some rows of the first file; none of the same ones again; one that says something else may.
    assert!(failed[0] > Some(0) && failed[1] == Some(0), "{failed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_leaps_to_an_import_that_is_stuck_for_ever() {
    for state in ["Queued", "Importing"] {
        let server = listening().await;
        let instance = Instance::fresh(&server, WAITS);
        let fate = format!("stuck = {{ state = \"{state}\" }}");
        install(&instance.handle, &rule("fate", "import.create", &fate));
        let batch = instance.import(IMPORT, FILE).await;
        instance.wait("10s").await;
        let before = instance.handle.now();
        assert_eq!(before, instance.handle.advance(JumpTarget::Idle).await);
        assert_eq!(instance.batch(IMPORT, batch).await["status"], state);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn case_52_failures_are_answered_for_by_a_refusal_with_200() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let refused = "status = { status = 200, code = \"611\" }";
    install(&instance.handle, &rule("refused", "import.failures", refused));
    let batch = instance.import(IMPORT, FILE).await;
    let report = read(&server, &format!("/bulk/v1/leads/batch/{batch}/failures.json")).await;
    insta::assert_snapshot!(told(&report), @r#"200 "611" "System error", no result"#);
}
