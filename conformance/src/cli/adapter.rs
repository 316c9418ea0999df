//! `adapter check`: whether an adapter is right, before anything is said of its client.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::subject::Described;
use super::{Failure, print};
use crate::adapter::CommandLine;
use crate::check::{Patience, run_check};

/// Adapters: whether one is right.
#[derive(Subcommand, Debug)]
pub(super) enum Adapter {
    /// Play one dull case of each operation, and what only a broken adapter takes amiss.
    Check(Check),
}

const EXAMPLES: &str = "\
Examples:
  bulk-conformance adapter check node adapter.mjs
  bulk-conformance adapter check --adapter conformance/adapters/jsforce";

/// Play one dull case of each operation, and what only a broken adapter takes amiss.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// The folder of an adapter, with an `adapter.toml` that says how it is started
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    adapter: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// How long a case in which nothing goes wrong may take
    #[arg(long, value_name = "MS", default_value_t = Patience::default().case_ms)]
    case_ms: u64,
    /// The command that starts the adapter
    #[arg(trailing_var_arg = true, required_unless_present = "adapter", value_name = "CMD")]
    command: Vec<String>,
}

impl Adapter {
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let Self::Check(check) = self;
        let line = match &check.adapter {
            Some(dir) => Described::read(dir)?.command_line(dir),
            None => CommandLine::from_words(check.command.clone()),
        };
        let line = line.ok_or_else(|| Failure::wrong("the command of the adapter is empty"))?;
        let patience = Patience { case_ms: check.case_ms, ..Patience::default() };
        super::interrupt::watch(None);
        let report = run_check(&line, patience).map_err(Failure::stopped)?;
        let text = if check.json { report.json_lines() } else { report.to_string() };
        print(&text)?;
        Ok(report.exit_code())
    }
}
