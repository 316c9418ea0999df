//! What became of each row: three files, which together hold every row once.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use bulk_conformance::protocol::{Class, Failure};

use super::job::{Info, Job, Phase, jobs_path, phase};
use super::tally::Tally;
use crate::http::{Repeat, Request, exchange};
use crate::rows::{Kind, Line, Part, read_table, save};
use crate::run::{Result, Run};

const KINDS: [Kind; 3] = [Kind::Success, Kind::Failed, Kind::Unprocessed];

/// As `Steps::results`. The files are counted before any row is handed over, so that a damaged one
/// can be fetched again.
///
/// # Errors
/// Those of `Steps::results`.
pub fn results(
    run: &Run<'_>,
    job: &Job,
    part: &Part,
    info: &Info,
    tally: &mut Tally,
) -> Result<()> {
    let steps = &run.parts.salesforce;
    let mut refetches = 0;
    let files = loop {
        let files = KINDS.map(|kind| steps.result_file(run, job, kind));
        let [success, failed, unprocessed] = files;
        let files = [success?, failed?, unprocessed?];
        let counts = files.each_ref().map(|file| count(run, job, file));
        let [success, failed, unprocessed] = counts;
        let sound = (|| steps.check_results(part, info, [success?, failed?, unprocessed?]))();
        match sound {
            Ok(()) => break files,
            Err(_) if refetches < run.parts.policy.refetches_max(run) => refetches += 1,
            Err(failure) => return Err(failure),
        }
    };
    for (kind, file) in KINDS.into_iter().zip(&files) {
        read_into(run, job, file, kind, tally)?;
    }
    tally.failed_files.push(files[1].clone());
    Ok(())
}

/// As `Steps::result_file`.
///
/// # Errors
/// Those of `Steps::result_file`.
pub fn result_file(run: &Run<'_>, job: &Job, kind: Kind) -> Result<PathBuf> {
    let name = match kind {
        Kind::Success => "successfulResults",
        Kind::Failed => "failedResults",
        _ => "unprocessedrecords",
    };
    let path = run.file(&format!("{}-{}.csv", kind.name(), job.id));
    let jobs = jobs_path(run, job.job_type);
    let request = Request::get(format!("{jobs}/{}/{name}", job.id)).header("Accept", "text/csv");
    exchange(run, &request, Repeat::Safe, |answer| Ok(save(answer, &path)?))?;
    Ok(path)
}

/// As `Steps::check_results`. A job that did not complete counts what it can.
///
/// # Errors
/// Those of `Steps::check_results`.
pub fn check_results(part: &Part, info: &Info, rows: [u64; 3]) -> Result<()> {
    if phase(&info.state) != Phase::Done {
        return Ok(());
    }
    let [success, failed, unprocessed] = rows;
    let differs = |what: String| Err(Failure::new(Class::Data, what));
    if info.failed.is_some_and(|counted| counted != failed) {
        return differs(format!("{failed} failed rows, while the job counted {:?}", info.failed));
    }
    if info.processed.is_some_and(|counted| counted != success + failed) {
        let all = success + failed;
        return differs(format!(
            "{all} processed rows, while the job counted {:?}",
            info.processed
        ));
    }
    if success + failed + unprocessed != part.rows {
        let all = success + failed + unprocessed;
        return differs(format!("results of {all} rows, while {} were sent", part.rows));
    }
    Ok(())
}

/// How many rows a file has; one that is none is told by the reader.
fn count(run: &Run<'_>, job: &Job, path: &Path) -> Result<u64> {
    let mut rows = 0;
    each(run, job, path, &mut |number, _| {
        rows = number;
        Ok(())
    })?;
    Ok(rows)
}

fn read_into(run: &Run<'_>, job: &Job, path: &Path, kind: Kind, tally: &mut Tally) -> Result<()> {
    let sink = tally.sink(kind)?;
    each(run, job, path, &mut |_, line| match line {
        Line::Header(names) => sink.set_header(run, names),
        Line::Row(cells) => run.parts.rows.row(sink, cells),
    })
}

/// Reads a file of a job.
pub(super) fn each(
    run: &Run<'_>,
    job: &Job,
    path: &Path,
    each: &mut dyn FnMut(u64, Line) -> Result<()>,
) -> Result<()> {
    let file = File::open(path).map_err(|error| crate::rows::disk(&error))?;
    let mut file = BufReader::new(file);
    read_table(run, &mut file, job.format.delimiter, &|field| field.to_cell(), each)
}
