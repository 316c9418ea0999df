//! A token of Marketo's dies between two polls of an extract. The answer is 200 with error 602 in its
//! body; the client gets a new token and goes on with the same job.
//!
//! ```text
//! cargo run -p bulk-mock --example marketo_token_dies
//! ```

use bulk_mock::faults::fate::TokenDies;
use bulk_mock::{ClockMode, MarketoHandle, MockServer};
use serde_json::json;

#[expect(dead_code, reason = "each example takes of it what it needs")]
mod support;
use support::Client;

const EXTRACTS: &str = "/bulk/v1/leads/export";

/// An extract is over after so many polls, or never.
const POLLS_MAX: usize = 20;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "an example says what it sees")]
pub(crate) async fn main() {
    let builder = MockServer::builder().clock(ClockMode::Auto).realistic_timing();
    let server = builder.start().await.expect("a free port");
    let marketo = server.org("team-a").marketo();
    server
        .org("team-a")
        .fault("dies")
        .on("marketo.export.status")
        .nth(2)
        .inject(TokenDies { late: false });
    server.org("team-a").expect_calls("marketo.export.create", 1);

    let mut client = log_in(&marketo).await;
    let wanted = json!({ "fields": ["id", "email"], "filter": { "staticListId": 1001 } });
    let job = client.json("POST", &format!("{EXTRACTS}/create.json"), wanted).await.json();
    let id = job["result"][0]["exportId"].as_str().expect("a job").to_owned();
    client.json("POST", &format!("{EXTRACTS}/{id}/enqueue.json"), json!({})).await;
    for _ in 0..POLLS_MAX {
        let polled = client.get(&format!("{EXTRACTS}/{id}/status.json")).await;
        println!("{} {}", polled.status, polled.body);
        if polled.json()["errors"][0]["code"] == "602" {
            client = log_in(&marketo).await;
        }
        if polled.json()["result"][0]["status"] == "Completed" {
            break;
        }
    }
    let file = client.get(&format!("{EXTRACTS}/{id}/file.json")).await;
    println!("{}", file.body);
    assert!(file.body.starts_with("id,email\n"), "{}", file.body);
}

/// A client with a token that it asked for.
async fn log_in(marketo: &MarketoHandle) -> Client {
    let target = format!(
        "/identity/oauth/token?grant_type=client_credentials&client_id={}&client_secret={}",
        marketo.client_id(),
        marketo.client_secret()
    );
    let token = Client::of_marketo(marketo, "").get(&target).await.json();
    Client::of_marketo(marketo, token["access_token"].as_str().expect("a token"))
}
