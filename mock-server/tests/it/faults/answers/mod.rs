//! Answers that say something else than what the org has: each kind on each provider that gives such
//! answers, as a client reads it from a socket.

mod jobs;
mod pages;
mod rows;
mod words;

use bulk_mock::MockServer;
use serde_json::json;

use super::raw::{Seen, get};
use crate::marketo::extracting::{Extract, LEADS};
use crate::marketo::support::{Instance, TOKEN};
use crate::support::{Org, insert_contacts};

/// Rows with what makes CSV hard: delimiters, quotes and line ends inside of cells.
const CONTACTS: &str = "LastName,External_Id__c\nAda,C-1\n\"two\nlines\",C-2\n\"say \"\"hi\"\"\",C-3\n\
                        \"a,b\",C-4\nZoë,C-5\n";

/// The same people at Marketo, and one who has no mail address that can be.
const LEADS_CSV: &str = "email,firstName\nada@example.com,Ada\ntwo@example.com,\"two\nlines\"\n\
                         hi@example.com,\"say \"\"hi\"\"\"\nab@example.com,\"a,b\"\n\
                         zoe@example.com,Zoë\n";

/// The paths of files that clients read: results and a query at Salesforce.
async fn salesforce_files(org: &Org<'_>) -> [String; 2] {
    let job = org.run(insert_contacts(), CONTACTS).await;
    let soql = "SELECT LastName, External_Id__c FROM Contact";
    let body = json!({ "operation": "query", "query": soql });
    let query = org.send("POST", "/jobs/query", &body).await.ok().json();
    org.until_idle().await;
    let query = query["id"].as_str().expect("an id");
    [
        format!("/services/data/v62.0/jobs/ingest/{job}/successfulResults"),
        format!("/services/data/v62.0/jobs/query/{query}/results"),
    ]
}

/// The file of an extract of the leads in a list.
async fn marketo_file(instance: &Instance<'_>) -> String {
    let list = instance
        .handle
        .with(|org| org.marketo.world.records.lists.iter().map(|list| list.id).max().unwrap_or(0));
    let import = crate::marketo::support::LEADS.with("/bulk/v1/leads.json?listId=1002");
    assert!(list >= 1002, "there is no such list");
    instance.import(import, LEADS_CSV).await;
    instance.finish().await;
    let body = json!({ "fields": ["email", "firstName"], "filter": { "staticListId": 1002 } });
    let job = Extract::create(instance, LEADS, &body).await;
    job.run().await;
    format!("{LEADS}/{}/file.json", job.id)
}

/// What a client reads of some paths.
async fn read(server: &MockServer, token: &str, paths: &[String]) -> Vec<Seen> {
    let mut all = Vec::new();
    for path in paths {
        all.push(get(server, token, path).await);
    }
    all
}

/// The token of the Marketo instance.
const MARKETO: &str = TOKEN;
