//! `report` and `schema`: other views of what there is.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::run::colors;
use super::{Failure, print};
use crate::protocol::schema::schema;
use crate::report::terminal::{self, Look};
use crate::report::{Event, jsonl, junit, markdown};

/// Make another report of the events of a run.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  bulk-conformance report run.jsonl --format markdown")]
pub(super) struct Report {
    /// The events of a run, as `run --jsonl FILE` writes them
    file: PathBuf,
    /// Which report
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
}

/// Which report.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Terminal,
    /// XML as test runners write it
    Junit,
    /// To be read on a page
    Markdown,
}

impl Report {
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let events = read(&self.file)?;
        let look = Look { colors: colors(), progress: false };
        print(&match self.format {
            Format::Terminal => terminal::render(&events, look),
            Format::Junit => junit::render(&events),
            Format::Markdown => markdown::render(&events),
        })
    }
}

/// Reads the events of a run.
pub(super) fn read(file: &Path) -> Result<Vec<Event>, Failure> {
    let wrong = |what: String| Failure::wrong(format!("{}: {what}", file.display()));
    let opened = File::open(file).map_err(|error| wrong(error.to_string()))?;
    let events = jsonl::read(BufReader::new(opened)).map_err(|what| {
        wrong(format!("{what}; this file is to be one that `run --jsonl FILE` wrote"))
    })?;
    match events.last() {
        Some(Event::End(_)) => Ok(events),
        _ => Err(wrong("the run did not come to its end: its last line is no `end`".to_owned())),
    }
}

/// Print the JSON Schema of the adapter protocol, or of the events of a run.
#[derive(Args, Debug)]
pub(super) struct Schema {
    /// That of the events of a run
    #[arg(long)]
    events: bool,
}

impl Schema {
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let schema = match self.events {
            true => serde_json::json!(schemars::schema_for!(Event)),
            false => schema(),
        };
        print(&format!("{schema:#}\n"))
    }
}
