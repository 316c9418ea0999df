//! Limits: calls in a window, at once and by the day, and what does not count.

use super::support::{CLIENT, Instance, refusal};
use crate::support::{call, server};

const PATH: &str = "/rest/v1/stats/usage.json";

#[tokio::test]
async fn a_first_time_user_meets_no_limit() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    for _ in 0..150 {
        assert_eq!(instance.get(PATH).await.json()["success"], true);
    }
}

#[tokio::test]
async fn the_hundred_and_first_call_in_twenty_seconds_is_refused() {
    let server = server();
    let instance = Instance::fresh(&server, "enforce_rate_limit = true");
    for _ in 0..100 {
        instance.get(PATH).await;
    }
    let refused = instance.get(PATH).await;
    instance.wait("20s").await;
    let later = instance.get(PATH).await;
    assert_eq!(refusal(&refused), "200 606 Max rate limit '100' exceeded with in '20' secs");
    assert_eq!(later.json()["success"], true);
}

#[tokio::test]
async fn the_days_calls_are_used_up_until_midnight_central() {
    let server = server();
    // The day of 2025-12-31 ends at 06:00 UTC.
    let instance = Instance::fresh(&server, "enforce_daily_calls = true\ndaily_calls = 2");
    let mut told = Vec::new();
    for wait in ["0ms", "0ms", "0ms", "5h", "1h"] {
        instance.wait(wait).await;
        let answer = instance.get(PATH).await;
        let success = answer.json()["success"] == true;
        told.push(if success { "taken".to_owned() } else { refusal(&answer) });
    }
    assert_eq!(
        told,
        [
            "taken",
            "taken",
            "200 607 Daily quota '2' reached",
            "200 607 Daily quota '2' reached",
            "taken"
        ]
    );
}

#[tokio::test]
async fn token_calls_and_bad_tokens_count_for_nothing() {
    let server = server();
    let instance = Instance::fresh(&server, "enforce_daily_calls = true\ndaily_calls = 1");
    let ask = format!(
        "/identity/oauth/token?grant_type=client_credentials&client_id={CLIENT}&client_secret=x"
    );
    for _ in 0..3 {
        call(&server, "GET", &ask, &[], "").await;
        call(&server, "GET", PATH, &[("authorization", "Bearer x")], "").await;
    }
    assert_eq!(instance.get(PATH).await.json()["success"], true);
}

#[tokio::test]
async fn an_eleventh_call_at_once_is_refused() {
    let server = server();
    let instance = Instance::fresh(&server, "enforce_concurrency = true\nconcurrent_calls = 1");
    // A body that does not end keeps its call under way.
    let endless = futures_util::stream::pending::<Result<bytes::Bytes, std::io::Error>>();
    let json = [("content-type", "application/json")];
    let body = axum::body::Body::from_stream(endless);
    let waiting = instance.call("POST", "/rest/v1/leads.json", &json, body);
    tokio::pin!(waiting);
    let second = tokio::select! {
        biased;
        _ = &mut waiting => panic!("a call without an end came to one"),
        second = instance.get(PATH) => second,
    };
    assert_eq!(refusal(&second), "200 615 Concurrent access limit '1' reached");
}

#[tokio::test]
async fn paths_and_methods_that_are_none_are_told_so() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let long = format!("/rest/v1/leads.json?filterValues={}", "a".repeat(8192));
    let mut table = String::new();
    for (method, target) in [
        ("GET", "/rest/v1/nothing.json"),
        ("GET", "/rest/asset/v1/nothing.json"),
        ("GET", "/bulk/v1/leads/export/create.json"),
        ("DELETE", "/rest/v1/activities.json"),
        ("GET", "/rest/v1/opportunities.json"),
        ("GET", "/rest/../rest/./v1/stats/usage.json"),
        ("GET", "//rest/v1/stats/usage.json"),
        ("GET", "/rest/v1/stats/usage"),
        ("GET", long.as_str()),
    ] {
        let answer = instance.call(method, target, &[], "").await;
        let success = answer.text().contains("\"success\":true");
        let told = if success { "taken".to_owned() } else { refusal(&answer) };
        table += &format!("{method} {}\n    {told}\n", &target[..target.len().min(60)]);
    }
    insta::assert_snapshot!("refused_paths", table);
}
