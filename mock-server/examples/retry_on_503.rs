//! A client meets a 503 twice and tries again; the test says how often, and that nothing was done twice.
//!
//! ```text
//! cargo run -p bulk-mock --example retry_on_503
//! ```

use bulk_mock::MockServer;
use serde_json::json;

#[expect(dead_code, reason = "each example takes of it what it needs")]
mod support;
use support::{Client, JOBS};

/// How often the client tries.
const TRIES: usize = 5;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "an example says what it sees")]
pub(crate) async fn main() {
    let server = MockServer::start().await.expect("a free port");
    let org = server.org("team-a");
    org.salesforce().fail_next("salesforce.ingest.create", 503);
    org.salesforce().fail_next("salesforce.ingest.create", "REQUEST_LIMIT_EXCEEDED");
    // Dropping the server holds the client to this.
    org.expect_calls("salesforce.ingest.create", 3);

    let client = Client::of_salesforce(&org.salesforce());
    for attempt in 1..=TRIES {
        let new = json!({ "object": "Contact", "operation": "insert" });
        let answer = client.json("POST", JOBS, new).await;
        println!("attempt {attempt}: {} {}", answer.status, answer.body);
        if answer.status == 200 {
            break;
        }
    }
    assert_eq!(
        org.salesforce().jobs().len(),
        1,
        "one job was made, however often it was asked for"
    );
}
