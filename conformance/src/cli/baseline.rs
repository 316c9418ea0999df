//! `baseline`: mistakes in one, or one made of the events of a run.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Failure, print, report};
use crate::baseline;
use crate::report::Event;
use crate::suite;

/// Baselines: look for mistakes in one, or make one of the events of a run.
#[derive(Subcommand, Debug)]
pub(super) enum Baseline {
    /// Look for mistakes in a baseline
    Lint {
        /// The baseline
        file: PathBuf,
        /// The suite that it is for
        #[arg(long, default_value = suite::LATEST)]
        suite: String,
    },
    /// Print the failures of a run as a baseline
    From {
        /// The events of a run, as `run --jsonl FILE` writes them
        events: PathBuf,
        /// A baseline whose reasons are kept
        #[arg(long, value_name = "FILE")]
        keep: Option<PathBuf>,
    },
}

impl Baseline {
    pub(super) fn run(&self) -> Result<u8, Failure> {
        match self {
            Self::Lint { file, suite } => {
                let known = baseline::Baseline::load(file, suite).map_err(Failure::wrong)?.known;
                let entries = if known.len() == 1 { "entry" } else { "entries" };
                print(&format!("{}: {} {entries}, no mistakes\n", file.display(), known.len()))
            }
            Self::From { events, keep } => {
                let events = report::read(events)?;
                let suite = events.iter().find_map(|event| match event {
                    Event::Run(run) => Some(run.suite.clone()),
                    _ => None,
                });
                let suite = suite.unwrap_or_else(|| suite::LATEST.to_owned());
                let before = match keep {
                    Some(file) => baseline::Baseline::load(file, &suite).map_err(Failure::wrong)?,
                    None => baseline::Baseline::default(),
                };
                let checks = events.into_iter().filter_map(|event| match event {
                    Event::Check(check) => Some(*check),
                    _ => None,
                });
                let checks: Vec<_> = checks.collect();
                print(&baseline::Baseline::of_run(&suite, &checks, &before).text())
            }
        }
    }
}
