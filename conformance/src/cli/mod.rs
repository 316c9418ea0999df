//! The command line: parses, then hands over. What was asked for goes to standard out, and words about
//! what is wrong to standard error.

mod adapter;
mod run;
mod subject;

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
  64  the command line or a file is wrong";

/// The exit code of a wrong command line, and of a wrong file.
const WRONG: u8 = 64;

#[derive(Subcommand, Debug)]
enum Command {
    /// Play requirements against a client.
    Run(Box<run::Run>),
    /// Look at an adapter itself, before anything is said of its client.
    #[command(subcommand)]
    Adapter(adapter::Adapter),
    /// Print the JSON Schema of what kit and adapter say to each other.
    Schema,
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
        Command::Adapter(adapter::Adapter::Check(check)) => check.run(),
        Command::Schema => adapter::schema(),
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
