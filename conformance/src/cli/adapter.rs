//! `adapter check` and `schema`: for those who write adapters.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Failure;
use super::subject::Described;
use crate::adapter::CommandLine;
use crate::check::{Patience, run_check};

/// What is done with an adapter itself.
#[derive(Subcommand, Debug)]
pub(super) enum Adapter {
    /// Say whether a program is an adapter: hello, a dull case of each operation, and what is unknown
    Check(Check),
}

const EXAMPLES: &str = "\
Examples:
  bulk-conformance adapter check python3 adapter.py
  bulk-conformance adapter check --adapter conformance/adapters/curl";

/// Say whether a program is an adapter.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// The folder of an adapter, with an `adapter.toml` that says how it is started
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    adapter: Option<PathBuf>,
    /// Say it for programs: one JSON object a line
    #[arg(long)]
    json: bool,
    /// How long a case in which nothing goes wrong may take
    #[arg(long, value_name = "MS", default_value_t = Patience::default().case_ms)]
    case_ms: u64,
    /// The command that starts the adapter
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "CMD")]
    command: Vec<String>,
}

impl Check {
    /// Runs it; the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let patience = Patience { case_ms: self.case_ms, ..Patience::default() };
        let report = run_check(&self.command_line()?, patience).map_err(Failure::stopped)?;
        say(&if self.json { report.json_lines() } else { report.to_string() })?;
        Ok(report.exit_code())
    }

    fn command_line(&self) -> Result<CommandLine, Failure> {
        let command = match &self.adapter {
            Some(dir) => Described::read(dir)?.command_line(dir),
            None => CommandLine::from_words(self.command.clone()),
        };
        command.ok_or_else(|| {
            Failure::wrong(
                "which adapter? Write the command that starts it, such as `bulk-conformance adapter \
                 check python3 adapter.py`, or `--adapter` and its folder",
            )
        })
    }
}

/// Prints the schema.
pub(super) fn schema() -> Result<u8, Failure> {
    let schema = crate::protocol::schema::schema();
    say(&format!("{schema:#}\n"))?;
    Ok(0)
}

/// Writes what was asked for to standard out; whoever reads no further has read enough.
fn say(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::stopped(format!("standard out: {error}")))
        }
        _ => Ok(()),
    }
}
