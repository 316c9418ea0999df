//! Loading rows: the plan, the parts, and one job for each part.

use bulk_conformance::protocol::{Class, Failure, JobReport, Success};
use serde_json::{Map, Value, json};

use super::job::{Info, Job, JobType, Phase, Plan, info, jobs_path};
use super::tally::Tally;
use crate::answers::Trouble;
use crate::csv::{Format, LineEnding, Nulls};
use crate::http::{Method, Repeat, Request, fetch};
use crate::policy::back_off;
use crate::rows::{Kind, Line, Part, Source, project, read_table};
use crate::run::{Result, Run};

/// As `Steps::ingest`.
///
/// # Errors
/// Those of `Steps::ingest`.
pub fn ingest(run: &Run<'_>) -> Result<Success> {
    let steps = &run.parts.salesforce;
    let plan = steps.plan(run)?;
    let mut rows = steps.open_rows(run)?;
    let parts = run.parts.intake.spool(run, &mut *rows, plan.format, Nulls::HashNa, "part")?;
    let mut tally = Tally::new(run, &[Kind::Success, Kind::Failed, Kind::Unprocessed])?;
    let ended = steps.load(run, &plan, &parts, &mut tally);
    tally.settle(ended)
}

/// As `Steps::open_rows`.
///
/// # Errors
/// Those of `Steps::open_rows`.
pub fn open_rows(run: &Run<'_>) -> Result<Box<dyn Source>> {
    let rows = run.parts.intake.open(run)?;
    let operation = run.text_arg("operation").unwrap_or_default();
    if !matches!(operation.as_str(), "delete" | "hardDelete") || rows.header().is_empty() {
        return Ok(rows);
    }
    match rows.header().iter().position(|name| name.eq_ignore_ascii_case("Id")) {
        Some(at) => Ok(project(rows, vec![at])),
        None => Err(Failure::new(Class::Data, "rows to be deleted need a column Id")),
    }
}

/// As `Steps::plan`.
///
/// Newlines within values must be those of the job, or the job may fail as a whole. So the values
/// decide; where they have none, the caller does.
///
/// # Errors
/// Those of `Steps::plan`.
pub fn plan(run: &Run<'_>) -> Result<Plan> {
    let dialect = run.case.input.as_ref().and_then(|input| input.dialect.clone());
    let said = |name: &str, other: Option<String>| run.text_arg(name).or(other);
    let delimiter = said("columnDelimiter", dialect.as_ref().map(|d| d.column_delimiter.clone()));
    let delimiter = delimiter.map_or(Ok(b','), |name| Format::delimiter_of(&name))?;
    let ending = said("lineEnding", dialect.map(|d| d.line_ending));
    let ending = ending.map_or(Ok(LineEnding::Lf), |name| LineEnding::of(&name))?;
    let ending = newlines_within(run)?.unwrap_or(ending);
    Ok(Plan { format: Format { delimiter, ending } })
}

/// The newlines within values, if there are any.
fn newlines_within(run: &Run<'_>) -> Result<Option<LineEnding>> {
    let mut rows = run.parts.salesforce.open_rows(run)?;
    let (mut found, mut number) = (None, 0);
    while let Some(cells) = rows.next() {
        number += 1;
        for text in cells?.iter().filter_map(|cell| cell.as_text()) {
            let crlf = text.matches("\r\n").count();
            let lf = text.matches('\n').count() - crlf;
            for (count, ending) in [(crlf, LineEnding::Crlf), (lf, LineEnding::Lf)] {
                if count > 0 && *found.get_or_insert(ending) != ending {
                    let what = "its newlines are not those of other values; one job takes one kind";
                    return Err(Failure::new(Class::Data, format!("row {number}: {what}")));
                }
            }
        }
    }
    Ok(found)
}

/// As `Steps::load`. After a part that failed nothing more is sent; what was not sent is handed back.
///
/// # Errors
/// Those of `Steps::load`.
pub fn load(run: &Run<'_>, plan: &Plan, parts: &[Part], tally: &mut Tally) -> Result<()> {
    for (at, part) in parts.iter().enumerate() {
        if let Err(failure) = run.parts.salesforce.load_part(run, plan, part, tally) {
            for unsent in &parts[at + 1..] {
                hand_back(run, unsent, tally)?;
            }
            return Err(failure);
        }
    }
    Ok(())
}

/// Rows that were never processed, for sure, go back to the caller.
fn hand_back(run: &Run<'_>, part: &Part, tally: &mut Tally) -> Result<()> {
    let sink = tally.sink(Kind::Unprocessed)?;
    let (mut file, delimiter) = (part.open()?, part.format.delimiter);
    read_table(run, &mut file, delimiter, &|f| f.to_cell(), &mut |_, line| match line {
        Line::Header(names) => sink.set_header(run, names),
        Line::Row(cells) => run.parts.rows.row(sink, cells),
    })
}

/// As `Steps::load_part`.
///
/// # Errors
/// Those of `Steps::load_part`.
pub fn load_part(run: &Run<'_>, plan: &Plan, part: &Part, tally: &mut Tally) -> Result<()> {
    let steps = &run.parts.salesforce;
    let job = match send(run, plan, part) {
        Ok(job) => job,
        Err(failure) => {
            hand_back(run, part, tally)?;
            return Err(failure);
        }
    };
    tally.note(JobReport { id: job.id.clone(), ..JobReport::default() });
    let ended = steps.close(run, &job).and_then(|()| steps.wait(run, &job));
    let info = ended.map_err(|failure| {
        let failure = job.blame(failure);
        steps.tidy_up(run, &job, &failure);
        failure
    })?;
    tally.note(info.report());
    let fetched = steps.results(run, &job, part, &info, tally);
    verdict(run, &info).and(fetched).map_err(|failure| job.blame(failure))
}

/// Makes a job and uploads to it. An upload whose fate is not known makes the job useless, since a
/// second one would spoil it: it is aborted, which loads nothing, and the next job begins from scratch.
fn send(run: &Run<'_>, plan: &Plan, part: &Part) -> Result<Job> {
    let steps = &run.parts.salesforce;
    let mut uploads = 0;
    loop {
        let job = steps.create(run, plan)?;
        let trouble = match steps.upload(run, &job, part) {
            Ok(()) => return Ok(job),
            Err(trouble) => trouble,
        };
        uploads += 1;
        let (passing, asked) = match &trouble {
            Trouble::Broken(_) => (true, None),
            Trouble::Refused(refusal) => (refusal.is_passing(), refusal.retry_after),
            Trouble::Stopped(_) => (false, None),
        };
        let failure = job.blame(trouble.into());
        steps.tidy_up(run, &job, &failure);
        if !passing || uploads >= run.parts.policy.uploads_max(run) {
            return Err(failure);
        }
        run.pause(back_off(run, uploads).max(asked.unwrap_or_default()))?;
    }
}

/// What the end of a job means for the caller.
pub(super) fn verdict(run: &Run<'_>, info: &Info) -> Result<()> {
    let class = match run.parts.salesforce.phase(&info.state) {
        Phase::Done => return Ok(()),
        Phase::Aborted => Class::JobAborted,
        _ => Class::JobFailed,
    };
    let message = info.message.clone();
    let message = message.unwrap_or_else(|| format!("the job ended as {}", info.state));
    // `InvalidBatch : Field name not found : X` begins with its code.
    let code = message.split_once(" : ").map(|(code, _)| code.to_owned());
    Err(Failure { code, retryable: Some(false), ..Failure::new(class, message) })
}

/// As `Steps::create_body`.
///
/// # Errors
/// Those of `Steps::create_body`.
pub fn create_body(run: &Run<'_>, plan: &Plan) -> Result<Map<String, Value>> {
    let mut body = Map::new();
    body.insert("object".into(), run.needed("object")?.into());
    body.insert("operation".into(), run.needed("operation")?.into());
    for name in ["externalIdFieldName", "assignmentRuleId"] {
        if let Some(value) = run.text_arg(name) {
            body.insert(name.into(), value.into());
        }
    }
    body.insert("contentType".into(), "CSV".into());
    body.insert("columnDelimiter".into(), plan.format.delimiter_name().into());
    body.insert("lineEnding".into(), plan.format.ending.name().into());
    Ok(body)
}

/// As `Steps::create`. A creation whose answer is lost is repeated: a job without an upload loads nothing.
///
/// # Errors
/// Those of `Steps::create`.
pub fn create(run: &Run<'_>, plan: &Plan) -> Result<Job> {
    let body = run.parts.salesforce.create_body(run, plan)?;
    let request = Request::new(Method::Post, jobs_path(run, JobType::Ingest));
    let answer = fetch(run, &request.json(&Value::Object(body)), Repeat::Safe)?;
    let Info { id, content_url, .. } = info(answer)?;
    run.note_job(&id);
    Ok(Job { id, job_type: JobType::Ingest, content_url, format: plan.format })
}

/// As `Steps::close`. When the answer is lost, the job itself knows whether it was closed.
///
/// # Errors
/// Those of `Steps::close`.
pub fn close(run: &Run<'_>, job: &Job) -> Result<()> {
    let path = format!("{}/{}", jobs_path(run, job.job_type), job.id);
    let request = Request::new(Method::Patch, path).json(&json!({ "state": "UploadComplete" }));
    let mut lost = 0;
    loop {
        let trouble = match fetch(run, &request, Repeat::IfNotDone) {
            Ok(_) => return Ok(()),
            Err(trouble) => trouble,
        };
        lost += 1;
        if !trouble.maybe_done() || lost > 3 {
            return Err(trouble.into());
        }
        let seen = run.parts.salesforce.look(run, job)?;
        if run.parts.salesforce.phase(&seen.state) != Phase::Open {
            return Ok(());
        }
        run.pause(back_off(run, lost))?;
    }
}

/// As `Steps::tidy_up`. A client that cannot log in has no way to tidy up.
pub fn tidy_up(run: &Run<'_>, job: &Job, failure: &Failure) {
    if failure.class == Class::Auth {
        return;
    }
    let (run, steps) = (run.tidy(), &run.parts.salesforce);
    if failure.class != Class::Cancelled {
        match steps.look(&run, job) {
            Ok(info) if steps.phase(&info.state) != Phase::Open => return,
            Err(failure) if failure.class == Class::Rejected => return,
            _ => {}
        }
    }
    if let Err(failure) = steps.abort(&run, job) {
        run.note_log(&format!("job {} could not be aborted: {}", job.id, failure.message));
    }
}
