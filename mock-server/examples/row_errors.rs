//! Two rows of five meet a lock. The client reads the file of failed rows and loads those again, and
//! those alone; the second attempt at a row goes through.
//!
//! ```text
//! cargo run -p bulk-mock --example row_errors
//! ```

use bulk_mock::faults::Many;
use bulk_mock::faults::fate::{RowErrors, RowSpan};
use bulk_mock::{ClockMode, MockServer};

#[expect(dead_code, reason = "each example takes of it what it needs")]
mod support;
use support::{Client, JOBS};

#[tokio::main]
#[expect(clippy::print_stdout, reason = "an example says what it sees")]
pub(crate) async fn main() {
    let server = MockServer::builder().clock(ClockMode::Auto).start().await.expect("a free port");
    let org = server.org("team-a");
    org.fault("locked").on("salesforce.ingest.create").first(1).inject(RowErrors {
        rows: Some(Many::Any(vec![RowSpan::One(2), RowSpan::One(4)])),
        ..RowErrors::of("UNABLE_TO_LOCK_ROW")
    });

    let client = Client::of_salesforce(&org.salesforce());
    let job = client.load_contacts("LastName\nBlum\nSato\nRoe\nLange\nEze\n").await;
    assert_eq!((&job["state"], &job["numberRecordsFailed"]), (&"JobComplete".into(), &2.into()));

    let id = job["id"].as_str().expect("an id");
    let failed = client.get(&format!("{JOBS}/{id}/failedResults")).await.body;
    println!("{failed}");
    // The first two columns are the server's: an id that is none, and the error.
    let names = failed.lines().skip(1).filter_map(|row| row.rsplit(',').next());
    let again: String = names.map(|name| format!("{name}\n")).collect();
    let job = client.load_contacts(&format!("LastName\n{again}")).await;
    assert_eq!(job["numberRecordsFailed"], 0);

    let rows = org.salesforce().rows("Contact");
    let names: Vec<&str> = rows.iter().map(|row| &row["LastName"]).collect();
    println!("{}", names.join(", "));
    assert_eq!(names, ["Blum", "Roe", "Eze", "Sato", "Lange"], "each row once");
}
