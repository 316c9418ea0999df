//! Importing rows: parts, calls, batches, reports.

use bulk_conformance::protocol::{Class, Failure, RowFiles, Success};

use super::batch::{Batch, BatchPhase, import_paths};
use crate::answers::Trouble;
use crate::csv::{Format, LineEnding, Nulls};
use crate::http::{Method, Repeat, Request, fetch, form};
use crate::rows::{Kind, Part, Sink};
use crate::run::{Result, Run};

/// What stands between two cells, by the name of the format. `ssv` is semicolons.
pub(super) fn delimiter(run: &Run<'_>) -> Result<u8> {
    let format = run.text_arg("format").unwrap_or_else(|| "csv".to_owned());
    match format.to_ascii_lowercase().as_str() {
        "csv" => Ok(b','),
        "tsv" => Ok(b'\t'),
        "ssv" => Ok(b';'),
        _ => Err(Failure::new(Class::Rejected, format!("no format: {format}"))),
    }
}

/// As `Steps::import`.
///
/// # Errors
/// Those of `Steps::import`.
pub fn import(run: &Run<'_>) -> Result<Success> {
    let format = Format { delimiter: delimiter(run)?, ending: LineEnding::Lf };
    let mut rows = run.parts.intake.open(run)?;
    let parts = run.parts.intake.spool(run, &mut *rows, format, Nulls::Empty, "part")?;
    let mut sinks = [Sink::new(run, Kind::Failed)?, Sink::new(run, Kind::Warnings)?];
    let (mut jobs, mut ended) = (Vec::new(), Ok(()));
    for part in &parts {
        match run.parts.marketo.import_part(run, part, &mut sinks) {
            Ok(batch) => jobs.push(batch),
            Err(failure) => {
                ended = Err(failure);
                break;
            }
        }
    }
    let mut rows = RowFiles::default();
    for sink in sinks {
        sink.finish(&mut rows)?;
    }
    let partial = jobs.iter().any(|batch| batch.failed > 0);
    let jobs = jobs.iter().map(Batch::report).collect();
    match ended {
        Ok(()) => Ok(Success { jobs, rows, partial }),
        Err(failure) => Err(Failure { rows, ..failure }),
    }
}

/// As `Steps::import_part`.
///
/// # Errors
/// Those of `Steps::import_part`.
pub fn import_part(run: &Run<'_>, part: &Part, sinks: &mut [Sink; 2]) -> Result<Batch> {
    let steps = &run.parts.marketo;
    let batch = steps.post(run, part)?;
    run.note_job(&batch.id);
    let batch = steps.wait_for_batch(run, batch)?;
    if steps.batch_phase(&batch.status) == BatchPhase::Failed {
        let failure = Failure::new(Class::JobFailed, batch.message.clone());
        return Err(batch.blame(Failure { retryable: Some(false), ..failure }));
    }
    steps.reports(run, part, &batch, sinks).map_err(|failure| batch.blame(failure))?;
    Ok(batch)
}

/// As `Steps::post_request`.
///
/// # Errors
/// Those of `Steps::post_request`.
pub fn post_request(run: &Run<'_>, part: &Part) -> Result<Request> {
    let format = run.text_arg("format").unwrap_or_else(|| "csv".to_owned());
    let mut pairs = vec![("format", format)];
    for name in ["lookupField", "listId", "partitionName", "programMemberStatus"] {
        if let Some(value) = run.text_arg(name) {
            pairs.push((name, value));
        }
    }
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let url = format!("{}?{}", import_paths(run)?.post, form(&pairs));
    let body = run.parts.marketo.multipart(run, part)?;
    Ok(Request::new(Method::Post, url).body(&body.content_type, body.body))
}

/// As `Steps::post`.
///
/// # Errors
/// Those of `Steps::post`.
pub fn post(run: &Run<'_>, part: &Part) -> Result<Batch> {
    let request = run.parts.marketo.post_request(run, part)?;
    match fetch(run, &request, Repeat::IfNotDone) {
        Ok(answer) => Batch::of(answer),
        Err(trouble) if trouble.maybe_done() => Err(unknown(trouble)),
        Err(trouble) => Err(trouble.into()),
    }
}

/// There is no list of imports to look it up in, and a second one would load all rows again.
fn unknown(trouble: Trouble) -> Failure {
    let failure = Failure::from(trouble);
    let message = format!("the import may be under way, its answer was lost: {}", failure.message);
    Failure { message, retryable: Some(false), ..failure }
}
