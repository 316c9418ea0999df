//! The command line: parses, then hands over. What was asked for goes to standard out, and words about
//! what is wrong to standard error.

mod adapter;
mod baseline;
mod explain;
mod interrupt;
mod list;
mod report;
mod run;
mod subject;

use std::io::Write;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

/// Judges any client of a bulk data provider, in any language, requirement by requirement.
#[derive(Parser, Debug)]
#[command(name = "bulk-conformance", version, about, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
   0  conforming, or as the baseline says
   1  new failures
   2  the baseline knows failures that are none any more: remove these entries
   3  the adapter or the kit is at fault: nothing is said of the client
   4  nothing was exercised, or nothing was found out of a requirement at the core
  64  the command line or a file is wrong
 130  interrupted (143 if asked to end): nothing is said of the client";

/// The exit code of a wrong command line, and of a wrong file.
const WRONG: u8 = 64;

#[derive(Subcommand, Debug)]
enum Command {
    /// Play requirements against a client.
    Run(Box<run::Run>),
    /// List requirements: one a line, the id first.
    List(list::List),
    /// Say all that is known of a requirement.
    Explain(explain::Explain),
    /// Adapters: whether one is right.
    #[command(subcommand)]
    Adapter(adapter::Adapter),
    /// Make another report of the events of a run.
    Report(report::Report),
    /// Baselines: look for mistakes in one, or make one of the events of a run.
    #[command(subcommand)]
    Baseline(baseline::Baseline),
    /// Print the JSON Schema of the adapter protocol, or of the events of a run.
    Schema(report::Schema),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // Nobody is left to be told that this could not be written.
            let _ = error.print();
            return ExitCode::from(if asked { 0 } else { WRONG });
        }
    };
    let done = match &cli.command {
        Command::Run(run) => run.run(),
        Command::List(list) => list.run(),
        Command::Explain(explain) => explain.run(),
        Command::Adapter(adapter) => adapter.run(),
        Command::Report(report) => report.run(),
        Command::Baseline(baseline) => baseline.run(),
        Command::Schema(schema) => schema.run(),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(Failure { code, what }) => {
            eprintln!("error: {what}");
            ExitCode::from(code)
        }
    }
}

/// Why a command failed, and with which exit code.
#[derive(Debug)]
struct Failure {
    code: u8,
    what: String,
}

impl Failure {
    /// The user can mend it.
    fn wrong(what: impl Into<String>) -> Self {
        Self { code: WRONG, what: what.into() }
    }

    /// The adapter or the machine is in the way.
    fn stopped(what: impl Into<String>) -> Self {
        Self { code: 3, what: what.into() }
    }
}

/// Writes what was asked for to standard out. A reader who leaves early is no mistake.
fn print(text: &str) -> Result<u8, Failure> {
    let written = std::io::stdout().write_all(text.as_bytes());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::stopped(format!("standard out: {error}")))
        }
        _ => Ok(0),
    }
}
