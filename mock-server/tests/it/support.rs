//! Actors and renderings: an org that a test speaks for, and its answers as a reader sees them.
//!
//! Servers here stand still at [`EPOCH`] with a fixed seed, so answers need no redaction; ids are
//! named by order of first sight, since what matters is which of them are the same.

use std::fmt::Write;
use std::sync::{LazyLock, Mutex};

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
pub(crate) use bulk_mock::core::text::visible;
use bulk_mock::core::time::SimDuration;
use bulk_mock::edge::JumpTarget;
use bulk_mock::org::Declaration;
use bulk_mock::providers::salesforce::id::Id;
use bulk_mock::providers::salesforce::record::Records;
use bulk_mock::{Builder, DEMO_TOKEN, MockServer, OrgHandle};
use bytes::Bytes;
use http_body_util::BodyExt;
use serde_json::{Value, json};

/// Where manual clocks start.
pub(crate) const EPOCH: &str = "2026-01-01T00:00:00Z";

/// A server whose clocks stand still.
pub(crate) fn builder() -> Builder {
    MockServer::builder().seed(1).manual_clock(EPOCH.parse().expect("an instant"))
}

/// A server whose clocks stand still, with the demo org.
pub(crate) fn server() -> MockServer {
    builder().offline().expect("a server")
}

/// An answer that was read to its end.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The answer itself, if all went well.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text());
        self
    }

    /// The keys of the JSON object, in the order in which they were sent.
    pub(crate) fn keys(&self) -> String {
        let json = self.json();
        let keys = json.as_object().expect("an object").keys().cloned();
        keys.collect::<Vec<_>>().join(" ")
    }
}

/// Sends a request through the server, without a socket.
pub(crate) async fn call(
    server: &MockServer,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let mut request = Request::builder().method(method).uri(target);
    if !headers.iter().any(|(name, _)| *name == "host") {
        // The admin surface is called by names that no page in a browser can have.
        let host = if target.starts_with("/_mock") { "localhost" } else { "mock.test" };
        request = request.header("host", host);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = server.call(request.body(body.into()).expect("a request")).await;
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    Answer { status: head.status.as_u16(), headers: head.headers, body }
}

/// An org, and the client who speaks to it.
pub(crate) struct Org<'a> {
    pub(crate) server: &'a MockServer,
    pub(crate) handle: OrgHandle,
    pub(crate) token: String,
    version: &'static str,
    names: Names,
}

impl<'a> Org<'a> {
    /// The demo org, with its rows.
    pub(crate) fn demo(server: &'a MockServer) -> Self {
        let handle = server.org("demo");
        Self::new(server, handle, DEMO_TOKEN.into())
    }

    /// An org without rows, whose settings differ from the server's as a settings file says.
    pub(crate) fn fresh(server: &'a MockServer, name: &str, settings: &str) -> Self {
        let token = format!("token of {name}").replace(' ', "-");
        let settings = toml::from_str(settings).expect("settings");
        let declared = Declaration {
            name: name.into(),
            access_token: Some(token.clone()),
            settings: Some(settings),
            ..Declaration::default()
        };
        let handle = server.declare(&declared).expect("an org");
        Self::new(server, handle, token)
    }

    /// An org that its handle tells the token of.
    pub(crate) fn speaking_for(server: &'a MockServer, handle: OrgHandle) -> Self {
        let token = handle.salesforce().access_token();
        Self::new(server, handle, token)
    }

    fn new(server: &'a MockServer, handle: OrgHandle, token: String) -> Self {
        Self { server, handle, token, version: "v62.0", names: Names::default() }
    }

    /// The same client, speaking another version.
    pub(crate) fn speaking(mut self, version: &'static str) -> Self {
        self.version = version;
        self
    }

    /// Calls a path below the version, with the org's token.
    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let target = format!("/services/data/{}{path}", self.version);
        let bearer = format!("Bearer {}", self.token);
        let mut all = vec![("authorization", bearer.as_str())];
        all.extend(headers);
        call(self.server, method, &target, &all, body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[], "").await
    }

    /// Calls a path below the version with a JSON body.
    pub(crate) async fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        let json = [("content-type", "application/json")];
        self.call(method, path, &json, body.to_string()).await
    }

    pub(crate) async fn create(&self, job: Value) -> Answer {
        let json = [("content-type", "application/json")];
        self.call("POST", "/jobs/ingest", &json, job.to_string()).await
    }

    /// The id of a new job.
    pub(crate) async fn open(&self, job: Value) -> String {
        let created = self.create(job).await.ok().json();
        created["id"].as_str().expect("an id").to_owned()
    }

    pub(crate) async fn upload(&self, job: &str, csv: impl Into<Body>) -> Answer {
        let path = format!("/jobs/ingest/{job}/batches");
        self.call("PUT", &path, &[("content-type", "text/csv")], csv).await
    }

    pub(crate) async fn change(&self, job: &str, body: Value) -> Answer {
        let json = [("content-type", "application/json")];
        self.call("PATCH", &format!("/jobs/ingest/{job}"), &json, body.to_string()).await
    }

    pub(crate) async fn close(&self, job: &str) -> Answer {
        self.change(job, json!({ "state": "UploadComplete" })).await
    }

    pub(crate) async fn abort(&self, job: &str) -> Answer {
        self.change(job, json!({ "state": "Aborted" })).await
    }

    pub(crate) async fn info(&self, job: &str) -> Answer {
        self.get(&format!("/jobs/ingest/{job}")).await
    }

    pub(crate) async fn delete(&self, job: &str) -> Answer {
        self.call("DELETE", &format!("/jobs/ingest/{job}"), &[], "").await
    }

    /// A result file: `successfulResults`, `failedResults` or `unprocessedrecords`.
    pub(crate) async fn results(&self, job: &str, kind: &str) -> Answer {
        self.get(&format!("/jobs/ingest/{job}/{kind}")).await
    }

    /// Opens a job, uploads, closes it and waits for its end; gives its id.
    pub(crate) async fn run(&self, job: Value, csv: impl Into<Body>) -> String {
        let id = self.open(job).await;
        self.upload(&id, csv).await.ok();
        self.close(&id).await.ok();
        self.until_idle().await;
        id
    }

    pub(crate) async fn advance(&self, millis: u64) {
        self.handle.advance(JumpTarget::By(SimDuration::from_millis(millis))).await;
    }

    pub(crate) async fn until_idle(&self) {
        self.handle.advance(JumpTarget::Idle).await;
    }

    /// The id of an object's record at that place in the order of their making.
    pub(crate) fn handle_id(&self, object: &str, place: usize) -> String {
        self.handle.with(|org| {
            let tables = &org.salesforce.world.tables;
            let object = tables.schema().object(object).expect("an object").clone();
            let records = Records::of(tables, &object).expect("records");
            let record = records.iter().nth(place).expect("a record");
            record.id().to_string()
        })
    }

    /// The rows of an object as the admin surface tells them: CSV, deleted ones marked.
    pub(crate) async fn rows(&self, object: &str) -> String {
        let name = self.handle.with(|org| org.name.replace(' ', "%20"));
        let target = format!("/_mock/orgs/{name}/rows/{object}?format=csv");
        self.show_text(&call(self.server, "GET", &target, &[], "").await.ok().text())
    }

    /// What a job came to: state, counters, message, and its three result files.
    pub(crate) async fn outcome(&self, job: &str) -> String {
        let info = self.info(job).await.ok().json();
        let mut out = format!(
            "{} processed {} failed {}\n",
            info["state"].as_str().unwrap_or("?"),
            info["numberRecordsProcessed"],
            info["numberRecordsFailed"],
        );
        if let Some(message) = info["errorMessage"].as_str() {
            let _ = writeln!(out, "{}", visible(message.as_bytes()));
        }
        for kind in ["successfulResults", "failedResults", "unprocessedrecords"] {
            let file = self.results(job, kind).await.ok().body;
            if file.iter().filter(|byte| **byte == b'\n').count() > 1 {
                let _ = write!(out, "{kind}\n{}", self.names.named(&lines(&file)));
            }
        }
        out
    }

    /// Runs a job and tells what it came to.
    pub(crate) async fn tell(&self, job: Value, csv: impl Into<Body>) -> String {
        let id = self.run(job, csv).await;
        self.outcome(&id).await
    }

    /// The errors of a job's failed rows, one behind the other.
    pub(crate) async fn row_errors(&self, job: Value, csv: impl Into<Body>) -> Vec<String> {
        let id = self.run(job, csv).await;
        let file = self.results(&id, "failedResults").await.ok().body;
        // A ragged row comes back as ragged as it was sent.
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.as_ref());
        let errors = reader
            .byte_records()
            .map(|row| self.show_text(&String::from_utf8_lossy(&row.expect("a row")[1])));
        errors.collect()
    }

    /// An answer for a snapshot, ids named.
    pub(crate) fn show(&self, answer: &Answer) -> String {
        self.names.named(&show(answer))
    }

    /// A text for a snapshot, ids named.
    pub(crate) fn show_text(&self, text: &str) -> String {
        self.names.named(text)
    }
}

/// The headers that a reader of a snapshot wants to see.
const SHOWN_HEADERS: &[&str] = &["www-authenticate", "location", "content-encoding"];

/// An answer for a snapshot: status, type, headers that matter, body.
pub(crate) fn show(answer: &Answer) -> String {
    let mut out = answer.status.to_string();
    if let Some(kind) = answer.header("content-type") {
        let _ = write!(out, " {kind}");
    }
    out.push('\n');
    for name in SHOWN_HEADERS {
        if let Some(value) = answer.header(name) {
            let _ = writeln!(out, "{name}: {value}");
        }
    }
    match serde_json::from_slice::<Value>(&answer.body) {
        // Errors are short arrays, and read better on one line.
        Ok(Value::Array(short)) if short.len() == 1 => {
            let _ = writeln!(out, "{}", Value::Array(short));
        }
        Ok(value @ (Value::Object(_) | Value::Array(_))) => {
            let _ = writeln!(out, "{value:#}");
        }
        Ok(_) | Err(_) => out.push_str(&lines(&answer.body)),
    }
    out
}

/// Bytes line by line, with line ends and everything that does not print made visible.
pub(crate) fn lines(bytes: &[u8]) -> String {
    bytes.split_inclusive(|byte| *byte == b'\n').map(|line| visible(line) + "\n").collect()
}

/// Names for ids, by order of first sight.
#[derive(Default)]
struct Names {
    seen: Mutex<Vec<(String, String)>>,
}

/// The kinds of ids that are named.
const KINDS: &[(&str, &str)] = &[
    ("750", "job"),
    ("001", "account"),
    ("003", "contact"),
    ("00Q", "lead"),
    ("005", "user"),
    ("00D", "org"),
    ("00T", "task"),
    ("701", "campaign"),
    ("a00", "subscription"),
    ("a01", "line"),
    ("500", "case"),
    ("a0Z", "memo"),
];

impl Names {
    fn named(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            out.push_str(&self.name(&rest[..end]));
            rest = &rest[end..];
        }
        out + rest
    }

    /// An id's name; any other word as it is.
    fn name(&self, word: &str) -> String {
        let Some(id) = Id::parse(word) else { return word.to_owned() };
        let Some((_, kind)) = KINDS.iter().find(|(prefix, _)| *prefix == id.prefix()) else {
            return word.to_owned();
        };
        let mut seen = self.seen.lock().expect("nobody panicked");
        let key = id.short().to_owned();
        let name = match seen.iter().find(|(known, _)| *known == key) {
            Some((_, name)) => name.clone(),
            None => {
                let of_kind = seen.iter().filter(|(_, name)| name.starts_with(kind)).count();
                let name = format!("{kind}{}", of_kind + 1);
                seen.push((key, name.clone()));
                name
            }
        };
        // The short form of an id is another text, and a snapshot should tell.
        if word.len() == 15 { format!("<{name}:15>") } else { format!("<{name}>") }
    }
}

/// A job that inserts contacts.
pub(crate) fn insert_contacts() -> Value {
    json!({ "object": "Contact", "operation": "insert" })
}

/// Seven contacts: with batches of three, three batches.
pub(crate) static SEVEN: LazyLock<String> = LazyLock::new(|| {
    let rows = (1..=7).map(|n| format!("Person {n},C-{n}\n"));
    format!("LastName,External_Id__c\n{}", rows.collect::<String>())
});
