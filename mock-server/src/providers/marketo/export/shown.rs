//! A job as clients are shown it (5.3), which may lag behind the truth: what is shown changes at most
//! once in the time that the setting `status_refresh` says.
//!
//! What was true at any instant follows from when states were reached, so nothing is kept for this.

use serde_json::{Map, Value};

use super::super::id::Guids;
use super::super::settings::Settings;
use super::state::{Began, Completed, ExportJob, State};
use crate::core::time::{SimDuration, SimTime};

impl ExportJob {
    /// The instant whose truth is shown at `now`: the last refresh, counted from the job's making.
    pub fn shown_as_of(&self, now: SimTime, settings: &Settings) -> SimTime {
        match settings.status_refresh.millis() {
            0 => now,
            refresh => self.created + since_refresh(self, now, refresh),
        }
    }

    /// When what is shown is next refreshed.
    pub fn next_refresh(&self, now: SimTime, settings: &Settings) -> SimTime {
        self.shown_as_of(now, settings) + settings.status_refresh
    }

    /// The provider's word for the state that was true at an instant.
    pub fn word_at(&self, at: SimTime) -> &'static str {
        let times = self.times();
        let reached = |time: Option<SimTime>| time.is_some_and(|time| time <= at);
        if reached(self.ended()) {
            self.word()
        } else if reached(times.started) {
            "Processing"
        } else if reached(times.queued) {
            "Queued"
        } else {
            "Created"
        }
    }

    /// The job as it was at an instant. Order of the members: recorded; each stands there only once
    /// it was reached.
    pub fn json_at(&self, at: SimTime, number: u64, guids: Guids) -> Value {
        let mut out = Map::new();
        out.insert("exportId".into(), guids.guid(number).to_string().into());
        out.insert("format".into(), self.spec.format.word().into());
        out.insert("status".into(), self.word_at(at).into());
        out.insert("createdAt".into(), second(self.created));
        let times = self.times();
        for (name, time) in [("queuedAt", times.queued), ("startedAt", times.started)] {
            if let Some(time) = time.filter(|time| *time <= at) {
                out.insert(name.into(), second(time));
            }
        }
        match &self.state {
            State::Completed(done) if done.at <= at => {
                out.insert("finishedAt".into(), second(done.at));
                out.insert("numberOfRecords".into(), done.records.into());
                out.insert("fileSize".into(), done.bytes.into());
                out.insert("fileChecksum".into(), format!("sha256:{}", done.sha256).into());
            }
            State::Failed { at: failed, message, .. } if *failed <= at => {
                out.insert("finishedAt".into(), second(*failed));
                out.insert("errorMsg".into(), message.clone().into());
            }
            _ => {}
        }
        Value::Object(out)
    }

    fn times(&self) -> Times {
        match &self.state {
            State::Created | State::Held { .. } => Times { queued: None, started: None },
            State::Queued(queued) => Times { queued: Some(queued.at), started: None },
            State::Processing(work) => Times::of(work.began),
            State::Completed(Completed { began, .. }) | State::Failed { began, .. } => {
                Times::of(*began)
            }
            State::Cancelled { queued, started, .. } => {
                Times { queued: *queued, started: *started }
            }
        }
    }
}

/// When a job was put into the queue and began, as far as it got.
struct Times {
    queued: Option<SimTime>,
    started: Option<SimTime>,
}

impl Times {
    fn of(began: Began) -> Self {
        Self { queued: Some(began.queued), started: Some(began.started) }
    }
}

fn since_refresh(job: &ExportJob, now: SimTime, refresh: u64) -> SimDuration {
    let age = now.since(job.created).millis();
    SimDuration::from_millis(age - age % refresh)
}

/// Times are shown in whole seconds. Recorded.
fn second(at: SimTime) -> Value {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").into()
}
