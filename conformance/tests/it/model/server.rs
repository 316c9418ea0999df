//! The server as a system under test: in process, without a socket. All glue is here.
//!
//! Which of the allowed spellings of a path is used (3.1) follows from the job's name, so that a
//! shrunk sequence repeats what failed.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use axum::body::Body;
use bulk_conformance::model::salesforce::{Command, JobName, NewJob, ResultSet, Settings};
use bulk_mock::MockServer;
use bulk_mock::core::time::SimTime;
use http_body_util::BodyExt;
use hyper::{Method, Request};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::step::Side;
use super::sut::{Answer, Ids, Sut};

/// 2026-01-01T00:00:00Z
const EPOCH_MS: i64 = 1_767_225_600_000;
const INGEST: &str = "/services/data/v62.0/jobs/ingest";

/// One server for many cases: to start one takes longer than a case does.
struct Host {
    runtime: Runtime,
    server: MockServer,
    cases: Cell<u32>,
}

/// A server keeps the orgs of this many cases, then goes.
const CASES_PER_HOST: u32 = 500;

thread_local! {
    static HOST: RefCell<Option<Rc<Host>>> = const { RefCell::new(None) };
}

/// Two fresh orgs on a server that other cases use as well.
pub(crate) struct Server {
    host: Rc<Host>,
    orgs: [String; 2],
}

impl Host {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime on this thread");
        let server = MockServer::builder().seed(1).manual_clock(SimTime::from_millis(EPOCH_MS));
        let server = server.demo(None).offline().expect("a server without a socket");
        Host { runtime, server, cases: Cell::new(0) }
    }

    fn of_this_thread() -> Rc<Self> {
        HOST.with_borrow_mut(|host| match host {
            Some(host) if host.cases.get() < CASES_PER_HOST => Rc::clone(host),
            Some(_) | None => Rc::clone(host.insert(Rc::new(Host::start()))),
        })
    }
}

impl Server {
    pub(crate) fn start(settings: &Settings) -> Self {
        let host = Host::of_this_thread();
        let case = host.cases.get() + 1;
        host.cases.set(case);
        let orgs = Side::BOTH.map(|side| format!("{side:?}{case}"));
        let mut sut = Server { host, orgs };
        let space_of_a = sut.make_org(Side::A, settings);
        // Two orgs may share a space of ids. Then a job of the one is no unknown id in the other.
        while sut.make_org(Side::B, settings) == space_of_a {
            sut.orgs[Side::B.index()].push('x');
        }
        sut
    }

    fn org(&self, side: Side) -> &str {
        &self.orgs[side.index()]
    }

    fn token(&self, side: Side) -> String {
        format!("token-of-{}", self.org(side))
    }

    /// Says what all ids of the org have in common.
    fn make_org(&mut self, side: Side, settings: &Settings) -> String {
        let name = self.org(side);
        let body = json!({
            "name": name,
            "users": [{ "username": format!("{name}@example.com"), "password": "p" }],
            "clients": [],
            "access_token": self.token(side),
            "settings": {
                "queue_wait": format!("{}ms", settings.queue_wait_ms),
                "record_time": format!("{}ms", settings.per_record_ms),
                "batch_rows": settings.batch_rows,
            },
        });
        let answer = self.admin(Method::POST, "/_mock/orgs", &body);
        assert_eq!(answer.status, 201, "{answer:?}");
        let made: Value = serde_json::from_str(&answer.body).expect("JSON");
        let id = made["salesforce"]["organization_id"].as_str().expect("the org's id");
        id[3..5].to_owned()
    }

    /// The lines of an org's journal.
    pub(crate) fn journal(&mut self, side: Side) -> String {
        let path = format!("/_mock/orgs/{}/journal", self.org(side));
        let answer = self.admin(Method::GET, &path, &Value::Null);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }

    fn admin(&mut self, method: Method, path: &str, body: &Value) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).expect("a sound request"))
    }

    fn send(&mut self, request: Request<Body>) -> Answer {
        self.host.runtime.block_on(async {
            let response = self.host.server.call(request).await;
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
        request = request.header("authorization", format!("Bearer {}", self.token(side)));
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        self.send(request.body(Body::from(body)).expect("a sound request"))
    }

    fn wait(&mut self, side: Side, ms: u64) {
        let path = format!("/_mock/orgs/{}/clock/advance", self.org(side));
        let answer = self.admin(Method::POST, &path, &json!({ "by": format!("{ms}ms") }));
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    fn contacts(&mut self, side: Side) -> Vec<BTreeMap<String, String>> {
        let path = format!("/_mock/orgs/{}/rows/Contact?format=json", self.org(side));
        let answer = self.admin(Method::GET, &path, &Value::Null);
        let rows: Vec<BTreeMap<String, Value>> =
            serde_json::from_str(&answer.body).unwrap_or_else(|e| panic!("{e}: {answer:?}"));
        let text = |(field, value): (String, Value)| Some((field, value.as_str()?.to_owned()));
        let live = rows.into_iter().filter(|row| row["IsDeleted"] != json!(true));
        live.map(|row| row.into_iter().filter_map(text).collect()).collect()
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
