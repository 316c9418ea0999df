//! Writes the journal that a client leaves behind at the model of Salesforce: what the model answers,
//! and what becomes of its jobs meanwhile. No server has a part in it.

use std::collections::BTreeMap;

use bulk_conformance::evidence::{Body, Entry, Exchange, Fired, Journal, Place, Transition};
use bulk_conformance::model::salesforce::{
    Body as Predicted, Cell, Command, Expected, JobName, JobView, NewJob, Newline, Operation, Org,
    Prediction, ResultSet, Settings, State, Upload,
};
use serde_json::{Value, json};

const INGEST: &str = "/services/data/v62.0/jobs/ingest";

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It is done and answered.
    Whole,
    /// It is done, and its answer is lost.
    Lost,
    /// It is not done, and answered so.
    Refused(u16),
}

/// A request under way.
pub(super) struct Sent {
    exchange: Exchange,
    way: Way,
}

/// One org and its journal.
pub(super) struct Scribe {
    org: Org,
    now: u64,
    seq: u64,
    entries: Vec<Entry>,
    states: BTreeMap<JobName, State>,
}

impl Scribe {
    pub(super) fn new() -> Self {
        let settings = Settings { batch_rows: 2, ..Settings::default() };
        let (entries, states) = (Vec::new(), BTreeMap::new());
        Self { org: Org::new(settings), now: 0, seq: 0, entries, states }
    }

    pub(super) fn journal(&self) -> Journal {
        Journal { entries: self.entries.clone() }
    }

    /// Time passes, change by change.
    pub(super) fn wait(&mut self, ms: u64) {
        let end = self.now + ms;
        while let Some(at) = self.org.next_event().filter(|at| *at <= end) {
            self.org.advance_to(at);
            self.changes();
        }
        self.now = end;
    }

    /// A request and its answer, with nothing in between.
    pub(super) fn ask(&mut self, command: &Command, way: Way) -> Prediction {
        let sent = self.send(command, way);
        let (sent, prediction) = self.act(sent, command);
        self.answer(sent);
        prediction
    }

    /// A request arrives.
    pub(super) fn send(&mut self, command: &Command, way: Way) -> Sent {
        let (operation, method, target, body) = wire(command);
        let exchange = Exchange {
            operation: Some(operation.to_owned()),
            method: method.to_owned(),
            target,
            headers: Vec::new(),
            received: self.place(),
            effect: None,
            answered: None,
            request: text(&body),
            status: None,
            response_headers: Vec::new(),
            response: Body::default(),
            broke: None,
            notes: Vec::new(),
            faults: Vec::new(),
        };
        Sent { exchange, way }
    }

    /// The model acts on it.
    pub(super) fn act(&mut self, mut sent: Sent, command: &Command) -> (Sent, Prediction) {
        if let Way::Refused(status) = sent.way {
            sent.exchange.status = Some(status);
            let body = Predicted::Unstated;
            return (sent, Prediction { status, body });
        }
        sent.exchange.effect = Some(self.place());
        let prediction = self.org.apply(self.now, command);
        self.changes();
        sent.exchange.status = Some(prediction.status);
        if let Predicted::Job(view) = &prediction.body {
            sent.exchange.response = text(&answer(about(command), view));
        }
        (sent, prediction)
    }

    /// Its answer goes out.
    pub(super) fn answer(&mut self, mut sent: Sent) {
        sent.exchange.answered = Some(self.place());
        if sent.way == Way::Lost {
            sent.exchange.status = None;
            sent.exchange.response = Body::default();
            sent.exchange.broke = Some("a fault ended it before its head".to_owned());
            let fault = ("lost".to_owned(), "lost_response".to_owned());
            sent.exchange.faults = vec![Fired { rule: fault.0, kind: fault.1 }];
        }
        self.entries.push(Entry::Exchange(Box::new(sent.exchange)));
    }

    pub(super) fn state(&self, job: JobName) -> Option<State> {
        self.org.state(job)
    }

    fn changes(&mut self) {
        let now: BTreeMap<_, _> =
            self.org.jobs().filter_map(|job| Some((job, self.org.state(job)?))).collect();
        let before = std::mem::replace(&mut self.states, now.clone());
        let mut names: Vec<_> = before.keys().chain(now.keys()).copied().collect();
        names.sort();
        names.dedup();
        for name in names {
            let (from, to) = (before.get(&name), now.get(&name));
            if from != to {
                let word = |state: Option<&State>| state.map(|state| state.word().to_owned());
                let place = self.place();
                self.entries.push(Entry::Transition(Transition {
                    place,
                    subject: id(name),
                    from: word(from),
                    to: word(to),
                    reason: None,
                }));
            }
        }
    }

    fn place(&mut self) -> Place {
        self.seq += 1;
        Place { seq: self.seq, at: String::new(), wall_ms: self.now as i64 }
    }
}

/// A creation of an insert.
pub(super) fn create(job: u32) -> Command {
    Command::Create(NewJob {
        name: JobName(job),
        object: "Contact".to_owned(),
        operation: Operation::Insert,
        external_id: None,
        line_ending: Newline::Lf,
    })
}

/// An upload of so many rows.
pub(super) fn upload(job: u32, rows: usize) -> Command {
    let row = |row| vec![Cell::Text(format!("name {job}.{row}"))];
    let rows = (0..rows).map(row).collect();
    Command::Upload(
        JobName(job),
        Upload { columns: vec!["LastName".to_owned()], rows, newline: Newline::Lf },
    )
}

fn wire(command: &Command) -> (&'static str, &'static str, String, Value) {
    let job = |job: &JobName, rest: &str| format!("{INGEST}/{}{rest}", id(*job));
    match command {
        Command::Create(new) => (
            "salesforce.ingest.create",
            "POST",
            INGEST.to_owned(),
            json!({ "object": new.object, "operation": new.operation.word() }),
        ),
        Command::List => ("salesforce.ingest.list", "GET", INGEST.to_owned(), Value::Null),
        Command::Upload(name, _) => {
            ("salesforce.ingest.upload", "PUT", job(name, "/batches"), Value::Null)
        }
        Command::Close(name) => {
            let body = json!({ "state": "UploadComplete" });
            ("salesforce.ingest.change", "PATCH", job(name, ""), body)
        }
        Command::Abort(name) => {
            ("salesforce.ingest.change", "PATCH", job(name, ""), json!({ "state": "Aborted" }))
        }
        Command::Delete(name) => ("salesforce.ingest.delete", "DELETE", job(name, ""), Value::Null),
        Command::Info(name) => ("salesforce.ingest.info", "GET", job(name, "/"), Value::Null),
        Command::Results(name, set) => {
            let (operation, rest) = match set {
                ResultSet::Successful => {
                    ("salesforce.ingest.successful_results", "/successfulResults")
                }
                ResultSet::Failed => ("salesforce.ingest.failed_results", "/failedResults"),
                ResultSet::Unprocessed => {
                    ("salesforce.ingest.unprocessed_records", "/unprocessedrecords")
                }
            };
            (operation, "GET", job(name, rest), Value::Null)
        }
    }
}

fn about(command: &Command) -> JobName {
    match command {
        Command::Create(new) => new.name,
        Command::Upload(job, _)
        | Command::Close(job)
        | Command::Abort(job)
        | Command::Delete(job)
        | Command::Info(job)
        | Command::Results(job, _) => *job,
        Command::List => JobName(0),
    }
}

/// The keys of an answer that say something about the job's way.
fn answer(job: JobName, view: &JobView) -> Value {
    let mut answer = json!({ "id": id(job) });
    for (key, value) in &view.keys {
        match value {
            Expected::Text(text) => answer[*key] = json!(text),
            Expected::Number(number) => answer[*key] = json!(number),
            _ => {}
        }
    }
    answer
}

fn id(job: JobName) -> String {
    format!("750000000{:06}AAA", job.0)
}

fn text(body: &Value) -> Body {
    let whole = (!body.is_null()).then(|| body.to_string());
    let bytes = whole.as_ref().map_or(0, |text| text.len() as u64);
    Body { raw_bytes: bytes, decoded_bytes: bytes, whole, broke: None }
}
