//! The three claims on determinism (architecture, section 8), twenty runs each, with faults by chance,
//! faults of the nth call of a job, rows refused by chance, and clients that try again.

use std::sync::Arc;

use bulk_mock::edge::JumpTarget;
use bulk_mock::org::Declaration;
use bulk_mock::providers::salesforce::{DeclaredClient, DeclaredUser};
use bulk_mock::{MockServer, OrgHandle};
use serde_json::{Value, json};
use tokio::sync::Barrier;

use super::raw;
use crate::support::{Answer, builder, call};

const RUNS: usize = 20;
const CLIENTS: usize = 8;
/// A client tries so often; with the chances below it never needs as many.
const TRIES: usize = 12;

/// Everything of which somebody might think that it depends on who comes first.
const RULES: &[&str] = &[
    "name = \"busy\"\nwhen.probability = 0.2\ninject.status = { status = 503 }",
    "name = \"second look\"\non.operation = \"salesforce.*.info\"\nwhen = { nth = 2, per = \"job\" }\n\
     inject.status = { status = 500 }",
    "name = \"locked\"\ninject.row_errors = { code = \"UNABLE_TO_LOCK_ROW\", share = 0.3, \
     attempts = 1 }",
    "name = \"lost\"\nwhen.probability = 0.3\ninject.fail = { message = \"Lost\", at = 0.5 }",
    "name = \"short\"\nwhen.probability = 0.3\ninject.token_life.seconds = 1",
    "name = \"second page\"\non.operation = \"salesforce.query.results\"\nwhen.probability = 0.4\n\
     inject.status = { status = 502, page = \"html\" }",
];

/// An org with as many users as there are clients, and all rules.
fn org(server: &MockServer, name: &str) -> OrgHandle {
    let user = |number: usize| DeclaredUser {
        username: format!("user{number}@{name}.example.com"),
        password: "secret".into(),
        security_token: None,
    };
    let client = DeclaredClient {
        client_id: format!("app of {name}"),
        client_secret: Some("s3cret".into()),
        certificate: None,
    };
    let settings = "queue_wait = \"2s\"\nrecord_time = \"1s\"\nbatch_rows = 4\nquery_page_rows = 5";
    let declared = Declaration {
        name: name.into(),
        users: (0..CLIENTS).map(user).collect(),
        clients: vec![client],
        settings: Some(toml::from_str(settings).expect("settings")),
        ..Declaration::default()
    };
    let org = server.declare(&declared).expect("an org");
    for rule in RULES {
        org.install(&toml::from_str(rule).expect(rule)).expect(rule);
    }
    org
}

/// How a client reaches the server: past the sockets, or over one.
#[derive(Clone, Copy)]
enum Way {
    Direct,
    Socket,
}

/// One client: a user of an org who writes its own records, looks at its own jobs and tries again.
struct Client {
    server: Arc<MockServer>,
    way: Way,
    org: String,
    number: usize,
    token: String,
}

impl Client {
    async fn call(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: &str,
    ) -> (u16, Vec<u8>, String) {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("content-type", kind)];
        match self.way {
            Way::Direct => {
                if !self.token.is_empty() {
                    headers.push(("authorization", &bearer));
                }
                let Answer { status, headers, body } =
                    call(&self.server, method, path, &headers, body.to_owned()).await;
                let locator = headers.get("sforce-locator").and_then(|value| value.to_str().ok());
                (status, body.to_vec(), locator.unwrap_or("null").to_owned())
            }
            Way::Socket => {
                let seen = raw::send(&self.server, &self.token, method, path, &headers, body).await;
                let locator = seen.header("sforce-locator").unwrap_or("null").to_owned();
                (seen.status, seen.body, locator)
            }
        }
    }

    async fn sign_on(&mut self) {
        self.token.clear();
        let form = format!(
            "grant_type=password&client_id=app+of+{org}&client_secret=s3cret\
             &username=user{number}%40{org}.example.com&password=secret",
            org = self.org,
            number = self.number
        );
        for _ in 0..TRIES {
            let kind = "application/x-www-form-urlencoded";
            let (status, body, _) = self.call("POST", "/services/oauth2/token", kind, &form).await;
            if status == 200 {
                let answer: Value = serde_json::from_slice(&body).expect("JSON");
                self.token = answer["access_token"].as_str().expect("a token").to_owned();
                return;
            }
        }
        panic!("no token");
    }

    /// Calls until it is answered with success, and signs on again when its token is dead.
    async fn insist(
        &mut self,
        method: &str,
        path: &str,
        kind: &str,
        body: &str,
    ) -> (Vec<u8>, String) {
        let path = format!("/services/data/v62.0{path}");
        for _ in 0..TRIES {
            match self.call(method, &path, kind, body).await {
                (200..300, body, locator) => return (body, locator),
                (401, ..) => self.sign_on().await,
                (500.., ..) => {}
                (status, body, _) => {
                    panic!("{method} {path}: {status} {}", String::from_utf8_lossy(&body))
                }
            }
        }
        panic!("{method} {path}: tried too often");
    }

    async fn json(&mut self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (answer, _) = self.insist(method, path, "application/json", &body).await;
        serde_json::from_slice(&answer).expect("JSON")
    }

    /// Uploads its records; gives the job.
    async fn write(&mut self, round: usize) -> String {
        let job = json!({ "object": "Contact", "operation": "upsert",
                          "externalIdFieldName": "External_Id__c", "lineEnding": "LF" });
        let job = self.json("POST", "/jobs/ingest", &job).await;
        let id = job["id"].as_str().expect("an id").to_owned();
        let name = self.number;
        let rows: String =
            (0..12).map(|row| format!("C{name}-{row},{round} {row} of {name}\n")).collect();
        let csv = format!("External_Id__c,LastName\n{rows}");
        self.insist("PUT", &format!("/jobs/ingest/{id}/batches"), "text/csv", &csv).await;
        self.json("PATCH", &format!("/jobs/ingest/{id}"), &json!({ "state": "UploadComplete" }))
            .await;
        self.look("ingest", &id).await;
        id
    }

    async fn look(&mut self, kind: &str, id: &str) {
        self.json("GET", &format!("/jobs/{kind}/{id}"), &Value::Null).await;
    }

    /// Reads what became of a job, and asks for its records; gives the query.
    async fn read(&mut self, id: &str) -> String {
        self.look("ingest", id).await;
        for file in ["successfulResults", "failedResults", "unprocessedrecords"] {
            self.insist("GET", &format!("/jobs/ingest/{id}/{file}"), "text/csv", "").await;
        }
        let soql = format!(
            "SELECT Id, LastName FROM Contact WHERE External_Id__c LIKE 'C{}-%'",
            self.number
        );
        let job = json!({ "operation": "query", "query": soql });
        let query = self.json("POST", "/jobs/query", &job).await;
        let query = query["id"].as_str().expect("an id").to_owned();
        self.look("query", &query).await;
        query
    }

    /// Reads all pages of a query.
    async fn pages(&mut self, query: &str) {
        self.look("query", query).await;
        let mut locator = String::new();
        while locator != "null" {
            let path = match locator.as_str() {
                "" => format!("/jobs/query/{query}/results"),
                at => format!("/jobs/query/{query}/results?locator={at}"),
            };
            // A query that a fault let fail has no results.
            if self.json("GET", &format!("/jobs/query/{query}"), &Value::Null).await["state"]
                == "Failed"
            {
                return;
            }
            locator = self.insist("GET", &path, "text/csv", "").await.1;
        }
    }

    /// All that a client does, in rounds; between two steps all clients wait for each other, and one
    /// of an org's clients lets time pass.
    async fn works(mut self, leads: bool, together: Arc<Barrier>) {
        let org = self.server.org(&self.org);
        self.sign_on().await;
        for round in 0..2 {
            let job = self.write(round).await;
            passes(&org, leads, &together).await;
            let query = self.read(&job).await;
            passes(&org, leads, &together).await;
            self.pages(&query).await;
        }
    }
}

/// Lets an org's time pass until nothing is due, while nobody calls.
async fn passes(org: &OrgHandle, leads: bool, together: &Barrier) {
    together.wait().await;
    if leads {
        org.advance(JumpTarget::Idle).await;
    }
    together.wait().await;
}

/// Lets clients work side by side: each in the org and under the number that is said.
async fn side_by_side(server: &Arc<MockServer>, way: Way, clients: &[(&str, usize)]) {
    let together = Arc::new(Barrier::new(clients.len()));
    let mut led: Vec<&str> = Vec::new();
    let mut tasks = Vec::new();
    for (org, number) in clients {
        let leads = !led.contains(org);
        led.push(org);
        let client = Client {
            server: Arc::clone(server),
            way,
            org: (*org).to_owned(),
            number: *number,
            token: String::new(),
        };
        tasks.push(tokio::spawn(client.works(leads, Arc::clone(&together))));
    }
    for task in tasks {
        task.await.expect("a client");
    }
}

/// The first line in which two texts differ, with what stands before it.
#[track_caller]
fn same(run: usize, first: &str, next: &str) {
    for (place, (a, b)) in first.lines().zip(next.lines()).enumerate() {
        assert_eq!(a, b, "run {run}, line {place}");
    }
    assert_eq!(first.lines().count(), next.lines().count(), "run {run}");
}

/// The faults of all kinds that a journal tells of.
#[track_caller]
fn all_fired(journal: &str) {
    for rule in RULES {
        let name = rule.lines().next().unwrap_or("").replace("name = ", "\"rule\":");
        assert!(journal.contains(&name), "{name} never fired");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_client_leaves_the_same_journal_byte_for_byte() {
    let mut first = String::new();
    for run in 0..RUNS {
        let server = Arc::new(builder().start().await.expect("a server"));
        let handle = org(&server, "alone");
        side_by_side(&server, Way::Socket, &[("alone", 1)]).await;
        let journal = handle.with(|org| org.journal.snapshot().comparable());
        if run == 0 {
            first.clone_from(&journal);
        }
        same(run, &first, &journal);
    }
    assert!(first.lines().count() > 40, "{first}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clients_with_an_org_each_leave_the_same_journals_byte_for_byte() {
    let names: Vec<String> = (0..CLIENTS).map(|number| format!("org{number}")).collect();
    let clients: Vec<(&str, usize)> = names.iter().map(String::as_str).zip(0..).collect();
    let mut first: Vec<String> = Vec::new();
    for run in 0..RUNS {
        let server = Arc::new(builder().offline().expect("a server"));
        let orgs: Vec<OrgHandle> = names.iter().map(|name| org(&server, name)).collect();
        side_by_side(&server, Way::Direct, &clients).await;
        let journals: Vec<String> =
            orgs.iter().map(|org| org.with(|org| org.journal.snapshot().comparable())).collect();
        if run == 0 {
            first.clone_from(&journals);
        }
        for (first, journal) in first.iter().zip(&journals) {
            same(run, first, journal);
        }
    }
    all_fired(&first.concat());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clients_in_one_org_leave_the_same_canonical_journal() {
    let clients: Vec<(&str, usize)> = (0..CLIENTS).map(|number| ("shared", number)).collect();
    let mut first = String::new();
    for run in 0..RUNS {
        let server = Arc::new(builder().offline().expect("a server"));
        let handle = org(&server, "shared");
        side_by_side(&server, Way::Direct, &clients).await;
        let journal = handle.with(|org| org.canonical_journal());
        if run == 0 {
            first.clone_from(&journal);
        }
        same(run, &first, &journal);
    }
    all_fired(&first);
    assert!(!first.contains("\"seq\"") && !first.contains("\"wall_ms\""));
}
