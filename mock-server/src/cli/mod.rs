//! The command line: parses, then hands over. Prints for people on standard error, `ready` and
//! machine output on standard out.

mod export;
mod files;
mod log;
mod marketo;
mod scenario;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A stateful, in-memory stand-in for Salesforce Bulk API 2.0.
#[derive(Parser, Debug)]
#[command(name = "bulk-mock", version, about, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  stopped as asked
  1  the server could not start or go on, or a scenario has findings or failed
  2  the command line, a settings file, an object definition, seed data or a query is wrong";

#[derive(Subcommand, Debug)]
enum Command {
    /// Start the server.
    Serve(Box<serve::Serve>),
    /// Write what a bulk query gives, without a server.
    Export(export::Export),
    /// Scenarios: list them, look for mistakes in files, run them.
    #[command(subcommand)]
    Scenario(scenario::Scenario),
}

/// Why a command failed, with its exit code.
#[derive(Debug)]
pub enum Failure {
    /// The user can mend it: exit code 2.
    Wrong(String),
    /// The machine is in the way: exit code 1.
    Stopped(String),
    /// What was to be found was found, and told: exit code 1.
    Found,
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Export(export) => export.run(),
        Command::Scenario(scenario) => scenario.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Wrong(message)) => {
            log::error(&message);
            ExitCode::from(2)
        }
        Err(Failure::Found) => ExitCode::from(1),
        Err(Failure::Stopped(message)) => {
            log::error(&message);
            ExitCode::from(1)
        }
    }
}
