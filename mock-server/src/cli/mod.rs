//! The command line: parses, then hands over. Prints for people on standard error, `ready` and
//! machine output on standard out.

mod completions;
mod export;
mod files;
mod log;
mod marketo;
mod remote;
mod scenario;
mod serve;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A stateful, in-memory stand-in for the bulk APIs of Salesforce and Marketo.
#[derive(Parser, Debug)]
#[command(name = "bulk-mock", version, about, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done, or stopped as asked
  1  the server could not start or go on, it refused what was asked, or something was not as expected: a scenario
     has findings, say
  2  the command line, a settings file, an object definition, seed data, a query or any other file is wrong
  3  the server that a command is for cannot be reached";

#[derive(Subcommand, Debug)]
enum Command {
    /// Start the server.
    Serve(Box<serve::Serve>),
    /// Write what a bulk query gives, without a server.
    Export(export::Export),
    /// Orgs of a running server, and what is in them.
    Org(remote::Org),
    /// An org's time, read and moved.
    Clock(remote::Clock),
    /// What is to go wrong in an org, or in all.
    Fault(remote::Fault),
    /// Scenarios: what there is, mistakes in files, runs; and the one of a running server.
    #[command(subcommand)]
    Scenario(scenario::Scenario),
    /// What an org was asked, and what came of it.
    Journal(remote::Journal),
    /// The open questions about the providers, and how an org answers them.
    Settings(remote::Settings),
    /// Print what a shell completes.
    Completions(completions::Completions),
}

/// Why a command failed, with its exit code.
#[derive(Debug)]
pub enum Failure {
    /// The user can mend it: exit code 2.
    Wrong(String),
    /// The machine is in the way: exit code 1.
    Stopped(String),
    /// A running server refused it, or something is not as expected: exit code 1.
    Refused(String),
    /// What was to be found was found, and told: exit code 1.
    Found,
    /// The server that it is for cannot be reached: exit code 3.
    Unreachable(String),
}

impl Failure {
    /// With the file that a refusal is about.
    fn of_file(self, file: &Path) -> Self {
        match self {
            Self::Refused(message) if file == Path::new("-") => {
                Self::Refused(format!("standard input: {message}"))
            }
            Self::Refused(message) => Self::Refused(format!("{}: {message}", file.display())),
            other => other,
        }
    }

    fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Stopped(_) | Self::Refused(_) | Self::Found => 1,
            Self::Wrong(_) => 2,
            Self::Unreachable(_) => 3,
        })
    }

    /// What there is still to say.
    fn message(&self) -> Option<&str> {
        match self {
            Self::Wrong(message)
            | Self::Stopped(message)
            | Self::Refused(message)
            | Self::Unreachable(message) => Some(message),
            Self::Found => None,
        }
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Export(export) => export.run(),
        Command::Org(org) => org.run(),
        Command::Clock(clock) => clock.run(),
        Command::Fault(fault) => fault.run(),
        Command::Scenario(scenario) => scenario.run(),
        Command::Journal(journal) => journal.run(),
        Command::Settings(settings) => settings.run(),
        Command::Completions(completions) => {
            completions.run();
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                log::error(message);
            }
            failure.exit_code()
        }
    }
}
