//! `list`: requirements, one a line.

use clap::Args;
use serde_json::json;

use super::{Failure, print};
use crate::requirements::Requirement;
use crate::suite;

const EXAMPLES: &str = "\
Examples:
  bulk-conformance list
  bulk-conformance list --suite mk-2026.11 --only 'MK-EXPORT-*'
  bulk-conformance list --json | jq -r 'select(.level == \"must\") | .id'";

/// List requirements: one a line, the id first.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct List {
    /// Of which suite: `2026.11` (all), `sf-2026.11` or `mk-2026.11`
    #[arg(long, default_value = suite::LATEST)]
    suite: String,
    /// Only requirements that match; `*` stands for any characters (may be repeated)
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Not these requirements; `*` stands for any characters (may be repeated)
    #[arg(long, value_name = "ID")]
    skip: Vec<String>,
    /// One JSON object a line, with all that is known of each
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let all = suite::requirements(&self.suite).map_err(Failure::wrong)?;
        let chosen = suite::select(&all, &self.only, &self.skip).map_err(Failure::wrong)?;
        let line = if self.json { json } else { plain };
        print(&chosen.into_iter().map(line).collect::<String>())
    }
}

fn plain(requirement: &Requirement) -> String {
    format!("{:<13} {:<6} {}\n", requirement.id, requirement.level.name(), requirement.text)
}

fn json(requirement: &Requirement) -> String {
    let object = json!({
        "id": requirement.id,
        "text": requirement.text,
        "level": requirement.level,
        "must_if": requirement.must_if,
        "grade": requirement.grade,
        "source": requirement.source,
        "ops": requirement.ops,
        "features": requirement.features,
        "core": requirement.is_core(),
        "provoke": requirement.provoke,
        "observe": requirement.observe,
        "seen": requirement.seen,
    });
    format!("{object}\n")
}
