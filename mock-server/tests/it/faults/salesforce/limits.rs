//! Limits that others use up.

use std::fmt::Write as _;

use super::*;
use crate::support::{Org, insert_contacts, server};

#[tokio::test]
async fn each_limit_is_refused_in_its_own_way_when_others_used_it_up() {
    let server = server();
    let mut told = String::new();
    for (quota, on) in [
        ("api_requests", "salesforce.ingest.info"),
        ("batches", "salesforce.ingest.create"),
        ("query_jobs", "salesforce.query.create"),
        ("query_bytes", "salesforce.query.create"),
    ] {
        let org = Org::fresh(&server, quota, "");
        let job = closed(&org).await;
        lay(&org, &format!("on.operation = \"{on}\"\ninject.quota_used.quota = \"{quota}\""));
        let query = json!({ "operation": "query", "query": "SELECT Id FROM Contact" });
        let refused = match on {
            "salesforce.ingest.info" => org.info(&job).await,
            "salesforce.ingest.create" => org.create(insert_contacts()).await,
            _ => org.send("POST", "/jobs/query", &query).await,
        };
        let _ = write!(told, "{quota}: {}", org.show(&refused));
        org.advance(24 * 3_600_000).await;
    }
    insta::assert_snapshot!("used_up", told);
}

#[tokio::test]
async fn calls_of_others_are_counted_beside_the_clients_own() {
    let server = server();
    let org = Org::fresh(&server, "shared", "daily_api_requests = 100");
    lay(&org, "when.every = 2\ninject.quota_used = { quota = \"api_requests\", amount = 30 }");
    let mut told = Vec::new();
    loop {
        let answer = org.get("/jobs/ingest").await;
        told.push(format!(
            "{} {}",
            answer.status,
            answer.header("sforce-limit-info").unwrap_or("")
        ));
        if answer.status != 200 {
            break;
        }
    }
    insta::assert_snapshot!(told.join("\n"), @"
    200 api-usage=1/100
    200 api-usage=32/100
    200 api-usage=33/100
    200 api-usage=64/100
    200 api-usage=65/100
    200 api-usage=96/100
    200 api-usage=97/100
    403 api-usage=127/100
    ");
}
