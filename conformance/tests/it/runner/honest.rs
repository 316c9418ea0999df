//! The least honest client of Salesforce that passes: one plain load, polled to its end, and nothing
//! that could be called robust beyond one repeated poll.

use std::path::PathBuf;
use std::time::Duration;

use bulk_conformance::adapter::{Client, Cx};
use bulk_conformance::protocol::{
    Case, Cell, Class, ClientInfo, Failure, Feature, JobReport, Op, Outcome, Ready, RowFiles,
    Success, Support, Table,
};
use serde_json::{Value, json};
use ureq::Agent;

/// The client.
pub(crate) struct Honest {
    /// How often a poll that goes wrong is repeated.
    pub(crate) patience: u32,
    /// How many cases it takes at a time.
    pub(crate) parallel: u32,
}

impl Default for Honest {
    fn default() -> Self {
        Self { patience: 1, parallel: 4 }
    }
}

/// What any of these clients says of itself.
pub(crate) fn ready(name: &str, ops: &[Op], parallel: u32) -> Ready {
    Ready {
        protocol: 1,
        client: ClientInfo {
            name: name.to_owned(),
            version: "1.0".to_owned(),
            ..ClientInfo::default()
        },
        ops: ops.to_vec(),
        features: [(Feature::InputRecords, Support::Plain(true))].into(),
        parallel,
    }
}

impl Client for Honest {
    fn ready(&self) -> Ready {
        ready("honest", &[Op::SfIngest, Op::SfQuery], self.parallel)
    }

    fn run(&self, case: &Case, cx: &Cx) -> Outcome {
        let done = match case.op {
            Op::SfIngest => self.ingest(case, cx),
            Op::SfQuery => self.query(case, cx),
            _ => return Outcome::Unsupported { what: case.op.name().to_owned() },
        };
        match done {
            Ok(success) => Outcome::Ok(success),
            Err(failure) => Outcome::Error(failure),
        }
    }
}

impl Honest {
    fn ingest(&self, case: &Case, cx: &Cx) -> Result<Success, Failure> {
        let wire = Wire::open(case)?;
        let jobs = format!("/services/data/v{}/jobs/ingest", version(case));
        let made = wire.json("POST", &jobs, &Value::Object(case.args.clone()))?;
        let id = made["id"].as_str().unwrap_or_default().to_owned();
        let job = format!("{jobs}/{id}");
        wire.send("PUT", &format!("{job}/batches"), "text/csv", csv(case).as_bytes())?;
        wire.json("PATCH", &job, &json!({ "state": "UploadComplete" }))?;
        let info = self.wait(&wire, &job, case, cx)?;
        let results = format!("{job}/successfulResults");
        let success = keep(case, "success", &wire.send("GET", &results, "text/csv", b"")?.text)?;
        let state = info["state"].as_str().map(str::to_owned);
        let report = JobReport { id, state, processed: None, failed: None };
        let rows = RowFiles { success: Some(success), ..RowFiles::default() };
        Ok(Success { jobs: vec![report], rows, partial: info["numberRecordsFailed"] != 0 })
    }

    fn query(&self, case: &Case, cx: &Cx) -> Result<Success, Failure> {
        let wire = Wire::open(case)?;
        let jobs = format!("/services/data/v{}/jobs/query", version(case));
        let body = json!({ "operation": "query", "query": case.args["soql"] });
        let made = wire.json("POST", &jobs, &body)?;
        let job = format!("{jobs}/{}", made["id"].as_str().unwrap_or_default());
        self.wait(&wire, &job, case, cx)?;
        let mut text = String::new();
        let mut page = format!("{job}/results");
        loop {
            let answer = wire.send("GET", &page, "text/csv", b"")?;
            let rows =
                if text.is_empty() { 0 } else { answer.text.find('\n').map_or(0, |at| at + 1) };
            text += &answer.text[rows..];
            match answer.locator.as_deref() {
                None | Some("null") => break,
                Some(locator) => page = format!("{job}/results?locator={locator}"),
            }
        }
        let records = keep(case, "records", &text)?;
        let rows = RowFiles { records: Some(records), ..RowFiles::default() };
        Ok(Success { rows, ..Success::default() })
    }

    fn wait(&self, wire: &Wire, job: &str, case: &Case, cx: &Cx) -> Result<Value, Failure> {
        let mut patience = self.patience;
        for _ in 0..100 {
            match wire.json("GET", job, &Value::Null) {
                Ok(info) => match info["state"].as_str().unwrap_or_default() {
                    "JobComplete" => return Ok(info),
                    "Failed" => return Err(Failure::new(Class::JobFailed, info.to_string())),
                    "Aborted" => return Err(Failure::new(Class::JobAborted, info.to_string())),
                    _ => {}
                },
                Err(failure) if patience == 0 => return Err(failure),
                Err(_) => patience -= 1,
            }
            cx.wait(Duration::from_millis(case.poll_ms));
        }
        Err(Failure::new(Class::Timeout, "too many polls"))
    }
}

fn version(case: &Case) -> &str {
    case.target.api_version.as_deref().unwrap_or_default()
}

/// The rows of a case as CSV, every cell quoted.
fn csv(case: &Case) -> String {
    let path = case.input.as_ref().and_then(|input| input.records.as_ref()).expect("records");
    let table = Table::load(path).expect("a table");
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let header: Vec<_> = table.header.iter().map(|name| quoted(name)).collect();
    let mut text = header.join(",") + "\n";
    for row in &table.rows {
        let cells: Vec<_> =
            row.iter().map(|cell| quoted(cell.as_text().unwrap_or("#N/A"))).collect();
        text += &(cells.join(",") + "\n");
    }
    text
}

/// Keeps rows of an answer where the kit finds them.
fn keep(case: &Case, name: &str, text: &str) -> Result<PathBuf, Failure> {
    let broken = |error: String| Failure::new(Class::Data, error);
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut table = Table::default();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| broken(error.to_string()))?;
        if at == 0 {
            table.header = record.iter().map(str::to_owned).collect();
        } else {
            table.rows.push(record.iter().map(Cell::text).collect());
        }
    }
    let path = case.dir.join(format!("{name}.ndjson"));
    table.save(&path).map_err(|error| broken(error.to_string()))?;
    Ok(path)
}

struct Wire {
    agent: Agent,
    base: String,
    token: String,
}

struct Answer {
    text: String,
    locator: Option<String>,
}

impl Wire {
    fn open(case: &Case) -> Result<Self, Failure> {
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        let auth = &case.target.auth;
        let form = [
            ("grant_type", "password"),
            ("client_id", auth.client_id.as_deref().unwrap_or_default()),
            ("client_secret", auth.client_secret.as_deref().unwrap_or_default()),
            ("username", auth.username.as_deref().unwrap_or_default()),
            ("password", auth.password.as_deref().unwrap_or_default()),
        ];
        let lost = |error: ureq::Error| Failure::new(Class::Auth, error.to_string());
        let mut answer = agent.post(&case.target.token_url).send_form(form).map_err(lost)?;
        let text = answer.body_mut().read_to_string().map_err(lost)?;
        let answer: Value = serde_json::from_str(&text).unwrap_or_default();
        let token = answer["access_token"].as_str().unwrap_or_default().to_owned();
        let base = answer["instance_url"].as_str().unwrap_or_default().to_owned();
        Ok(Self { agent, base, token })
    }

    fn json(&self, method: &str, path: &str, body: &Value) -> Result<Value, Failure> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.send(method, path, "application/json", body.as_bytes())?;
        serde_json::from_str(&answer.text)
            .map_err(|error| Failure::new(Class::Transport, error.to_string()))
    }

    fn send(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Result<Answer, Failure> {
        let lost = |error: ureq::Error| Failure::new(Class::Transport, error.to_string());
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", kind)
            .body(body.to_vec())
            .expect("a sound request");
        let mut answer = self.agent.run(request).map_err(lost)?;
        let status = answer.status().as_u16();
        let locator = answer.headers().get("sforce-locator");
        let locator = locator.and_then(|value| value.to_str().ok()).map(str::to_owned);
        let text = answer.body_mut().read_to_string().map_err(lost)?;
        if (200..300).contains(&status) {
            return Ok(Answer { text, locator });
        }
        Err(Failure::new(Class::Rejected, format!("{status} {text}")))
    }
}
