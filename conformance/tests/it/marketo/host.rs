//! An instance on a server in process, and the calls that walks make. All glue is here.

use std::collections::BTreeMap;

use axum::body::Body;
use bulk_conformance::evidence::Journal;
use bulk_conformance::judge::acceptor::{Provider, impossible};
use bulk_mock::MockServer;
use bulk_mock::core::time::SimTime;
use http_body_util::BodyExt;
use hyper::{Method, Request};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// 2026-01-01T00:00:00Z
const EPOCH_MS: i64 = 1_767_225_600_000;
const TOKEN: &str = "token-of-the-judge";
const ORG: &str = "judged";

/// A fresh instance on a server of its own.
pub(crate) struct Instance {
    runtime: Runtime,
    server: MockServer,
}

/// An answer that was read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// The one result of a call that went well.
    pub(crate) fn result(&self) -> Option<Value> {
        let json = self.json();
        (json["success"] == true).then(|| json["result"][0].clone())
    }

    /// The code and message of a refusal.
    pub(crate) fn refusal(&self) -> Option<(String, String)> {
        let json = self.json();
        let error = &json["errors"][0];
        let text = |key: &str| error[key].as_str().map(str::to_owned);
        text("code").zip(text("message")).filter(|_| json["success"] == false)
    }
}

impl Instance {
    pub(crate) fn new(settings: &Value) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime on this thread");
        let server = MockServer::builder().seed(1).manual_clock(SimTime::from_millis(EPOCH_MS));
        let server = server.demo(None).offline().expect("a server without a socket");
        let instance = Self { runtime, server };
        let body = json!({
            "name": ORG,
            "marketo": { "access_token": TOKEN, "settings": settings },
        });
        let made = instance.send(Method::POST, "/_mock/orgs", "application/json", body.to_string());
        assert_eq!(made.status, 201, "{made:?}");
        instance
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "", String::new())
    }

    /// A POST without a body.
    pub(crate) fn post(&self, path: &str) -> Answer {
        self.send(Method::POST, path, "", String::new())
    }

    pub(crate) fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, "application/json", body.to_string())
    }

    /// Sends a file in the part `file`.
    pub(crate) fn upload(&self, path: &str, csv: &str) -> Answer {
        let body = format!(
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{csv}\r\n--B--\r\n"
        );
        self.send(Method::POST, path, "multipart/form-data; boundary=B", body)
    }

    pub(crate) fn wait(&self, ms: u64) {
        let path = format!("/_mock/orgs/{ORG}/clock/advance");
        let answer = self.post_json(&path, &json!({ "by": format!("{ms}ms") }));
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// The leads as they are stored, by mail address.
    pub(crate) fn leads(&self) -> Vec<BTreeMap<String, String>> {
        let answer = self.get(&format!("/_mock/orgs/{ORG}/marketo/rows/leads?format=json"));
        let rows: Vec<BTreeMap<String, Value>> =
            serde_json::from_str(&answer.body).unwrap_or_else(|e| panic!("{e}: {answer:?}"));
        let text = |(field, value): (String, Value)| Some((field, value.as_str()?.to_owned()));
        let live = rows.into_iter().filter(|row| row["isDeleted"] != json!(true));
        live.map(|row| row.into_iter().filter_map(text).collect()).collect()
    }

    /// What no provider could have answered, by the journal of the whole walk.
    pub(crate) fn impossible(&self) -> Result<(), String> {
        let lines = self.get(&format!("/_mock/orgs/{ORG}/journal")).body;
        let found = impossible(&Journal::read(&lines)?, Provider::Marketo);
        if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
    }

    fn send(&self, method: Method, path: &str, content_type: &str, body: String) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("authorization", format!("Bearer {TOKEN}"));
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        let request = request.body(Body::from(body)).expect("a sound request");
        self.runtime.block_on(async {
            let (head, body) = self.server.call(request).await.into_parts();
            let body = body.collect().await.expect("a whole body").to_bytes();
            let body = String::from_utf8(body.to_vec()).expect("UTF-8");
            Answer { status: head.status.as_u16(), body }
        })
    }
}
