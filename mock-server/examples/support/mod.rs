//! The smallest client that the examples need: one call, one connection, and what came of it.
//!
//! It stands for your own client, which is what a test is about.

use bulk_mock::{MarketoHandle, SalesforceHandle};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// A job is over after so many polls, or never.
const POLLS_MAX: usize = 50;

/// What came back.
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// As much of the body as came.
    pub(crate) body: String,
    /// How the connection ended, if not with the body's last byte.
    pub(crate) broke: Option<String>,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// A client that knows where to go and what to show.
pub(crate) struct Client {
    host: String,
    authorization: String,
}

impl Client {
    /// A client of Salesforce.
    pub(crate) fn of_salesforce(org: &SalesforceHandle) -> Self {
        Self::new(&org.instance_url(), org.authorization())
    }

    /// A client of Marketo with that token.
    pub(crate) fn of_marketo(org: &MarketoHandle, token: &str) -> Self {
        let url = org.endpoint_url();
        Self::new(url.trim_end_matches("/rest"), format!("Bearer {token}"))
    }

    fn new(url: &str, authorization: String) -> Self {
        Self { host: url.trim_start_matches("http://").to_owned(), authorization }
    }

    /// Sends a request, and reads as much of the answer as comes.
    pub(crate) async fn send(&self, method: &str, target: &str, kind: &str, body: &str) -> Answer {
        let socket = TcpStream::connect(&self.host).await.expect("the server listens");
        let shaken = hyper::client::conn::http1::handshake(TokioIo::new(socket)).await;
        let (mut sender, connection) = shaken.expect("a connection");
        tokio::spawn(connection);
        let request = Request::builder()
            .method(method)
            .uri(target)
            .header("host", &self.host)
            .header("authorization", &self.authorization)
            .header("content-type", kind)
            .body(Full::new(Bytes::from(body.to_owned())))
            .expect("a request");
        let answer = match sender.send_request(request).await {
            Ok(answer) => answer,
            Err(error) => {
                let broke = Some(error.to_string());
                return Answer { status: 0, body: String::new(), broke };
            }
        };
        let status = answer.status().as_u16();
        let (mut stream, mut bytes, mut broke) = (answer.into_body(), Vec::new(), None);
        while let Some(frame) = stream.frame().await {
            match frame.map(hyper::body::Frame::into_data) {
                Ok(Ok(piece)) => bytes.extend_from_slice(&piece),
                Ok(Err(_)) => {}
                Err(error) => broke = Some(error.to_string()),
            }
        }
        Answer { status, body: String::from_utf8_lossy(&bytes).into_owned(), broke }
    }

    /// Reads something.
    pub(crate) async fn get(&self, target: &str) -> Answer {
        self.send("GET", target, "text/plain", "").await
    }

    /// Sends JSON.
    pub(crate) async fn json(&self, method: &str, target: &str, body: Value) -> Answer {
        self.send(method, target, "application/json", &body.to_string()).await
    }

    /// Loads a CSV of contacts by an ingest job, from its making to its end; gives the job.
    pub(crate) async fn load_contacts(&self, csv: &str) -> Value {
        let new = serde_json::json!({ "object": "Contact", "operation": "insert" });
        let job = self.json("POST", JOBS, new).await.json();
        let job = format!("{JOBS}/{}", job["id"].as_str().expect("a job"));
        self.send("PUT", &format!("{job}/batches"), "text/csv", csv).await;
        self.json("PATCH", &job, serde_json::json!({ "state": "UploadComplete" })).await;
        for _ in 0..POLLS_MAX {
            let info = self.get(&job).await.json();
            if matches!(info["state"].as_str(), Some("JobComplete" | "Failed" | "Aborted")) {
                return info;
            }
        }
        panic!("{job} is not over after {POLLS_MAX} polls");
    }
}

/// Where ingest jobs live.
pub(crate) const JOBS: &str = "/services/data/v62.0/jobs/ingest";
