//! A job of five minutes is over in a few polls: under the auto clock a poll that would show no change
//! goes ahead to the next one.
//!
//! ```text
//! cargo run -p bulk-mock --example five_minute_job
//! ```

use bulk_mock::{ClockMode, MockServer};

#[expect(dead_code, reason = "each example takes of it what it needs")]
mod support;
use support::Client;

/// At 5 ms a record, as a real org takes them, this is five minutes.
const ROWS: usize = 60_000;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "an example says what it sees")]
pub(crate) async fn main() {
    let builder = MockServer::builder().clock(ClockMode::Auto).realistic_timing();
    let server = builder.start().await.expect("a free port");
    let org = server.org("team-a");
    let rows: String = (0..ROWS).map(|n| format!("Person {n}\n")).collect();

    let before = org.now();
    let client = Client::of_salesforce(&org.salesforce());
    let job = client.load_contacts(&format!("LastName\n{rows}")).await;
    let took = org.now().since(before);

    println!("{} after {took} on the org's clock", job["state"]);
    for change in org.transitions() {
        println!("  {}  {}", change.place.at, change.to.unwrap_or("gone"));
    }
    println!("{} polls", org.calls("salesforce.ingest.info").len());
    assert_eq!(job["numberRecordsProcessed"], ROWS);
    assert!(took.millis() >= 5 * 60 * 1000, "{took}");
}
