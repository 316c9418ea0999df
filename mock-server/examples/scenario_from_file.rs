//! A situation from a file: while a client polls, a front end says 503 and then shows a page of a gateway.
//! The file says what a right client does about it; this one waits, and reads no page as JSON.
//!
//! ```text
//! cargo run -p bulk-mock --example scenario_from_file
//! ```

use bulk_mock::{ClockMode, MockServer, scenario};

#[expect(dead_code, reason = "each example takes of it what it needs")]
mod support;
use support::Client;

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../scenarios/salesforce/service-unavailable-while-polling.toml"
);

#[tokio::main]
#[expect(clippy::print_stdout, reason = "an example says what it sees")]
pub(crate) async fn main() {
    let server = MockServer::builder().clock(ClockMode::Auto).start().await.expect("a free port");
    let file = scenario::find(FILE).expect("a scenario");
    println!("{}", file.scenario.why);
    server.play(file).await.expect("nothing is in its way");

    let org = server.org("team-a");
    let client = Client::of_salesforce(&org.salesforce());
    let job = client.load_contacts("LastName\nBlum\n").await;
    for poll in org.calls("salesforce.ingest.info").iter() {
        let fault = poll.faults.first().map_or("", |fired| &fired.rule);
        println!("{}  {fault}", poll.status.unwrap_or_default());
    }
    assert_eq!(job["state"], "JobComplete");
    assert_eq!(org.calls("salesforce.ingest.create").len(), 1, "the job was not made anew");
    assert_eq!(org.calls("*").fault("busy").len(), 1);
    assert_eq!(org.calls("*").fault("gateway").len(), 1);
}
