//! The admin surface: every answer, and every error with what to do about it.

mod document;
mod fits;
mod guards;
mod journal;
mod reset;
mod rules;
mod state;
mod stream;

use std::fmt::Write;

use bulk_mock::MockServer;

use super::support::{Org, SEVEN, call, insert_contacts, server, show};

/// An org in which something happened.
async fn busy(server: &MockServer) -> Org<'_> {
    let sf = Org::fresh(server, "acme", "");
    sf.run(insert_contacts(), SEVEN.as_str()).await;
    sf.open(insert_contacts()).await;
    sf
}

#[tokio::test]
async fn every_route_answers() {
    let server = server();
    let sf = busy(&server).await;
    let mut page = String::new();
    for target in [
        "/_mock/health",
        "/_mock/orgs",
        "/_mock/orgs/acme",
        "/_mock/orgs/acme/jobs",
        "/_mock/orgs/acme/rows/Contact",
        "/_mock/orgs/acme/rows/contact?format=csv",
        "/_mock/orgs/acme/rows/Lead",
        "/_mock/orgs/acme/rows/Lead?format=csv",
        "/_mock/orgs/acme/rows/User",
        "/_mock/orgs/acme/rows/Organization",
        "/_mock/orgs/acme/clock",
    ] {
        let answer = call(&server, "GET", target, &[], "").await;
        let _ = writeln!(page, "{target}\n{}", sf.show(&answer));
    }
    let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    insta::assert_snapshot!("answers", page.replace(&version, "\"<version>\""));
}

#[tokio::test]
async fn rows_come_as_csv_for_a_client_that_takes_nothing_else() {
    let server = server();
    busy(&server).await;
    let target = "/_mock/orgs/acme/rows/Contact";
    let csv = call(&server, "GET", target, &[("accept", "text/csv")], "").await;
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
}

#[tokio::test]
async fn every_error_says_what_to_do() {
    let server = server();
    let sf = busy(&server).await;
    let advance = "/_mock/orgs/acme/clock/advance";
    let mut page = String::new();
    for (method, target, body) in [
        ("GET", "/_mock", ""),
        ("GET", "/_mock/", ""),
        ("GET", "/_mock/nothing", ""),
        ("GET", "/_mock/orgs/nobody", ""),
        ("GET", "/_mock/orgs/nobody/jobs", ""),
        ("GET", "/_mock/orgs/nobody/journal", ""),
        ("GET", "/_mock/orgs/nobody/rows/Contact", ""),
        ("GET", "/_mock/orgs/nobody/clock", ""),
        ("GET", "/_mock/orgs/acme/rows/Blah", ""),
        ("GET", "/_mock/orgs/acme/rows/Contact?format=xml", ""),
        ("GET", "/_mock/orgs/acme/rows/Contact?colour=red", ""),
        ("POST", "/_mock/orgs/nobody/clock/advance", r#"{"by":"5s"}"#),
        ("POST", advance, ""),
        ("POST", advance, "{}"),
        ("POST", advance, r#"{"by":"5s","until_idle":true}"#),
        ("POST", advance, r#"{"by":"five"}"#),
        ("POST", advance, r#"{"by":"-5s"}"#),
        ("POST", advance, r#"{"by":5}"#),
        ("POST", advance, r#"{"to":"2026-01-01T00:00:00Z"}"#),
        ("POST", "/_mock/orgs", ""),
        ("POST", "/_mock/orgs", "{}"),
        ("POST", "/_mock/orgs", r#"{"name":""}"#),
        ("POST", "/_mock/orgs", r#"{"name":"acme"}"#),
        ("POST", "/_mock/orgs", r#"{"name":"b","colour":"red"}"#),
        ("POST", "/_mock/orgs", r#"{"name":"b","clock":"fast"}"#),
        ("POST", "/_mock/orgs", r#"{"name":"b","access_token":"token-of-acme"}"#),
        (
            "POST",
            "/_mock/orgs",
            r#"{"name":"b","users":[{"username":"Demo@Example.com","password":"p"}]}"#,
        ),
        ("POST", "/_mock/orgs", r#"{"name":"b","settings":{"queue_wiat":"5s"}}"#),
        ("POST", "/_mock/orgs", r#"{"name":"b","settings":{"queue_wait":"five"}}"#),
        (
            "POST",
            "/_mock/orgs",
            r#"{"name":"b","clients":[{"client_id":"c","certificate":"none"}]}"#,
        ),
        ("DELETE", "/_mock/orgs/acme", ""),
        ("PUT", "/_mock/health", ""),
    ] {
        let answer = call(&server, method, target, &[], body).await;
        let _ = writeln!(page, "{method} {target} {body}\n{}", sf.show(&answer));
    }
    insta::assert_snapshot!("errors", page);
}

#[tokio::test]
async fn a_clock_that_follows_real_time_is_not_moved() {
    let server = MockServer::builder().offline().expect("a server");
    let target = "/_mock/orgs/demo/clock/advance";
    let answer = call(&server, "POST", target, &[], r#"{"by":"5s"}"#).await;
    insta::assert_snapshot!(show(&answer), @r#"
    409 application/json
    {
      "error": "the clock of org `demo` is \"wall\", which follows real time",
      "remedy": "set it with PUT to \"manual\" or \"auto\", declare the org with that clock, or start the server with --clock manual or --clock auto"
    }
    "#);
}

#[tokio::test]
async fn a_refused_declaration_leaves_nothing_behind() {
    let server = server();
    let bad =
        r#"{"name":"b","access_token":"tb","clients":[{"client_id":"c","certificate":"none"}]}"#;
    assert_ne!(call(&server, "POST", "/_mock/orgs", &[], bad).await.status, 201);
    assert_eq!(call(&server, "GET", "/_mock/orgs/b", &[], "").await.status, 404);
    let good = r#"{"name":"b","access_token":"tb","clients":[{"client_id":"c"}]}"#;
    assert_eq!(call(&server, "POST", "/_mock/orgs", &[], good).await.status, 201);
}
