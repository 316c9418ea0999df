//! A query job while it runs, chunk by chunk, and what it found.

use std::sync::Arc;

use super::super::settings::Settings;
use super::super::soql::{ResultSet, Run};
use super::super::tables::Tables;
use crate::core::time::{SimDuration, SimTime};
use crate::faults::JobFates;

/// A query job that is being run.
///
/// The run itself is out while somebody advances it without the org's lock. Whoever comes meanwhile
/// starts over, and of the two that come back the one that got further is kept.
#[derive(Clone)]
pub struct QueryWork {
    /// The records as they were when the job began.
    tables: Arc<Tables>,
    run: Option<Run>,
    started: SimTime,
    /// Rows that are looked at by the end of the chunk under way.
    chunk_end: u64,
    chunk_due: SimTime,
    /// Rows that are looked at before fates end the job. Clients see none counted of such a one: how
    /// many of its own were found by then depends on whose stand between them.
    stops_at: Option<u64>,
    /// Rows found as of the last chunk that was done.
    visible: u64,
}

impl QueryWork {
    /// Work that begins at `now`, and ends when `stops_at` rows were looked at, if not before.
    pub fn start(
        now: SimTime,
        tables: Arc<Tables>,
        stops_at: Option<u64>,
        settings: &Settings,
        fates: &JobFates,
    ) -> Self {
        let time = fates.work_time(settings.query_chunk_time, true);
        Self {
            tables,
            run: None,
            started: now,
            chunk_end: chunk_rows(settings).min(stops_at.unwrap_or(u64::MAX)),
            chunk_due: now + time + fates.held_for("InProgress"),
            stops_at,
            visible: 0,
        }
    }

    /// When the chunk under way is done, and with it the next change that a client can see.
    pub fn chunk_due(&self) -> SimTime {
        self.chunk_due
    }

    /// Rows that are looked at by the end of the chunk under way.
    pub fn chunk_end(&self) -> u64 {
        self.chunk_end
    }

    /// When it began.
    pub fn started(&self) -> SimTime {
        self.started
    }

    /// Rows that clients see counted.
    pub fn visible(&self) -> u64 {
        self.visible
    }

    /// The records that are queried.
    pub fn tables(&self) -> &Arc<Tables> {
        &self.tables
    }

    /// Hands out the run, if it was begun and nobody has it.
    pub fn take_run(&mut self) -> Option<Run> {
        self.run.take()
    }

    /// Takes back a run that is not at its end, unless another one got as far.
    pub fn take_back(&mut self, run: Run, settings: &Settings, fates: &JobFates) {
        if self.run.as_ref().is_some_and(|kept| kept.examined() >= run.examined()) {
            return;
        }
        let examined = run.examined();
        if examined >= self.chunk_end {
            let next = examined.saturating_add(chunk_rows(settings));
            let time = fates.work_time(settings.query_chunk_time, false);
            match self.stops_at {
                // It only goes on to know of how many rows a share is wanted; no time passes.
                Some(stop) if examined >= stop => self.chunk_end = u64::MAX,
                Some(stop) => {
                    self.chunk_end = next.min(stop);
                    self.chunk_due = self.chunk_due + time;
                }
                None => {
                    self.visible = run.matched();
                    self.chunk_end = next;
                    self.chunk_due = self.chunk_due + time;
                }
            }
        }
        self.run = Some(run);
    }

    /// Lets clients see so many rows counted.
    pub fn count(&mut self, rows: u64) {
        self.visible = rows;
    }

    /// The end of the work, with what it found.
    pub fn finish(&self, now: SimTime, results: Arc<ResultSet>) -> Finished {
        Finished { at: now, elapsed: now.since(self.started), results }
    }
}

fn chunk_rows(settings: &Settings) -> u64 {
    u64::from(settings.query_chunk_rows.max(1))
}

/// A query job that found what it was asked for.
#[derive(Clone)]
pub struct Finished {
    /// When it ended.
    pub at: SimTime,
    /// How long it ran.
    pub elapsed: SimDuration,
    /// What it found.
    pub results: Arc<ResultSet>,
}
