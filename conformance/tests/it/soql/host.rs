//! A server in process, with orgs that generated rows are loaded into by ingest jobs. All glue is here.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use axum::body::Body;
use bulk_conformance::model::soql::{Row, Value, day_text, instant_text};
use bulk_mock::MockServer;
use bulk_mock::core::time::SimTime;
use bulk_mock::providers::salesforce::schema::Schema;
use http_body_util::BodyExt;
use hyper::{HeaderMap, Method, Request};
use serde_json::json;
use tokio::runtime::Runtime;

use super::load::Writer;
use super::people::EXTRA_FIELDS;
use super::read::csv;
use super::words::{DAY_MS, TODAY};

/// Where the clock of every org stands.
pub(crate) const NOW_MS: i64 = TODAY * DAY_MS;
const ROOT: &str = "/services/data/v62.0";

/// One server for many cases: to start one takes longer than a case does.
struct Host {
    runtime: Runtime,
    server: MockServer,
    cases: Cell<u32>,
}

/// A server keeps the orgs of this many cases, then goes.
const CASES_PER_HOST: u32 = 200;

thread_local! {
    static HOST: RefCell<Option<Rc<Host>>> = const { RefCell::new(None) };
}

impl Host {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime on this thread");
        let files = vec![("contact-extra.toml".to_owned(), EXTRA_FIELDS.to_owned())];
        let schema = Schema::standard().with_files(files).expect("fields");
        let server = MockServer::builder().seed(1).manual_clock(SimTime::from_millis(NOW_MS));
        let server = server.configure(|config, _| config.salesforce.schema = Arc::new(schema));
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

/// An answer that was read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("(no header)")
    }
}

/// A fresh org.
pub(crate) struct Org {
    host: Rc<Host>,
    name: String,
}

impl Org {
    pub(crate) fn new(settings: &serde_json::Value) -> Self {
        Self::on(Host::of_this_thread(), settings)
    }

    /// On a server of its own, where it has the name that any first org has.
    pub(crate) fn alone(settings: &serde_json::Value) -> Self {
        Self::on(Rc::new(Host::start()), settings)
    }

    fn on(host: Rc<Host>, settings: &serde_json::Value) -> Self {
        let case = host.cases.get() + 1;
        host.cases.set(case);
        let org = Org { host, name: format!("case{case}") };
        let body = json!({
            "name": org.name,
            "users": [{ "username": format!("{}@example.com", org.name), "password": "p" }],
            "clients": [],
            "access_token": org.token(),
            "settings": settings,
        });
        let answer =
            org.send(Method::POST, "/_mock/orgs", "application/json", &[], body.to_string());
        assert_eq!(answer.status, 201, "{answer:?}");
        org
    }

    fn token(&self) -> String {
        format!("token-of-{}", self.name)
    }

    fn send(
        &self,
        method: Method,
        path: &str,
        content_type: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("authorization", format!("Bearer {}", self.token()));
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).expect("a sound request");
        self.host.runtime.block_on(async {
            let (head, body) = self.host.server.call(request).await.into_parts();
            let body = body.collect().await.expect("a whole body").to_bytes();
            let body = String::from_utf8(body.to_vec()).expect("UTF-8");
            Answer { status: head.status.as_u16(), headers: head.headers, body }
        })
    }

    /// GET below the version.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, &format!("{ROOT}{path}"), "", &[], String::new())
    }

    /// GET a path from the root, as a server names it in `nextRecordsUrl`.
    pub(crate) fn get_from_root(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "", &[], String::new())
    }

    /// A REST query; `call` is `query` or `queryAll`.
    pub(crate) fn query(&self, call: &str, soql: &str) -> Answer {
        self.get(&format!("/{call}?q={}", escaped(soql)))
    }

    /// A call with a JSON body below the version.
    pub(crate) fn json(&self, method: Method, path: &str, body: &serde_json::Value) -> Answer {
        let path = format!("{ROOT}{path}");
        self.send(method, &path, "application/json", &[], body.to_string())
    }

    pub(crate) fn until_idle(&self) {
        self.advance(&json!({ "until_idle": true }));
    }

    /// Time passes.
    pub(crate) fn wait(&self, ms: u64) {
        self.advance(&json!({ "by": format!("{ms}ms") }));
    }

    fn advance(&self, target: &serde_json::Value) {
        let path = format!("/_mock/orgs/{}/clock/advance", self.name);
        let answer = self.send(Method::POST, &path, "application/json", &[], target.to_string());
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// Makes a query job and waits for its end; gives its id.
    pub(crate) fn query_job(&self, operation: &str, soql: &str) -> Result<String, String> {
        let body = json!({ "operation": operation, "query": soql });
        let made = self.json(Method::POST, "/jobs/query", &body);
        if made.status != 200 {
            return Err(format!("the job is refused: {} {}", made.status, made.body));
        }
        self.until_idle();
        Ok(made.json()["id"].as_str().unwrap_or_default().to_owned())
    }

    /// Puts generated rows in front of all others.
    pub(crate) fn generate(&self, fixture: &str) {
        let path = format!("/_mock/orgs/{}/generated", self.name);
        let answer = self.send(Method::POST, &path, "text/plain", &[], fixture.to_owned());
        assert_eq!(answer.status, 201, "{answer:?}\n{fixture}");
    }

    /// Changes one record, which its Id names.
    pub(crate) fn update(&self, object: &str, row: &Row) {
        let header = row.keys().map(|name| (*name).to_owned()).collect();
        let cells = row.values().map(|value| cell(Some(value))).collect();
        self.ingest(object, "update", &[header, cells]);
    }

    /// Runs an ingest job in which every row must succeed; gives the ids by external id.
    fn ingest(
        &self,
        object: &str,
        operation: &str,
        table: &[Vec<String>],
    ) -> BTreeMap<String, String> {
        let body = json!({ "object": object, "operation": operation });
        let made = self.json(Method::POST, "/jobs/ingest", &body);
        let made = made.json();
        let job = made["id"].as_str().unwrap_or_else(|| panic!("no job: {made}"));
        let path = format!("{ROOT}/jobs/ingest/{job}/batches");
        let put = self.send(Method::PUT, &path, "text/csv", &[], lines(table));
        assert_eq!(put.status, 201, "{put:?}");
        self.json(
            Method::PATCH,
            &format!("/jobs/ingest/{job}"),
            &json!({ "state": "UploadComplete" }),
        );
        self.until_idle();
        let done = self.get(&format!("/jobs/ingest/{job}/successfulResults"));
        let rows = csv(&done.body).unwrap_or_else(|error| panic!("{error}: {done:?}"));
        if rows.len() != table.len() {
            let failed = self.get(&format!("/jobs/ingest/{job}/failedResults"));
            panic!(
                "rows failed: {} {}",
                self.get(&format!("/jobs/ingest/{job}")).body,
                failed.body
            );
        }
        let key = rows[0].iter().position(|column| column == "External_Id__c").unwrap_or(0);
        rows[1..].iter().map(|row| (row[key].clone(), row[0].clone())).collect()
    }
}

impl Writer for Org {
    fn insert(&mut self, object: &str, rows: &[Row]) -> Vec<String> {
        let mut columns: Vec<&str> = rows.iter().flat_map(|row| row.keys().copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        // A parent may be named by the short form of its id.
        let parent = |name: &str, id: String| {
            if name == "AccountId" { id.chars().take(15).collect() } else { id }
        };
        let cells =
            |row: &Row| columns.iter().map(|name| parent(name, cell(row.get(name)))).collect();
        let header = columns.iter().map(|name| (*name).to_owned()).collect();
        let table: Vec<Vec<String>> =
            std::iter::once(header).chain(rows.iter().map(cells)).collect();
        let ids = self.ingest(object, "insert", &table);
        rows.iter().map(|row| ids[row["External_Id__c"].text().expect("a key")].clone()).collect()
    }

    fn delete(&mut self, object: &str, ids: &[String]) {
        let rows = ids.iter().map(|id| vec![id.clone()]);
        let table: Vec<_> = std::iter::once(vec!["Id".to_owned()]).chain(rows).collect();
        self.ingest(object, "delete", &table);
    }
}

/// A value as it is written into a file.
fn cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Null) => "#N/A".to_owned(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Flag(flag)) => flag.to_string(),
        Some(Value::Day(day)) => day_text(*day),
        Some(Value::Instant(ms)) => instant_text(*ms, "Z"),
    }
}

fn lines(table: &[Vec<String>]) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
    table.iter().map(line).collect()
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
