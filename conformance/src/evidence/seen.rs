//! What a client told its caller in one call.

use crate::adapter::{Ended, Report};
use crate::protocol::{Case, Class, Failure, Outcome, RowFiles, Success, Table};

/// One call, and how it ended.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What the client was asked.
    pub case: Case,
    /// How it ended.
    pub report: Report,
    /// The rows that it handed over.
    pub rows: Rows,
    /// How long it took, in milliseconds of wall time.
    pub took_ms: u64,
    /// Whether it was begun a second time in the same org, since the program had come to its end with
    /// several cases in it.
    pub again: bool,
}

/// The rows that a client handed over; what is `None` was not handed over at all.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Loaded.
    pub success: Option<Table>,
    /// Failed.
    pub failed: Option<Table>,
    /// Never processed.
    pub unprocessed: Option<Table>,
    /// Loaded with a warning.
    pub warnings: Option<Table>,
    /// Of a query or an export.
    pub records: Option<Table>,
}

impl Rows {
    /// Reads the files that an outcome names.
    ///
    /// # Errors
    /// The first file that cannot be read, in words: the adapter is at fault.
    pub fn load(files: &RowFiles) -> Result<Self, String> {
        let load = |path: &Option<std::path::PathBuf>| match path {
            Some(path) => {
                Table::load(path).map(Some).map_err(|error| format!("{}: {error}", path.display()))
            }
            None => Ok(None),
        };
        Ok(Self {
            success: load(&files.success)?,
            failed: load(&files.failed)?,
            unprocessed: load(&files.unprocessed)?,
            warnings: load(&files.warnings)?,
            records: load(&files.records)?,
        })
    }
}

impl Seen {
    /// Whether it came to an end of its own.
    pub fn came_back(&self) -> bool {
        matches!(self.report.ended, Ended::Done(_))
    }

    /// What the client said, if it said anything.
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.report.ended {
            Ended::Done(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// What it said of its success.
    pub fn success(&self) -> Option<&Success> {
        match self.outcome()? {
            Outcome::Ok(success) => Some(success),
            _ => None,
        }
    }

    /// What it said of its failure.
    pub fn failure(&self) -> Option<&Failure> {
        match self.outcome()? {
            Outcome::Error(failure) => Some(failure),
            _ => None,
        }
    }

    /// The class of its error.
    pub fn class(&self) -> Option<Class> {
        self.failure().map(|failure| failure.class)
    }

    /// How it ended, in a few words for findings.
    pub fn ending(&self) -> String {
        match &self.report.ended {
            Ended::Done(Outcome::Ok(success)) if success.partial => "ok, in part".to_owned(),
            Ended::Done(Outcome::Ok(_)) => "ok".to_owned(),
            Ended::Done(Outcome::Error(failure)) => {
                format!("error of class {}: {}", failure.class.name(), failure.message)
            }
            Ended::Done(Outcome::Unsupported { what }) => format!("unsupported: {what}"),
            Ended::Done(Outcome::Broken { message }) => format!("adapter broken: {message}"),
            Ended::Hung => format!("no end within {} ms", self.case.deadline_ms),
            Ended::Crashed { exit, signal, .. } => match (exit, signal) {
                (Some(exit), _) => format!("the program ended with exit code {exit}"),
                (None, Some(signal)) => format!("the program was ended by signal {signal}"),
                (None, None) => "the client panicked".to_owned(),
            },
            Ended::Protocol { what } => format!("the adapter broke the protocol: {what}"),
        }
    }
}
