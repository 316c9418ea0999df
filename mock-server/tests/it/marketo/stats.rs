//! Statistics of calls and errors.

use super::support::{Instance, transcript};
use crate::support::server;

const ALL: [&str; 4] = [
    "/rest/v1/stats/usage.json",
    "/rest/v1/stats/usage/last7days.json",
    "/rest/v1/stats/errors.json",
    "/rest/v1/stats/errors/last7days.json",
];

#[tokio::test]
async fn the_first_call_of_all_finds_a_row_for_today() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let errors = instance.get(ALL[2]).await.json();
    let usage = instance.get(ALL[0]).await.json();
    assert_eq!(
        (errors["result"][0]["total"].as_u64(), usage["result"][0]["total"].as_u64()),
        (Some(0), Some(2))
    );
}

#[tokio::test]
async fn calls_and_errors_are_counted_by_day_and_user() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    instance.get("/rest/v1/campaigns/9.json").await;
    instance.wait("72h").await;
    instance.get("/rest/v1/campaigns/9.json").await;
    instance.get("/rest/v1/campaigns/one.json").await;
    let mut text = transcript(&instance, &ALL).await;
    instance.wait("100h").await;
    text += "four days later\n\n";
    text += &transcript(&instance, &ALL).await;
    insta::assert_snapshot!("stats", text);
}
