//! An actor that walks the model through the sheet's examples: one org, one clock, short words.

use bulk_conformance::model::salesforce::{
    Body, Cell, Command, Fault, JobName, JobView, NewJob, Newline, Operation, Org, Outcome,
    Prediction, RecordName, RecordRef, ResultSet, Settings, State, Upload,
};

/// A client of one org.
pub(crate) struct Walk {
    pub(crate) org: Org,
    now: u64,
}

/// Three rows a batch, a second in the queue, a tenth of a second for each row.
pub(crate) fn settings() -> Settings {
    Settings { queue_wait_ms: 1_000, per_record_ms: 100, batch_rows: 3, ..Settings::default() }
}

impl Walk {
    pub(crate) fn new() -> Self {
        Walk { org: Org::new(settings()), now: 0 }
    }

    pub(crate) fn wait(&mut self, ms: u64) {
        self.now += ms;
        self.org.advance_to(self.now);
    }

    pub(crate) fn asks(&mut self, command: &Command) -> Prediction {
        self.org.apply(self.now, command)
    }

    pub(crate) fn create(&mut self, job: u32, operation: Operation) -> Prediction {
        let by = (operation == Operation::Upsert).then_some("External_Id__c");
        self.asks(&Command::Create(new_job(job, operation, by)))
    }

    pub(crate) fn put(&mut self, job: u32, file: &str) -> Prediction {
        self.asks(&Command::Upload(JobName(job), upload(file)))
    }

    pub(crate) fn close(&mut self, job: u32) -> Prediction {
        self.asks(&Command::Close(JobName(job)))
    }

    pub(crate) fn abort(&mut self, job: u32) -> Prediction {
        self.asks(&Command::Abort(JobName(job)))
    }

    pub(crate) fn delete(&mut self, job: u32) -> Prediction {
        self.asks(&Command::Delete(JobName(job)))
    }

    pub(crate) fn info(&mut self, job: u32) -> JobView {
        job_of(&self.asks(&Command::Info(JobName(job))))
    }

    pub(crate) fn results(&mut self, job: u32, set: ResultSet) -> Prediction {
        self.asks(&Command::Results(JobName(job), set))
    }

    /// Create, upload, close and wait for the end.
    pub(crate) fn run(&mut self, job: u32, operation: Operation, file: &str) -> &[Outcome] {
        self.create(job, operation);
        self.finish(job, file)
    }

    pub(crate) fn finish(&mut self, job: u32, file: &str) -> &[Outcome] {
        self.put(job, file);
        self.close(job);
        self.wait(60_000);
        self.org.outcomes(JobName(job))
    }

    pub(crate) fn state(&self, job: u32) -> Option<State> {
        self.org.state(JobName(job))
    }

    /// A job of this number in this state.
    pub(crate) fn reach(&mut self, job: u32, state: State) {
        self.create(job, Operation::Insert);
        let file = match state {
            State::Failed => "Bogus__c\nx",
            State::Open
            | State::UploadComplete
            | State::InProgress
            | State::JobComplete
            | State::Aborted => "LastName\nAnn\nBob\nCy\nDee",
        };
        self.put(job, file);
        match state {
            State::Open => {}
            State::UploadComplete => drop(self.close(job)),
            State::InProgress => {
                self.close(job);
                self.wait(1_000);
            }
            State::JobComplete | State::Failed => {
                self.close(job);
                self.wait(60_000);
            }
            State::Aborted => drop(self.abort(job)),
        }
        assert_eq!(self.state(job), Some(state));
    }

    /// The live Contacts, each as its values joined by commas.
    pub(crate) fn contacts(&self) -> Vec<String> {
        let live = self.org.records("Contact").filter(|(_, record)| !record.deleted);
        live.map(|(_, r)| r.values.values().cloned().collect::<Vec<_>>().join(",")).collect()
    }
}

pub(crate) fn new_job(job: u32, operation: Operation, external_id: Option<&str>) -> NewJob {
    NewJob {
        name: JobName(job),
        object: "Contact".to_owned(),
        operation,
        external_id: external_id.map(str::to_owned),
        line_ending: Newline::Lf,
    }
}

/// A small file: `@1.0` is the record that row 0 of job 1 made, `@never` one that never was.
pub(crate) fn upload(file: &str) -> Upload {
    let cell = |text: &str| match text.strip_prefix('@') {
        Some("never") => Cell::Record(RecordRef::Never(made(9, 9))),
        Some(name) => {
            let (job, row) = name.split_once('.').expect("@job.row");
            let number = |text: &str| text.parse().expect("a number");
            Cell::Record(RecordRef::Made(made(number(job), number(row))))
        }
        None if text.is_empty() => Cell::Empty,
        None => Cell::Text(text.to_owned()),
    };
    let mut lines = file.split('\n');
    let columns = lines.next().unwrap_or_default();
    Upload {
        columns: columns.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
        rows: lines.map(|line| line.split(',').map(cell).collect()).collect(),
        newline: Newline::Lf,
    }
}

pub(crate) fn made(job: u32, row: u32) -> RecordName {
    RecordName { job: JobName(job), row }
}

pub(crate) fn saved(job: u32, row: u32, created: bool) -> Outcome {
    Outcome::Saved { record: made(job, row), created }
}

pub(crate) fn faults(outcome: &Outcome) -> &[Fault] {
    match outcome {
        Outcome::Refused { faults, .. } => faults,
        Outcome::Saved { .. } => &[],
    }
}

/// The one text that a row fails with.
pub(crate) fn error(outcome: &Outcome) -> String {
    let [fault] = faults(outcome) else { panic!("not exactly one fault: {outcome:?}") };
    fault.text(|name| format!("<{name}>"))
}

pub(crate) fn job_of(prediction: &Prediction) -> JobView {
    match &prediction.body {
        Body::Job(view) => view.clone(),
        other => panic!("no job: {other:?}"),
    }
}

/// Status, code and, where it is known, the text of a refusal.
pub(crate) fn refusal(prediction: &Prediction) -> String {
    match &prediction.body {
        Body::Refusal(refusal) => {
            let text = refusal.message.as_deref().unwrap_or("?");
            format!("{} {} {text}", prediction.status, refusal.code)
        }
        other => panic!("no refusal: {other:?}"),
    }
}
