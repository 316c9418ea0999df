//! `bulk-mock fault`: rules of faults, put in force, looked at, taken out of force.

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::Value;

use super::client::Target;
use super::table::{Table, counted, text};
use super::{OfOrg, Remote, block_on, body_of, kinds};
use crate::cli::Failure;

const EXAMPLES: &str = "\
Examples:
  bulk-mock fault kinds                 what can go wrong
  bulk-mock fault kinds reset
  bulk-mock fault add busy.toml --org team-a
  echo '{\"name\":\"busy\",\"when\":{\"first\":2},\"inject\":{\"status\":{\"status\":503}}}' | bulk-mock fault add -
  bulk-mock fault list
  bulk-mock fault clear --all-orgs

A file holds one rule, or several: [[fault]] in TOML, a list in JSON. All are taken, or none.";

/// What is to go wrong in an org of a running server, or in all.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Fault {
    #[command(flatten)]
    remote: Remote,
    #[command(flatten)]
    of: OfOrg,
    /// In all orgs there are and will be, instead of one
    #[arg(long, global = true, conflicts_with = "org")]
    all_orgs: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// The rules in force, and how often each fired
    List,
    /// Put the rules of a file in force
    Add {
        /// TOML or JSON; - for standard input
        file: PathBuf,
    },
    /// Take a rule out of force
    Remove {
        /// Its name
        name: String,
    },
    /// Take all rules out of force
    Clear,
    /// The kinds of faults with what each needs to know; asks no server
    Kinds {
        /// Only this one
        kind: Option<String>,
    },
}

impl Fault {
    pub(in crate::cli) fn run(self) -> Result<(), Failure> {
        if let Verb::Kinds { kind } = &self.verb {
            return kinds::print(kind.as_deref(), self.remote.json);
        }
        block_on(self.ask())
    }

    async fn ask(self) -> Result<(), Failure> {
        let (client, org) = (self.remote.client()?, self.of.org.as_str());
        let all = if self.all_orgs { vec!["faults"] } else { vec!["orgs", org, "faults"] };
        let (method, target, body) = match &self.verb {
            Verb::List | Verb::Kinds { .. } => (Method::GET, Target::of(&all), None),
            Verb::Add { file } => (Method::POST, Target::of(&all), Some(body_of(file)?)),
            Verb::Remove { name } => {
                let one: Vec<&str> = all.into_iter().chain([name.as_str()]).collect();
                (Method::DELETE, Target::of(&one), None)
            }
            Verb::Clear => (Method::DELETE, Target::of(&all), None),
        };
        let answer = client.ask(method, target, body).await.map_err(|error| match &self.verb {
            Verb::Add { file } => error.of_file(file),
            _ => error,
        })?;
        self.remote.print(&answer, |answer| match &self.verb {
            Verb::List | Verb::Add { .. } | Verb::Kinds { .. } => faults(&answer["faults"]),
            Verb::Remove { name } => match answer["fired"].as_u64() {
                Some(fired) => {
                    format!("{name} is out of force; it fired {}", counted(fired, "time"))
                }
                None => format!("{name} is out of force"),
            },
            Verb::Clear => {
                let removed = answer["removed"].as_array().map_or(0, Vec::len) as u64;
                format!("taken out of force: {}", counted(removed, "rule"))
            }
        })
    }
}

fn faults(faults: &Value) -> String {
    let mut table = Table::new(&["name", "kind", "fired", "met", "on", "when"]);
    for fault in faults.as_array().into_iter().flatten() {
        let rule = &fault["rule"];
        let kind = rule["inject"].as_object().and_then(|inject| inject.keys().next());
        table.row(vec![
            text(&rule["name"]),
            kind.cloned().unwrap_or_default(),
            text(&fault["fired"]),
            text(&fault["met"]),
            said(&rule["on"], "every call"),
            said(&rule["when"], "always"),
        ]);
    }
    table.told("no faults")
}

/// What a rule says of something, on one line.
fn said(part: &Value, nothing: &str) -> String {
    let members = part.as_object().into_iter().flatten();
    let said: Vec<String> = members
        .map(|(name, value)| format!("{} {}", name.replace('_', " "), text(value)))
        .collect();
    if said.is_empty() { nothing.to_owned() } else { said.join(", ") }
}
