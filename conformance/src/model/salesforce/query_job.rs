//! Reference model of one query job: its way through its states, and what each call answers there
//! (4.2 to 4.4). What its file holds is the business of the model of SOQL.

use super::prediction::{Body, Expected, JobView, Prediction};

/// How long what takes.
#[derive(Debug, Clone)]
pub struct QueryPace {
    /// From the creation to the start of the work.
    pub queue_wait_ms: u64,
    /// Work on one chunk.
    pub chunk_ms: u64,
    /// Records of one chunk.
    pub chunk_rows: u64,
}

/// Where a query job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryState {
    /// Waits for its turn.
    UploadComplete,
    /// Goes through the records, chunk by chunk.
    InProgress,
    /// Its file can be read.
    JobComplete,
    /// Was stopped.
    Aborted,
    /// Is no more.
    Deleted,
}

/// A query job over records that all go into its file, in no order that was asked for.
#[derive(Debug, Clone)]
pub struct QueryJob {
    /// Where it stands.
    pub state: QueryState,
    /// Its `operation`: `query` or `queryAll`.
    pub operation: &'static str,
    rows: u64,
    processed: u64,
    created_ms: u64,
}

impl QueryJob {
    /// A new job over so many records.
    pub fn new(now: u64, operation: &'static str, rows: u64) -> Self {
        let state = QueryState::UploadComplete;
        QueryJob { state, operation, rows, processed: 0, created_ms: now }
    }

    /// Time passes.
    pub fn advance_to(&mut self, now: u64, pace: &QueryPace) {
        match self.state {
            QueryState::UploadComplete | QueryState::InProgress => {}
            QueryState::JobComplete | QueryState::Aborted | QueryState::Deleted => return,
        }
        let Some(worked) = now.checked_sub(self.created_ms + pace.queue_wait_ms) else { return };
        self.state = QueryState::InProgress;
        self.processed = self.rows.min(worked / pace.chunk_ms * pace.chunk_rows);
        // A job over nothing still looks once.
        let chunks = self.rows.div_ceil(pace.chunk_rows).max(1);
        if worked >= chunks * pace.chunk_ms {
            self.state = QueryState::JobComplete;
        }
    }

    /// POST, which made it.
    pub fn created(&self) -> Prediction {
        Prediction::ok(Body::Job(self.view(&["lineEnding", "columnDelimiter"])))
    }

    /// GET.
    pub fn info(&self) -> Prediction {
        if self.state == QueryState::Deleted {
            return Prediction::not_found();
        }
        let mut view = self.view(&["lineEnding", "columnDelimiter", "jobType"]);
        view.keys.insert("numberRecordsProcessed", Expected::Number(self.processed));
        view.keys.insert("retries", Expected::Number(0));
        view.keys.insert("totalProcessingTime", Expected::Count);
        // Neither ORDER BY nor LIMIT stands in the way (4.5).
        view.keys.insert("isPkChunkingSupported", Expected::True);
        Prediction::ok(Body::Job(view))
    }

    /// PATCH `Aborted`.
    pub fn abort(&mut self) -> Prediction {
        match self.state {
            QueryState::UploadComplete | QueryState::InProgress => {
                self.state = QueryState::Aborted;
                Prediction::ok(Body::Job(self.view(&[])))
            }
            QueryState::JobComplete => Prediction::refused(
                "INVALIDJOBSTATE",
                "Aborting already Completed Job not allowed".to_owned(),
            ),
            QueryState::Aborted => Prediction::refused("INVALIDJOBSTATE", None),
            QueryState::Deleted => Prediction::not_found(),
        }
    }

    /// DELETE.
    pub fn delete(&mut self) -> Prediction {
        match self.state {
            QueryState::UploadComplete | QueryState::InProgress => Prediction::refused(
                "API_ERROR",
                "Error encountered when deleting the job because the job is not terminated"
                    .to_owned(),
            ),
            QueryState::JobComplete | QueryState::Aborted => {
                self.state = QueryState::Deleted;
                Prediction::done(204)
            }
            QueryState::Deleted => Prediction::not_found(),
        }
    }

    /// GET `results`: the status, and the rows of the file if there is one; none where the sheet
    /// is silent.
    pub fn results(&self) -> Option<(u16, Option<u64>)> {
        match self.state {
            QueryState::UploadComplete | QueryState::InProgress => Some((400, None)),
            QueryState::JobComplete => Some((200, Some(self.rows))),
            QueryState::Aborted => None,
            QueryState::Deleted => Some((404, None)),
        }
    }

    fn view(&self, more: &[&'static str]) -> JobView {
        let text = |text: &str| Expected::Text(text.to_owned());
        let mut view = JobView::default();
        let common = [
            ("id", Expected::JobId),
            ("operation", text(self.operation)),
            ("object", text("Contact")),
            ("createdById", Expected::Id),
            ("createdDate", Expected::Date),
            ("systemModstamp", Expected::Date),
            ("state", text(self.word())),
            ("concurrencyMode", text("Parallel")),
            ("contentType", text("CSV")),
            ("apiVersion", Expected::Tenths(620)),
        ];
        view.keys.extend(common);
        let values = [("lineEnding", "LF"), ("columnDelimiter", "COMMA"), ("jobType", "V2Query")];
        let wanted = values.into_iter().filter(|(key, _)| more.contains(key));
        view.keys.extend(wanted.map(|(key, value)| (key, text(value))));
        view
    }

    /// Its state on the wire.
    pub fn word(&self) -> &'static str {
        match self.state {
            QueryState::UploadComplete => "UploadComplete",
            QueryState::InProgress => "InProgress",
            QueryState::JobComplete => "JobComplete",
            QueryState::Aborted => "Aborted",
            QueryState::Deleted => "(deleted)",
        }
    }
}
