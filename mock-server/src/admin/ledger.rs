//! The ledger: what became of each row that was accepted, of every job, written as it is read.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Rows;
use super::error::AdminError;
use super::route::{Asked, Route};
use super::rows::{Format, wants_csv};
use crate::core::csv;
use crate::core::ledger::{JobRows, RowFate, RowOutcome};
use crate::edge::in_pieces;

/// Rows that are looked at for one piece of the answer.
const PIECE_ROWS: u32 = 2_000;

pub(super) fn routes() -> Vec<Route> {
    let says = "What became of each row that was accepted, job by job: created, updated or deleted \
                with its record, failed with its error, unprocessed, or still waiting.";
    vec![Route::new(Method::GET, "/_mock/orgs/{org}/ledger", "readLedger", says, read)]
}

/// Which rows are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The job.
    job: Option<String>,
    /// What became of them.
    outcome: Option<RowOutcome>,
    /// `csv` or `json` (an object a line); else what `Accept` says, else JSON.
    format: Option<Format>,
}

/// What became of a row.
#[derive(Serialize, JsonSchema)]
struct Line<'a> {
    /// Whose job it is.
    provider: &'static str,
    /// The job, as its provider names it.
    job: &'a str,
    /// The row of its upload, counted from 1 without the header.
    row: u32,
    /// What became of it.
    outcome: RowOutcome,
    /// The record that it made, changed, deleted or named.
    record: Option<&'a str>,
    /// Why it was refused.
    error: Option<&'a str>,
}

type Ledger = (&'static str, Box<dyn JobRows>);

async fn read(asked: Asked<Wanted>) -> Result<Rows<Line<'static>, true>, AdminError> {
    let ledgers = {
        let cell = asked.org()?;
        let org = cell.lock();
        let of_salesforce = org.salesforce.world.ledger().into_iter();
        let of_salesforce = of_salesforce.map(|job| ("salesforce", job) as Ledger);
        let of_marketo =
            org.marketo.world.ledger().into_iter().map(|job| ("marketo", job) as Ledger);
        of_salesforce.chain(of_marketo).collect::<Vec<_>>()
    };
    let Wanted { job, outcome, format } = asked.query;
    let ledgers = match &job {
        Some(job) => only(ledgers, job)?,
        None => ledgers,
    };
    let is_csv = wants_csv(format, &asked.headers);
    let writer = Writer { ledgers: ledgers.into(), next: (0, 0), outcome, is_csv, began: false };
    Ok(if is_csv { Rows::csv(writer.body()) } else { Rows::json(writer.body()) })
}

fn only(ledgers: Vec<Ledger>, job: &str) -> Result<Vec<Ledger>, AdminError> {
    let names: Vec<String> = ledgers.iter().map(|(_, rows)| rows.job().to_owned()).collect();
    let is_meant = |(_, rows): &Ledger| crate::core::journal::is_id(job, rows.job());
    let found: Vec<Ledger> = ledgers.into_iter().filter(is_meant).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    if names.is_empty() {
        let refused = AdminError::not_found(format!("there is no job `{job}` with rows"));
        return Err(refused.remedy("no job of this org was given rows yet"));
    }
    Err(AdminError::unknown("job", job, names.iter().map(String::as_str)))
}

/// Writes the ledgers of jobs one after the other.
struct Writer {
    ledgers: Arc<[Ledger]>,
    /// The job and its row that come next.
    next: (usize, u32),
    outcome: Option<RowOutcome>,
    is_csv: bool,
    began: bool,
}

impl Writer {
    fn body(mut self) -> Body {
        in_pieces(Box::new(move || self.piece()))
    }

    /// The next piece; one that holds no row may be empty, `None` is the end.
    fn piece(&mut self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        if !std::mem::replace(&mut self.began, true) && self.is_csv {
            out.extend_from_slice(b"provider,job,row,outcome,record,error\n");
        }
        let ledgers = Arc::clone(&self.ledgers);
        let Some((provider, rows)) = ledgers.get(self.next.0) else {
            return (!out.is_empty()).then_some(out);
        };
        let until = rows.rows().min(self.next.1.saturating_add(PIECE_ROWS));
        for row in self.next.1..until {
            let fate = rows.fate(row);
            if self.outcome.is_none_or(|outcome| outcome == fate.outcome) {
                self.line(&mut out, provider, rows.job(), row + 1, &fate);
            }
        }
        self.next = if until == rows.rows() { (self.next.0 + 1, 0) } else { (self.next.0, until) };
        Some(out)
    }

    fn line(&self, out: &mut Vec<u8>, provider: &'static str, job: &str, row: u32, fate: &RowFate) {
        let (record, error) = (fate.record.as_deref(), fate.error.as_deref());
        if !self.is_csv {
            let line = Line { provider, job, row, outcome: fate.outcome, record, error };
            // Writing into memory cannot fail.
            let _ = serde_json::to_writer(&mut *out, &line);
            out.push(b'\n');
            return;
        }
        let row = row.to_string();
        let (record, error) = (record.unwrap_or(""), error.unwrap_or(""));
        let cells = [provider, job, &row, fate.outcome.as_str(), record, error];
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            csv::quoted(out, cell.as_bytes());
        }
        csv::end_row(out, csv::LineEnding::Lf);
    }
}
