//! A download of results is cut off in the middle of its third row; the client must notice, and read it
//! again, instead of taking the rows it has for all there are.
//!
//! ```text
//! cargo run -p bulk-mock --example cut_download
//! ```

use bulk_mock::faults::Place;
use bulk_mock::faults::wire::Reset;
use bulk_mock::{ClockMode, MockServer};

#[expect(dead_code, reason = "each example takes of it what it needs")]
mod support;
use support::{Client, JOBS};

#[tokio::main]
#[expect(clippy::print_stdout, reason = "an example says what it sees")]
pub(crate) async fn main() {
    let server = MockServer::builder().clock(ClockMode::Auto).start().await.expect("a free port");
    let org = server.org("team-a");
    let cut = org
        .fault("cut in the third row")
        .on("salesforce.ingest.successful_results")
        .nth(1)
        .inject(Reset { at: Place::Row(3) });

    let client = Client::of_salesforce(&org.salesforce());
    let job = client.load_contacts("LastName\nBlum\nSato\nRoe\nLange\n").await;
    let results = format!("{JOBS}/{}/successfulResults", job["id"].as_str().expect("an id"));
    let first = client.get(&results).await;
    println!("first:  {} rows, then {:?}", first.body.lines().count() - 1, first.broke);
    let second = client.get(&results).await;
    println!("second: {} rows, then {:?}", second.body.lines().count() - 1, second.broke);

    assert!(first.broke.is_some() && first.body.lines().count() < 5, "{}", first.body);
    assert!(second.broke.is_none() && second.body.lines().count() == 5, "{}", second.body);
    assert_eq!(cut.fired(), 1);
}
