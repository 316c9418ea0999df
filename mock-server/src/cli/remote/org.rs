//! `bulk-mock org`: orgs, and what is in them.

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, Subcommand};
use http_body_util::BodyExt;
use serde_json::Value;

use super::client::{Body, Client, Target};
use super::clock::mode_text;
use super::table::{Table, list, text};
use super::{Remote, block_on, body_of, ended};
use crate::cli::{Failure, log};
use crate::org::Declaration;
use crate::server::derived_declaration;

const EXAMPLES: &str = "\
Examples:
  bulk-mock org create team-a                   with credentials that follow from its name
  bulk-mock org create --file team-a.toml       as an [[org]] of a settings file says it
  bulk-mock org rows demo Contact --csv
  bulk-mock org rows demo leads --marketo
  bulk-mock org reset team-a                    as it was in the beginning
  bulk-mock org ledger demo --outcome failed";

/// Orgs of a running server, and what is in them.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Org {
    #[command(flatten)]
    remote: Remote,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// All orgs
    List,
    /// Make an org
    Create {
        /// Its name; user, clients and tokens follow from it
        #[arg(required_unless_present = "file")]
        name: Option<String>,
        /// A declaration instead, TOML or JSON; - for standard input
        #[arg(long, value_name = "FILE", conflicts_with = "name")]
        file: Option<PathBuf>,
    },
    /// One org
    Show {
        /// Its name
        name: String,
    },
    /// Take an org back to what it was after it was declared and loaded
    Reset {
        /// Its name
        name: String,
        /// Only declared tokens are good afterwards
        #[arg(long)]
        drop_sessions: bool,
    },
    /// Forget an org
    Delete {
        /// Its name
        name: String,
    },
    /// The records of an org as they are stored
    Rows {
        /// The org
        name: String,
        /// The object, such as Contact; with --marketo leads, members or a custom object
        object: String,
        /// Those of its Marketo side
        #[arg(long)]
        marketo: bool,
        /// As CSV
        #[arg(long, conflicts_with = "json")]
        csv: bool,
        /// Generated records that nobody changed as well; there may be millions
        #[arg(long)]
        generated: bool,
    },
    /// The jobs of an org
    Jobs {
        /// The org
        name: String,
    },
    /// What became of each row that an org took
    Ledger {
        /// The org
        name: String,
        /// Only the rows of this job
        #[arg(long)]
        job: Option<String>,
        /// Only rows of which this became: created, updated, deleted, failed, unprocessed or waiting
        #[arg(long)]
        outcome: Option<String>,
        /// As CSV
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
}

impl Org {
    pub(in crate::cli) fn run(self) -> Result<(), Failure> {
        block_on(self.ask())
    }

    async fn ask(self) -> Result<(), Failure> {
        let (client, remote) = (self.remote.client()?, &self.remote);
        let get = Method::GET;
        match self.verb {
            Verb::List => {
                let answer = client.ask(get, Target::of(&["orgs"]), None).await?;
                remote.print(&answer, |answer| orgs(&answer["orgs"]))
            }
            Verb::Create { name, file } => create(&client, remote, name, file).await,
            Verb::Show { name } => {
                let answer = client.ask(get, Target::of(&["orgs", &name]), None).await?;
                remote.print(&answer, org)
            }
            Verb::Reset { name, drop_sessions } => {
                let target = Target::of(&["orgs", &name, "reset"]);
                let body = drop_sessions.then(|| Body::json(r#"{"sessions":"drop"}"#));
                let answer = client.ask(Method::POST, target, body).await?;
                done(remote, &answer, &format!("org {name} is as it was in the beginning"))
            }
            Verb::Delete { name } => {
                let answer = client.ask(Method::DELETE, Target::of(&["orgs", &name]), None).await?;
                done(remote, &answer, &format!("org {name} is gone"))
            }
            Verb::Rows { name, object, marketo, csv, generated } => {
                let segments = match marketo {
                    true => vec!["orgs", &name, "marketo", "rows", &object],
                    false => vec!["orgs", &name, "rows", &object],
                };
                let format = Some(if csv { "csv" } else { "json" });
                let target = Target::of(&segments).with("format", format);
                let target = target.with("generated", generated.then_some(true));
                if remote.json || csv {
                    return stream(&client, target).await;
                }
                let answer = client.ask(get, target, None).await?;
                remote.print(&answer, records)
            }
            Verb::Jobs { name } => {
                let answer = client.ask(get, Target::of(&["orgs", &name, "jobs"]), None).await?;
                remote.print(&answer, jobs)
            }
            Verb::Ledger { name, job, outcome, csv } => {
                let format = Some(if csv { "csv" } else { "json" });
                let target = Target::of(&["orgs", &name, "ledger"]).with("format", format);
                let target = target.with("job", job).with("outcome", outcome);
                if remote.json || csv {
                    return stream(&client, target).await;
                }
                let lines = client.ask(get, target, None).await?;
                let rows = lines.lines().filter_map(|line| serde_json::from_str(line).ok());
                log::print(ended(&records(&Value::Array(rows.collect()))).as_bytes());
                Ok(())
            }
        }
    }
}

/// Makes an org, and tells its credentials if they follow from its name.
async fn create(
    client: &Client,
    remote: &Remote,
    name: Option<String>,
    file: Option<PathBuf>,
) -> Result<(), Failure> {
    let declared = name.map(|name| derived_declaration(&name));
    let body = match (&declared, &file) {
        (Some(declared), _) => {
            let body = serde_json::to_vec(declared);
            Body::json(body.map_err(|error| Failure::Wrong(error.to_string()))?)
        }
        (None, Some(file)) => body_of(file)?,
        (None, None) => return Err(Failure::Wrong("give a name, or a --file".into())),
    };
    let answer = client.ask(Method::POST, Target::of(&["orgs"]), Some(body)).await?;
    remote.print(&answer, |answer| match &declared {
        Some(declared) => credentials(declared),
        None => org(answer),
    })
}

fn credentials(declared: &Declaration) -> String {
    let user = declared.users.first();
    let client = declared.clients.first();
    let secret = client.and_then(|client| client.client_secret.clone());
    let token = |token: &Option<String>| token.clone().unwrap_or_default();
    list(&[
        ("org", declared.name.clone()),
        ("user", user.map(|user| user.username.clone()).unwrap_or_default()),
        ("password", user.map(|user| user.password.clone()).unwrap_or_default()),
        ("client", client.map(|client| client.client_id.clone()).unwrap_or_default()),
        ("secret", secret.unwrap_or_default()),
        ("token", token(&declared.access_token)),
        ("Marketo token", token(&declared.marketo.access_token)),
    ])
}

fn done(remote: &Remote, answer: &str, said: &str) -> Result<(), Failure> {
    let answer = if remote.json { answer } else { said };
    log::print(ended(answer).as_bytes());
    Ok(())
}

/// Passes on an answer as it comes.
async fn stream(client: &Client, target: Target) -> Result<(), Failure> {
    let mut body = client.open(Method::GET, target, None).await?.into_body();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| client.lost(&error))?;
        if let Ok(piece) = frame.into_data()
            && !log::print(&piece)
        {
            return Ok(());
        }
    }
    Ok(())
}

fn orgs(orgs: &Value) -> String {
    let mut table = Table::new(&["name", "clock", "now", "jobs", "records", "journal"]);
    for org in orgs.as_array().into_iter().flatten() {
        let (clock, salesforce) = (&org["clock"], &org["salesforce"]);
        let records = salesforce["records"].as_object();
        let records = records.into_iter().flat_map(serde_json::Map::values);
        table.row(vec![
            text(&org["name"]),
            mode_text(&clock["mode"]),
            text(&clock["now"]),
            text(&salesforce["jobs"]),
            records.filter_map(Value::as_u64).sum::<u64>().to_string(),
            text(&org["journal"]["entries"]),
        ]);
    }
    table.told("no orgs")
}

fn org(org: &Value) -> String {
    let mut pairs = Vec::new();
    flatten("", org, &mut pairs);
    let pairs: Vec<(&str, String)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    list(&pairs)
}

/// The leaves of a value, each with the words that lead to it.
fn flatten(name: &str, value: &Value, to: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                let name =
                    if name.is_empty() { member.clone() } else { format!("{name} {member}") };
                flatten(&name, value, to);
            }
        }
        leaf => to.push((name.replace('_', " "), text(leaf))),
    }
}

fn jobs(jobs: &Value) -> String {
    let mut table = Table::new(&["id", "kind", "state", "object", "processed", "failed"]);
    let marketo = &jobs["marketo"];
    let kinds = [
        (&jobs["jobs"], "salesforce"),
        (&marketo["imports"], "marketo import"),
        (&marketo["exports"], "marketo export"),
    ];
    for (jobs, kind) in kinds {
        for job in jobs.as_array().into_iter().flatten() {
            let first = |keys: &[&str]| {
                let found = keys.iter().map(|key| &job[*key]).find(|value| !value.is_null());
                text(found.unwrap_or(&Value::Null))
            };
            let kind = job["operation"].as_str().unwrap_or(kind);
            table.row(vec![
                first(&["id", "exportId", "importId", "batchId"]),
                kind.to_owned(),
                first(&["state", "status"]),
                first(&["object", "objectApiName"]),
                first(&[
                    "numberRecordsProcessed",
                    "numOfLeadsProcessed",
                    "numOfObjectsProcessed",
                    "numOfRowsProcessed",
                    "numberOfRecords",
                ]),
                first(&["numberRecordsFailed", "numOfRowsFailed"]),
            ]);
        }
    }
    table.told("no jobs")
}

/// Records in columns, those that have no value anywhere left out.
fn records(rows: &Value) -> String {
    let rows: Vec<&serde_json::Map<String, Value>> =
        rows.as_array().into_iter().flatten().filter_map(Value::as_object).collect();
    let names = rows.first().into_iter().flat_map(|row| row.keys());
    let filled = names.filter(|name| rows.iter().any(|row| row.get(*name) != Some(&Value::Null)));
    let names: Vec<&str> = filled.map(String::as_str).collect();
    let mut table = Table::new(&names);
    for row in &rows {
        table.row(names.iter().map(|name| row.get(*name).map_or_else(String::new, text)).collect());
    }
    table.told("no rows")
}
