//! Which keys of a job each call shows, and what they say (3.3, 3.7).

use super::command::Operation;
use super::job::{Job, Stage, State};
use super::prediction::{Expected, JobView};
use super::settings::Settings;

/// The calls that answer with a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Create,
    Patch,
    Info,
    List,
}

pub(super) fn view(job: &Job, call: Call, settings: &Settings) -> JobView {
    let mut view = JobView::default();
    who_and_what(&mut view, job, call, settings);
    let dialect = match call {
        Call::Create | Call::Info | Call::List => true,
        Call::Patch => false,
    };
    if dialect {
        view.says("lineEnding", text(job.new.line_ending.word()));
        view.says("columnDelimiter", text("COMMA"));
        if job.state() == State::Open {
            view.says("contentUrl", Expected::ContentUrl);
        }
    }
    match call {
        Call::Create | Call::Patch => {}
        Call::List => view.says("jobType", text("V2Ingest")),
        Call::Info => {
            view.says("jobType", text("V2Ingest"));
            progress(&mut view, job, settings);
        }
    }
    view
}

fn who_and_what(view: &mut JobView, job: &Job, call: Call, settings: &Settings) {
    let object = settings.object(&job.new.object).map_or(&job.new.object, |rules| &rules.name);
    view.says("id", Expected::JobId);
    view.says("operation", text(job.new.operation.word()));
    view.says("object", text(object));
    view.says("createdById", Expected::Id);
    view.says("createdDate", Expected::Date);
    view.says("systemModstamp", Expected::Date);
    view.says("state", text(job.state().word()));
    view.says("concurrencyMode", text("Parallel"));
    view.says("contentType", text("CSV"));
    view.says("apiVersion", Expected::Tenths(settings.api_version_tenths));
    if let (Operation::Upsert, Some(field)) = (job.new.operation, &job.new.external_id) {
        let keys = match call {
            Call::Create | Call::Patch | Call::Info => &mut view.keys,
            // 3.7 does not list it, nor does it rule it out.
            Call::List => &mut view.optional,
        };
        keys.insert("externalIdFieldName", text(field));
    }
}

fn progress(view: &mut JobView, job: &Job, settings: &Settings) {
    view.says("retries", Expected::Number(0));
    let never_ran = matches!(job.stage, Stage::Open | Stage::Failed { .. });
    let total = if never_ran { Expected::Number(0) } else { Expected::Count };
    view.says("totalProcessingTime", total);
    view.says("apiActiveProcessingTime", Expected::Count);
    view.says("apexProcessingTime", Expected::Count);
    let open = job.state() == State::Open;
    if !(open && job.uploads.is_empty()) {
        view.says("numberRecordsProcessed", Expected::Number(job.outcomes.len() as u64));
        view.says("numberRecordsFailed", Expected::Number(job.refused_rows() as u64));
    }
    if !open && settings.api_version_tenths >= 610 {
        view.says("isPkChunkingSupported", Expected::False);
    }
    if let Stage::Failed { messages } = &job.stage {
        view.says("errorMessage", Expected::OneOf(messages.clone()));
    }
}

fn text(text: &str) -> Expected {
    Expected::Text(text.to_owned())
}

impl JobView {
    fn says(&mut self, key: &'static str, value: Expected) {
        self.keys.insert(key, value);
    }
}
