//! The pages of a query: each once, in order, to the last.

use std::path::PathBuf;

use bulk_conformance::protocol::{Class, Failure};

use super::job::{Info, Job, Plan, jobs_path};
use super::results::each;
use super::tally::Tally;
use crate::http::{Repeat, Request, escape, exchange};
use crate::rows::{Kind, Line, Sink, save};
use crate::run::{Result, Run};

/// A page that was fetched whole.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it is.
    pub path: PathBuf,
    /// `Sforce-NumberOfRecords`, if it was there.
    pub declared: Option<u64>,
    /// `Sforce-Locator`, if it was there, as it came.
    pub locator: Option<String>,
}

/// As `Steps::pages`.
///
/// # Errors
/// Those of `Steps::pages`.
pub fn pages(run: &Run<'_>, job: &Job, _plan: &Plan, info: &Info, tally: &mut Tally) -> Result<()> {
    let steps = &run.parts.salesforce;
    let mut seen: Vec<String> = Vec::new();
    loop {
        run.check()?;
        let page = sound_page(run, job, seen.last().map(String::as_str))?;
        let sink = tally.sink(Kind::Records)?;
        steps.read_page(run, job, &page, sink)?;
        let rows = sink.rows;
        match steps.next_page(&page, &seen, rows, info)? {
            Some(locator) => seen.push(locator),
            None => return steps.check_total(info, rows),
        }
    }
}

/// As `Steps::read_page`. Each page begins with the header, which is no row.
///
/// # Errors
/// Those of `Steps::read_page`.
pub fn read_page(run: &Run<'_>, job: &Job, page: &Page, sink: &mut Sink) -> Result<()> {
    each(run, job, &page.path, &mut |_, line| match line {
        Line::Header(names) => sink.set_header(run, names),
        Line::Row(cells) => run.parts.rows.row(sink, cells),
    })
}

/// A page whose rows are as many as its head says; one that is not is fetched again.
fn sound_page(run: &Run<'_>, job: &Job, locator: Option<&str>) -> Result<Page> {
    let steps = &run.parts.salesforce;
    let mut refetches = 0;
    loop {
        let page = steps.page(run, job, locator)?;
        let mut rows = 0;
        let read = each(run, job, &page.path, &mut |number, _| {
            rows = number;
            Ok(())
        });
        match read.and_then(|()| steps.check_page(&page, rows)) {
            Ok(()) => return Ok(page),
            Err(_) if refetches < run.parts.policy.refetches_max(run) => refetches += 1,
            Err(failure) => return Err(failure),
        }
    }
}

/// As `Steps::results_path`. A locator is opaque, and goes back as it came.
pub fn results_path(run: &Run<'_>, job: &Job, locator: Option<&str>) -> String {
    let path = format!("{}/{}/results", jobs_path(run, job.job_type), job.id);
    let most = run.text_arg("maxRecords").map(|most| format!("maxRecords={}", escape(&most)));
    let from = locator.map(|locator| format!("locator={}", escape(locator)));
    let query: Vec<_> = from.into_iter().chain(most).collect();
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

/// As `Steps::page`.
///
/// # Errors
/// Those of `Steps::page`.
pub fn page(run: &Run<'_>, job: &Job, locator: Option<&str>) -> Result<Page> {
    let path = run.file(&format!("page-{}.csv", job.id));
    let request = Request::get(run.parts.salesforce.results_path(run, job, locator));
    let request = request.header("Accept", "text/csv");
    let answer = exchange(run, &request, Repeat::Safe, |answer| Ok(save(answer, &path)?))?;
    let declared = answer.header("sforce-numberofrecords").and_then(|n| n.trim().parse().ok());
    let locator = answer.header("sforce-locator").map(str::to_owned);
    Ok(Page { path, declared, locator })
}

/// As `Steps::next_page`.
///
/// # Errors
/// Those of `Steps::next_page`.
pub fn next_page(page: &Page, seen: &[String], rows: u64, info: &Info) -> Result<Option<String>> {
    let wrong = |what: String| Err(Failure::new(Class::Data, what));
    match page.locator.as_deref() {
        Some("null") => Ok(None),
        Some(locator) if seen.iter().any(|known| known == locator) => {
            wrong(format!("the pages go in circles: {locator} again"))
        }
        Some("") | None if info.processed.is_some_and(|all| rows < all) => {
            wrong("a page does not say which comes next, and rows are missing".to_owned())
        }
        Some("") | None => Ok(None),
        Some(locator) => Ok(Some(locator.to_owned())),
    }
}

/// As `Steps::check_page`. A page without the header is counted by nobody.
///
/// # Errors
/// Those of `Steps::check_page`.
pub fn check_page(page: &Page, rows: u64) -> Result<()> {
    match page.declared {
        Some(declared) if declared != rows => {
            let what = format!("a page of {rows} rows says that it has {declared}");
            Err(Failure::new(Class::Data, what))
        }
        _ => Ok(()),
    }
}

/// As `Steps::check_total`.
///
/// # Errors
/// Those of `Steps::check_total`.
pub fn check_total(info: &Info, rows: u64) -> Result<()> {
    match info.processed {
        Some(all) if all != rows => {
            let what = format!("{rows} rows came, while the job counted {all}");
            Err(Failure::new(Class::Data, what))
        }
        _ => Ok(()),
    }
}
