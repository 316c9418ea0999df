//! Reading rows: a query job, its end, its pages.

use bulk_conformance::protocol::{JobReport, Success};
use serde_json::{Map, Value};

use super::ingest::verdict;
use super::job::{Info, Job, JobType, Plan, info, jobs_path};
use super::tally::Tally;
use crate::csv::{Format, LineEnding};
use crate::http::{Method, Repeat, Request, fetch};
use crate::rows::Kind;
use crate::run::{Result, Run};

/// As `Steps::query`. The job stays where it is: whoever wants to read it again can.
///
/// # Errors
/// Those of `Steps::query`.
pub fn query(run: &Run<'_>) -> Result<Success> {
    let steps = &run.parts.salesforce;
    let delimiter = run.text_arg("columnDelimiter");
    let delimiter = delimiter.map_or(Ok(b','), |name| Format::delimiter_of(&name))?;
    let ending = run.text_arg("lineEnding");
    let ending = ending.map_or(Ok(LineEnding::Lf), |name| LineEnding::of(&name))?;
    let plan = Plan { format: Format { delimiter, ending } };
    let job = steps.create_query(run, &plan)?;
    let mut tally = Tally::new(run, &[Kind::Records])?;
    tally.note(JobReport { id: job.id.clone(), ..JobReport::default() });
    let ended = read_rows(run, &job, &plan, &mut tally).map_err(|failure| job.blame(failure));
    tally.settle(ended)
}

fn read_rows(run: &Run<'_>, job: &Job, plan: &Plan, tally: &mut Tally) -> Result<()> {
    let steps = &run.parts.salesforce;
    let info = steps.wait(run, job).inspect_err(|failure| steps.tidy_up(run, job, failure))?;
    tally.note(info.report());
    verdict(run, &info)?;
    steps.pages(run, job, plan, &info, tally)
}

/// As `Steps::create_query`. A creation whose answer is lost is repeated: a query changes nothing.
///
/// # Errors
/// Those of `Steps::create_query`.
pub fn create_query(run: &Run<'_>, plan: &Plan) -> Result<Job> {
    let mut body = Map::new();
    let operation = run.text_arg("operation").unwrap_or_else(|| "query".to_owned());
    body.insert("operation".into(), operation.into());
    body.insert("query".into(), run.needed("soql")?.into());
    body.insert("contentType".into(), "CSV".into());
    body.insert("columnDelimiter".into(), plan.format.delimiter_name().into());
    body.insert("lineEnding".into(), plan.format.ending.name().into());
    let request = Request::new(Method::Post, jobs_path(run, JobType::Query));
    let answer = fetch(run, &request.json(&Value::Object(body)), Repeat::Safe)?;
    let Info { id, .. } = info(answer)?;
    run.note_job(&id);
    Ok(Job { id, job_type: JobType::Query, content_url: None, format: plan.format })
}
