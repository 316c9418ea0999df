//! The server as a system under test: in process, without a socket. All glue is here.
//!
//! Which of the allowed spellings of a path is used (3.1) follows from the job's name, so that a
//! shrunk sequence repeats what failed.

use std::collections::BTreeMap;

use axum::body::Body;
use bulk_conformance::model::salesforce::{Command, JobName, NewJob, ResultSet, Settings};
use bulk_mock::MockServer;
use http_body_util::BodyExt;
use hyper::{Method, Request};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::step::Side;
use super::sut::{Answer, Ids, Sut};

const INGEST: &str = "/services/data/v62.0/jobs/ingest";

/// A fresh server with two orgs.
pub(crate) struct Server {
    runtime: Runtime,
    server: MockServer,
}

impl Server {
    pub(crate) fn start(settings: &Settings) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime on this thread");
        let server = MockServer::builder().seed(1).clock_manual("2026-01-01T00:00:00Z").build();
        let mut sut = Server { runtime, server };
        for side in [Side::A, Side::B] {
            sut.make_org(side, settings);
        }
        sut
    }

    fn make_org(&mut self, side: Side, settings: &Settings) {
        let name = org(side);
        let body = json!({
            "name": name,
            "users": [{ "username": format!("{name}@example.com"), "password": "p" }],
            "clients": [],
            "access_token": token(side),
            "settings": {
                "queue_wait_ms": settings.queue_wait_ms,
                "per_record_ms": settings.per_record_ms,
                "batch_rows": settings.batch_rows,
            },
        });
        let answer = self.admin(Method::POST, "/_mock/orgs", &body);
        assert_eq!(answer.status, 201, "{answer:?}");
    }

    fn admin(&mut self, method: Method, path: &str, body: &Value) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).expect("a sound request"))
    }

    fn send(&mut self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let response = self.server.call(request).await;
            let status = response.status().as_u16();
            let content_type = response.headers().get("content-type");
            let content_type = content_type.and_then(|value| value.to_str().ok());
            let content_type = content_type.unwrap_or_default().to_owned();
            let body = response.into_body().collect().await.expect("a whole body").to_bytes();
            let body = String::from_utf8(body.to_vec()).expect("UTF-8");
            Answer { status, content_type, body }
        })
    }
}

impl Sut for Server {
    fn call(&mut self, side: Side, command: &Command, ids: &Ids) -> Answer {
        let json_type = "application/json";
        let path = |job: &JobName, rest: &str| path(*job, ids, rest);
        let (method, path, content_type, body) = match command {
            Command::Create(new) => {
                (Method::POST, INGEST.to_owned(), json_type, create(new).to_string())
            }
            Command::List => (Method::GET, INGEST.to_owned(), "", String::new()),
            Command::Upload(job, upload) => {
                (Method::PUT, path(job, "/batches"), "text/csv", ids.csv(side, upload))
            }
            Command::Close(job) => {
                (Method::PATCH, path(job, ""), json_type, state("UploadComplete"))
            }
            Command::Abort(job) => (Method::PATCH, path(job, ""), json_type, state("Aborted")),
            Command::Delete(job) => (Method::DELETE, path(job, ""), "", String::new()),
            Command::Info(job) => (Method::GET, path(job, ""), "", String::new()),
            Command::Results(job, set) => {
                (Method::GET, path(job, results(*set)), "", String::new())
            }
        };
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("authorization", format!("Bearer {}", token(side)));
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        self.send(request.body(Body::from(body)).expect("a sound request"))
    }

    fn wait(&mut self, side: Side, ms: u64) {
        let path = format!("/_mock/orgs/{}/clock/advance", org(side));
        let answer = self.admin(Method::POST, &path, &json!({ "by": format!("{ms}ms") }));
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    fn contacts(&mut self, side: Side) -> Vec<BTreeMap<String, String>> {
        let path = format!("/_mock/orgs/{}/rows/Contact?format=json", org(side));
        let answer = self.admin(Method::GET, &path, &Value::Null);
        let rows: Vec<BTreeMap<String, Value>> =
            serde_json::from_str(&answer.body).unwrap_or_else(|e| panic!("{e}: {answer:?}"));
        let compared = ["Id", "LastName", "External_Id__c", "Description"];
        let text = |(field, value): (String, Value)| Some((field, value.as_str()?.to_owned()));
        rows.into_iter()
            .map(|row| {
                row.into_iter()
                    .filter_map(text)
                    .filter(|(field, _)| compared.contains(&field.as_str()))
                    .collect()
            })
            .collect()
    }
}

fn org(side: Side) -> &'static str {
    match side {
        Side::A => "a",
        Side::B => "b",
    }
}

fn token(side: Side) -> &'static str {
    match side {
        Side::A => "token-of-a",
        Side::B => "token-of-b",
    }
}

/// Job 1, 4, 7 … as documented; 2, 5, 8 … with a slash at the end; 3, 6, 9 … by its short id.
fn path(job: JobName, ids: &Ids, rest: &str) -> String {
    let id = ids.job(job);
    match job.0 % 3 {
        1 => format!("{INGEST}/{id}{rest}"),
        2 => format!("{INGEST}/{id}{rest}/"),
        _ => format!("{INGEST}/{}{rest}", &id[..15]),
    }
}

fn results(set: ResultSet) -> &'static str {
    match set {
        ResultSet::Successful => "/successfulResults",
        ResultSet::Failed => "/failedResults",
        ResultSet::Unprocessed => "/unprocessedrecords",
    }
}

fn state(word: &str) -> String {
    json!({ "state": word }).to_string()
}

fn create(new: &NewJob) -> Value {
    let mut body = json!({
        "object": new.object,
        "operation": new.operation.word(),
        "lineEnding": new.line_ending.word(),
    });
    if let Some(field) = &new.external_id {
        body["externalIdFieldName"] = json!(field);
    }
    body
}
