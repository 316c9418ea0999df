//! One step of a generated sequence, and how it reads in a shrunk counterexample.

use std::fmt;

use bulk_conformance::model::salesforce::{
    Cell, Command, NewJob, Newline, RecordName, RecordRef, ResultSet, Upload,
};

/// One of the two orgs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    A,
    B,
}

impl Side {
    pub(crate) const BOTH: [Side; 2] = [Side::A, Side::B];

    pub(crate) fn index(self) -> usize {
        match self {
            Side::A => 0,
            Side::B => 1,
        }
    }
}

/// A call in the name of one org, or time that passes there.
#[derive(Clone)]
pub(crate) enum Step {
    Call(Side, Command),
    Wait(Side, u64),
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Wait(side, ms) => write!(f, "{side:?}: wait {ms} ms"),
            Step::Call(side, command) => {
                write!(f, "{side:?}: ")?;
                show(f, command)
            }
        }
    }
}

fn show(f: &mut fmt::Formatter<'_>, command: &Command) -> fmt::Result {
    match command {
        Command::Create(new) => show_create(f, new),
        Command::Upload(job, upload) => {
            write!(f, "put {} ", job.0)?;
            show_upload(f, upload)
        }
        Command::Close(job) => write!(f, "close {}", job.0),
        Command::Abort(job) => write!(f, "abort {}", job.0),
        Command::Delete(job) => write!(f, "delete {}", job.0),
        Command::Info(job) => write!(f, "info {}", job.0),
        Command::Results(job, set) => write!(
            f,
            "{} of {}",
            match set {
                ResultSet::Successful => "successful",
                ResultSet::Failed => "failed",
                ResultSet::Unprocessed => "unprocessed",
            },
            job.0
        ),
        Command::List => write!(f, "list"),
    }
}

fn show_create(f: &mut fmt::Formatter<'_>, new: &NewJob) -> fmt::Result {
    write!(f, "create {}: {} {}", new.name.0, new.operation.word(), new.object)?;
    if let Some(field) = &new.external_id {
        write!(f, " by {field}")?;
    }
    match new.line_ending {
        Newline::Lf => Ok(()),
        Newline::Crlf => write!(f, " CRLF"),
    }
}

fn show_upload(f: &mut fmt::Formatter<'_>, upload: &Upload) -> fmt::Result {
    if upload.is_empty() {
        return write!(f, "nothing");
    }
    let newline = if upload.newline == Newline::Crlf { " CRLF" } else { "" };
    write!(f, "[{}]{newline}", upload.columns.join(","))?;
    for row in &upload.rows {
        let cells: Vec<String> = row.iter().map(show_cell).collect();
        write!(f, " {}", cells.join(","))?;
    }
    Ok(())
}

fn show_cell(cell: &Cell) -> String {
    let name = |name: &RecordName| format!("{}.{}", name.job.0, name.row);
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Record(RecordRef::Made(made)) => format!("@{}", name(made)),
        Cell::Record(RecordRef::Never(never)) => format!("@never{}", name(never)),
    }
}
