//! `bulk-mock settings`: the open questions about the providers, and how an org answers them.

use axum::http::Method;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Map, Value, json};

use super::client::{Body, Target};
use super::table::{Table, text};
use super::{OfOrg, Remote, block_on};
use crate::cli::Failure;

const EXAMPLES: &str = "\
Examples:
  bulk-mock settings list
  bulk-mock settings list queue
  bulk-mock settings set queue_wait=10s batch_rows=1000
  bulk-mock settings set --provider marketo export_queue_wait=30s";

/// The settings of an org of a running server.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Settings {
    #[command(flatten)]
    remote: Remote,
    #[command(flatten)]
    of: OfOrg,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// All settings, with their values and defaults
    List {
        /// Only those whose name has this in it
        part: Option<String>,
    },
    /// Change some; all are taken, or none
    Set {
        /// Name and value, such as queue_wait=10s
        #[arg(required = true, value_name = "NAME=VALUE", value_parser = change)]
        changes: Vec<(String, Value)>,
        /// Whose settings
        #[arg(long, value_enum, default_value_t = Provider::Salesforce)]
        provider: Provider,
    },
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Provider {
    /// Salesforce's
    Salesforce,
    /// Marketo's
    Marketo,
}

impl Settings {
    pub(in crate::cli) fn run(self) -> Result<(), Failure> {
        block_on(self.ask())
    }

    async fn ask(self) -> Result<(), Failure> {
        let (client, org) = (self.remote.client()?, self.of.org.as_str());
        let target = Target::of(&["orgs", org, "settings"]);
        match self.verb {
            Verb::List { part } => {
                let answer = client.ask(Method::GET, target, None).await?;
                let part = part.unwrap_or_default();
                self.remote.print(&answer, |all| settings(all, |name| name.contains(&part)))
            }
            Verb::Set { changes, provider } => {
                let provider = match provider {
                    Provider::Salesforce => "salesforce",
                    Provider::Marketo => "marketo",
                };
                let names: Vec<String> = changes.iter().map(|(name, _)| name.clone()).collect();
                let changes: Map<String, Value> = changes.into_iter().collect();
                let body = Body::json(json!({ provider: changes }).to_string());
                let answer = client.ask(Method::PATCH, target, Some(body)).await?;
                self.remote.print(&answer, |all| {
                    settings(all, |name| names.iter().any(|changed| changed == name))
                })
            }
        }
    }
}

fn settings(all: &Value, wanted: impl Fn(&str) -> bool) -> String {
    let mut table = Table::new(&["provider", "name", "value", "default"]);
    for provider in ["salesforce", "marketo"] {
        for setting in all[provider].as_array().into_iter().flatten() {
            let name = text(&setting["name"]);
            if wanted(&name) {
                let (value, default) = (text(&setting["value"]), text(&setting["default"]));
                table.row(vec![provider.to_owned(), name, value, default]);
            }
        }
    }
    table.told("no settings")
}

/// A name and a value: a number, true or false, or else a text.
fn change(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    let read = serde_json::from_str::<Value>(value).ok().filter(|value| !value.is_null());
    Ok((name.trim().to_owned(), read.unwrap_or_else(|| value.into())))
}
