//! What the caller gets in the end, however it ends.

use std::path::PathBuf;

use bulk_conformance::protocol::{Class, Failure, JobReport, RowFiles, Success};

use crate::rows::{Kind, Sink};
use crate::run::{Result, Run};

/// Jobs and tables of a case under way.
pub struct Tally {
    /// The jobs, as they were last seen.
    pub jobs: Vec<JobReport>,
    /// The files of failed rows, as they came.
    pub failed_files: Vec<PathBuf>,
    sinks: Vec<Sink>,
}

impl Tally {
    /// One with these tables.
    ///
    /// # Errors
    /// Those of the files.
    pub fn new(run: &Run<'_>, kinds: &[Kind]) -> Result<Self> {
        let sinks = kinds.iter().map(|&kind| Sink::new(run, kind)).collect::<Result<_>>()?;
        Ok(Self { jobs: Vec::new(), failed_files: Vec::new(), sinks })
    }

    /// A table.
    ///
    /// # Errors
    /// A table that this tally does not have.
    pub fn sink(&mut self, kind: Kind) -> Result<&mut Sink> {
        let none = || Failure::new(Class::Other, format!("no table of {} rows", kind.name()));
        self.sinks.iter_mut().find(|sink| sink.kind == kind).ok_or_else(none)
    }

    /// Begins a table anew.
    ///
    /// # Errors
    /// Those of the file.
    pub fn restart(&mut self, run: &Run<'_>, kind: Kind) -> Result<()> {
        self.sinks.retain(|sink| sink.kind != kind);
        self.sinks.push(Sink::new(run, kind)?);
        Ok(())
    }

    /// Notes a job as it was last seen.
    pub fn note(&mut self, job: JobReport) {
        match self.jobs.iter_mut().find(|known| known.id == job.id) {
            Some(known) => *known = job,
            None => self.jobs.push(job),
        }
    }

    /// What the caller gets: rows that are there are handed over, error or not.
    ///
    /// # Errors
    /// The one that the flow ended with.
    pub fn settle(self, ended: Result<()>) -> Result<Success> {
        let mut rows = RowFiles::default();
        let not_loaded = [Kind::Failed, Kind::Unprocessed];
        let not_loaded = |sink: &Sink| not_loaded.contains(&sink.kind) && sink.rows > 0;
        let partial = self.sinks.iter().any(not_loaded);
        for sink in self.sinks {
            sink.finish(&mut rows)?;
        }
        match ended {
            Ok(()) => Ok(Success { jobs: self.jobs, rows, partial }),
            Err(failure) => Err(Failure { rows, ..failure }),
        }
    }
}
