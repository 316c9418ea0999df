//! What becomes of Salesforce's jobs, sessions and limits, as clients see it.

mod jobs;
mod limits;
mod order;
mod refusals;
mod rows;
mod sessions;

use serde_json::{Value, json};

use crate::support::{Answer, Org, insert_contacts};

/// Two seconds of waiting, a second a row, three rows a batch.
const TIMED: &str = "queue_wait = \"2s\"\nrecord_time = \"1s\"\nbatch_rows = 3\n\
                     query_chunk_time = \"3s\"\nquery_chunk_rows = 3";

/// Lays a rule into an org; it needs no name of its own.
#[track_caller]
fn lay(org: &Org<'_>, rule: &str) {
    let named =
        if rule.contains("name =") { rule.to_owned() } else { format!("name = \"rule\"\n{rule}") };
    org.handle.install(&toml::from_str(&named).expect("a rule")).expect("a rule that fits");
}

/// An org with timed jobs, in which a rule is about ingest jobs, and one about query jobs.
fn org_with<'a>(server: &'a bulk_mock::MockServer, name: &str, rule: &str) -> Org<'a> {
    let org = Org::fresh(server, name, TIMED);
    lay(&org, rule);
    org
}

/// A closed job over seven contacts that nobody has worked on yet.
async fn closed(org: &Org<'_>) -> String {
    closed_with(org, insert_contacts(), crate::support::SEVEN.as_str()).await
}

async fn closed_with(org: &Org<'_>, job: Value, csv: &str) -> String {
    let id = org.open(job).await;
    org.upload(&id, csv.to_owned()).await.ok();
    org.close(&id).await.ok();
    id
}

/// A query job over all contacts that nobody has worked on yet.
async fn asked(org: &Org<'_>) -> String {
    let job = json!({ "operation": "query", "query": "SELECT LastName FROM Contact" });
    let created = org.send("POST", "/jobs/query", &job).await.ok().json();
    created["id"].as_str().expect("an id").to_owned()
}

async fn query_info(org: &Org<'_>, job: &str) -> Answer {
    org.get(&format!("/jobs/query/{job}")).await
}

async fn query_results(org: &Org<'_>, job: &str) -> Answer {
    org.get(&format!("/jobs/query/{job}/results")).await
}

/// A job in a few words: its state and what it counts, or the status if it is not shown.
fn brief(answer: &Answer) -> String {
    if answer.status != 200 {
        return format!("{} {}", answer.status, answer.json()[0]["errorCode"]);
    }
    let info = answer.json();
    let mut out = info["state"].as_str().unwrap_or("?").to_owned();
    for (name, word) in [("numberRecordsProcessed", "processed"), ("numberRecordsFailed", "failed")]
    {
        if let Some(count) = info[name].as_u64() {
            out += &format!(", {count} {word}");
        }
    }
    match info["errorMessage"].as_str() {
        Some(message) => out + ": " + message,
        None => out,
    }
}

/// All rows of a job's three result files without the provider's own columns, in order of their text.
async fn accounted(org: &Org<'_>, job: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for (kind, own) in [("successfulResults", 2), ("failedResults", 2), ("unprocessedrecords", 0)] {
        let file = org.results(job, kind).await.ok().body;
        let mut reader = csv::ReaderBuilder::new().from_reader(file.as_ref());
        for row in reader.records() {
            let row = row.expect("a row");
            rows.push(row.iter().skip(own).collect::<Vec<_>>().join(","));
        }
    }
    rows.sort();
    rows
}

/// The rows of a file that was uploaded, in order of their text.
fn sent(csv: &str) -> Vec<String> {
    let mut rows: Vec<String> = csv.lines().skip(1).map(str::to_owned).collect();
    rows.sort();
    rows
}
