//! What an idle org costs in memory, and what it takes to reset one.
//!
//! ```text
//! cargo run --release -p bulk-mock --example org_cost             # 1 000 orgs
//! cargo run --release -p bulk-mock --example org_cost -- 100
//! ```
//!
//! Half of the orgs are declared, half are opened by their first call; none holds data of its own, and
//! all keep what a reset goes back to. The org that is reset is the demo org with its rows, into which a
//! job of 200 contacts went before each reset. Aims: tens of KiB an org, a reset under a millisecond.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use bulk_mock::MockServer;
use bulk_mock::edge::JumpTarget;
use bulk_mock::org::{Declaration, Sessions};

const ORGS: usize = 1_000;
const ROUNDS: usize = 101;

#[tokio::main]
async fn main() {
    let orgs = std::env::args().nth(1).map_or(Some(ORGS), |orgs| orgs.parse().ok());
    let orgs = orgs.filter(|orgs| *orgs > 1).expect("usage: org_cost [ORGS]");
    let epoch = "2026-01-01T00:00:00Z".parse().expect("an instant");
    let server = MockServer::builder()
        .manual_clock(epoch)
        .configure(|config, _| config.any_token = true)
        .offline()
        .expect("a server");
    // Whatever is made once is made before counting begins.
    call(&server, "GET", "/services/data/v62.0/limits", "warm", "").await;
    let before = resident_kib();
    for number in 0..orgs / 2 {
        let declared = Declaration {
            name: format!("declared-{number}"),
            access_token: Some(format!("declared-token-{number}")),
            ..Declaration::default()
        };
        server.declare(&declared).expect("an org");
    }
    let declared = resident_kib();
    for number in orgs / 2..orgs {
        call(&server, "GET", "/services/data/v62.0/limits", &format!("any-{number}"), "").await;
    }
    let opened = resident_kib();
    report("declared org", (declared - before) / (orgs / 2) as f64);
    report(
        "org of first use, with the call that opened it",
        (opened - declared) / (orgs / 2) as f64,
    );
    reset(&server, "declared-0", false).await;
    reset(&server, "demo", false).await;
    reset(&server, "demo", true).await;
}

/// Resets an org again and again, after a job went into it if told so.
async fn reset(server: &MockServer, name: &str, busy: bool) {
    let org = server.org(name);
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        if busy {
            let rows: String = (0..200).map(|n| format!("Person {n}\n")).collect();
            let jobs = "/services/data/v62.0/jobs/ingest";
            let job = r#"{"object":"Contact","operation":"insert"}"#;
            let made = call(server, "POST", jobs, bulk_mock::DEMO_TOKEN, job).await;
            let id = made.split("\"id\":\"").nth(1).and_then(|rest| rest.get(..18));
            let path = format!("{jobs}/{}", id.expect("an id"));
            let upload = format!("LastName\n{rows}");
            call(server, "PUT", &format!("{path}/batches"), bulk_mock::DEMO_TOKEN, &upload).await;
            let close = r#"{"state":"UploadComplete"}"#;
            call(server, "PATCH", &path, bulk_mock::DEMO_TOKEN, close).await;
            org.advance(JumpTarget::Idle).await;
        }
        times.push(timed(org.reset(Sessions::Keep)).await);
    }
    times.sort_unstable();
    let what = if busy { "after a job of 200 rows" } else { "untouched" };
    let (median, worst) = (times[ROUNDS / 2], times[ROUNDS - 1]);
    println_line(&format!("reset of {name}, {what}: median {median:?}, worst {worst:?}"));
}

#[expect(clippy::disallowed_methods, reason = "an example that measures")]
async fn timed(work: impl Future<Output = ()>) -> Duration {
    let began = std::time::Instant::now();
    work.await;
    began.elapsed()
}

async fn call(server: &MockServer, method: &str, target: &str, token: &str, body: &str) -> String {
    let kind = if method == "PUT" { "text/csv" } else { "application/json" };
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header("host", "localhost")
        .header("content-type", kind)
        .header("authorization", format!("Bearer {token}"));
    let request = request.body(Body::from(body.to_owned())).expect("a request");
    let response = server.call(request).await;
    assert!(response.status().is_success(), "{method} {target} {}", response.status());
    let body = http_body_util::BodyExt::collect(response.into_body()).await.expect("a body");
    String::from_utf8_lossy(&body.to_bytes()).into_owned()
}

/// Memory that the process holds, in KiB.
fn resident_kib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a line");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
}

fn report(what: &str, kib: f64) {
    println_line(&format!("{what}: {kib:.1} KiB"));
}

#[expect(clippy::print_stdout, reason = "an example that reports")]
fn println_line(line: &str) {
    println!("{line}");
}
