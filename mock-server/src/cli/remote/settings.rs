//! `bulk-mock settings`: the open questions about the providers, and how an org answers them.

use axum::http::Method;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Map, Value, json};

use super::client::{Body, Target};
use super::table::{Table, list, text};
use super::{OfOrg, Remote, block_on};
use crate::cli::Failure;

const EXAMPLES: &str = "\
Examples:
  bulk-mock settings list
  bulk-mock settings list queue_wait            what it decides, and what it can be
  bulk-mock settings set queue_wait=10s batch_rows=1000
  bulk-mock settings set --provider marketo export_queue_wait=30s";

/// A longer value is cut where all settings are listed.
const VALUE_CHARS_MAX: usize = 48;

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
    /// All settings with their values and defaults, or what some decide
    List {
        /// Only those whose name has this in it, with what they decide
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
                self.remote.print(&answer, |all| match &part {
                    None => settings(all),
                    Some(part) => explained(all, part),
                })
            }
            Verb::Set { changes, provider } => {
                let provider = match provider {
                    Provider::Salesforce => "salesforce",
                    Provider::Marketo => "marketo",
                };
                let mut named = Map::new();
                for (name, value) in changes {
                    put(&mut named, &name, value);
                }
                let body = Body::json(json!({ provider: named }).to_string());
                let answer = client.ask(Method::PATCH, target, Some(body)).await?;
                self.remote.print(&answer, settings)
            }
        }
    }
}

/// Puts a setting where its name leads: `messages.x` is `x` among the messages.
fn put(to: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        None => {
            to.insert(name.to_owned(), value);
        }
        Some((group, name)) => {
            let group = to.entry(group).or_insert_with(|| json!({}));
            if let Some(group) = group.as_object_mut() {
                put(group, name, value);
            }
        }
    }
}

fn settings(all: &Value) -> String {
    let mut table = Table::new(&["provider", "name", "value", "default"]);
    for setting in all["settings"].as_array().into_iter().flatten() {
        let of = |key: &str| short(text(&setting[key]));
        // A default is told where it is not what holds.
        let default =
            if setting["value"] == setting["default"] { String::new() } else { of("default") };
        table.row(vec![of("provider"), of("name"), of("value"), default]);
    }
    table.told("no settings")
}

/// A value that fits a column; `list` with the name of its setting has all of it.
fn short(value: String) -> String {
    if value.chars().count() <= VALUE_CHARS_MAX {
        return value;
    }
    value.chars().take(VALUE_CHARS_MAX - 1).chain(['…']).collect()
}

/// What the settings decide whose names have that in them.
fn explained(all: &Value, part: &str) -> String {
    let named = |setting: &&Value| setting["name"].as_str().is_some_and(|name| name.contains(part));
    let told = all["settings"].as_array().into_iter().flatten().filter(named).map(|setting| {
        let mut pairs = vec![
            ("setting", format!("{} {}", text(&setting["provider"]), text(&setting["name"]))),
            ("value", text(&setting["value"])),
            ("default", text(&setting["default"])),
            ("decides", text(&setting["says"])),
            ("evidence", text(&setting["evidence"])),
        ];
        for choice in setting["choices"].as_array().into_iter().flatten() {
            pairs
                .push(("can be", format!("{}: {}", text(&choice["value"]), text(&choice["says"]))));
        }
        list(&pairs)
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { format!("no setting has `{part}` in its name") } else { told.join("\n\n") }
}

/// A name and a value: a number, true or false, or else a text.
fn change(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    let read = serde_json::from_str::<Value>(value).ok().filter(|value| !value.is_null());
    Ok((name.trim().to_owned(), read.unwrap_or_else(|| value.into())))
}
