//! Query jobs and REST queries, over the routes that clients call.

mod jobs;
mod letter_case;
mod pages;
mod rest;
mod rows;

use serde_json::{Value, json};

use super::support::{Answer, Org};

/// A query job over contacts in the order in which they were made.
fn contacts() -> Value {
    query("SELECT Id, LastName, External_Id__c FROM Contact")
}

fn query(soql: &str) -> Value {
    json!({ "operation": "query", "query": soql })
}

impl Org<'_> {
    /// Makes a query job; gives its id.
    async fn ask(&self, job: &Value) -> String {
        let created = self.send("POST", "/jobs/query", job).await.ok().json();
        created["id"].as_str().expect("an id").to_owned()
    }

    async fn query_info(&self, job: &str) -> Answer {
        self.get(&format!("/jobs/query/{job}")).await
    }

    async fn abort_query(&self, job: &str) -> Answer {
        self.send("PATCH", &format!("/jobs/query/{job}"), &json!({ "state": "Aborted" })).await
    }

    async fn delete_query(&self, job: &str) -> Answer {
        self.call("DELETE", &format!("/jobs/query/{job}"), &[], "").await
    }

    /// A page of results; `page` is the query of its URL, with the question mark.
    async fn page(&self, job: &str, page: &str) -> Answer {
        self.get(&format!("/jobs/query/{job}/results{page}")).await
    }

    /// Runs a query job to its end; gives its id.
    async fn run_query(&self, soql: &str) -> String {
        let job = self.ask(&query(soql)).await;
        self.until_idle().await;
        job
    }

    /// The first page of a query that was run to its end, as text.
    async fn export(&self, soql: &str) -> String {
        let job = self.run_query(soql).await;
        self.page(&job, "").await.ok().text()
    }

    /// Puts seven contacts into the org.
    async fn with_seven(self) -> Self {
        self.run(super::support::insert_contacts(), super::support::SEVEN.as_str()).await;
        self
    }

    /// A REST query; `soql` is sent as one value of the URL.
    async fn rest(&self, soql: &str) -> Answer {
        self.get(&format!("/query?q={}", escaped(soql))).await
    }
}

/// A text as a value of a URL's query.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => (byte as char).to_string(),
        b' ' => "+".to_owned(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}

/// What a client learns of a page besides its rows.
fn page_head(answer: &Answer) -> String {
    let header = |name: &str| answer.header(name).unwrap_or("-").to_owned();
    format!("{} rows, locator {}", header("sforce-numberofrecords"), header("sforce-locator"))
}
