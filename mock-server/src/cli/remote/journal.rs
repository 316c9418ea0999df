//! `bulk-mock journal`: what an org was asked and what came of it, read and followed and held to account.

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, Subcommand};
use http_body_util::BodyExt;
use serde_json::Value;

use super::client::{Client, Target};
use super::sse::Events;
use super::table::{Table, line, shown, text};
use super::{OfOrg, Remote, block_on, body_of, ended};
use crate::cli::{Failure, log};
use crate::core::pattern::like;
use crate::core::time::SimTime;

const EXAMPLES: &str = "\
Examples:
  bulk-mock journal show --operation 'salesforce.ingest.*' --status 4xx
  bulk-mock journal show --job 750hcH0bStwGflxAJC --json
  bulk-mock journal follow --org team-a
  bulk-mock journal verify expected.json
  bulk-mock journal explain
  bulk-mock journal explain --no-org       calls with a wrong path or an unknown token";

/// What an org of a running server was asked, and what came of it.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Journal {
    #[command(flatten)]
    remote: Remote,
    #[command(flatten)]
    of: OfOrg,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Calls and changes of state, oldest first
    Show(Wanted),
    /// Calls as they are answered and changes of state as they happen, until interrupted
    Follow(Followed),
    /// Hold the journal against a file of what must have happened; exit code 1 if it did not
    Verify {
        /// TOML or JSON; - for standard input
        file: PathBuf,
    },
    /// Why calls were refused, the newest first, and which calls were right at that point
    Explain {
        /// Only the call at this place in the order of events
        #[arg(long)]
        seq: Option<u64>,
        /// So many at most
        #[arg(long, value_name = "NUMBER")]
        limit: Option<usize>,
        /// Those that belonged to no org: unknown paths, unknown tokens
        #[arg(long)]
        no_org: bool,
    },
}

/// Which entries are wanted; texts may have * for any characters.
#[derive(Args, Debug)]
struct Wanted {
    /// The operation, such as salesforce.ingest.*
    #[arg(long)]
    operation: Option<String>,
    /// The method
    #[arg(long)]
    method: Option<String>,
    /// The path as it was sent, without its query
    #[arg(long)]
    path: Option<String>,
    /// The id of a job
    #[arg(long)]
    job: Option<String>,
    /// The status of the answer, such as 429 or 4xx, or the state that a job came to
    #[arg(long)]
    status: Option<String>,
    /// Not before this instant of the org's time
    #[arg(long, value_name = "INSTANT")]
    since: Option<SimTime>,
    /// Before this instant of the org's time
    #[arg(long, value_name = "INSTANT")]
    until: Option<SimTime>,
    /// The name of a fault that fired
    #[arg(long, value_name = "NAME")]
    fault: Option<String>,
    /// Only what began behind this place in the order of events
    #[arg(long, value_name = "SEQ")]
    after: Option<u64>,
    /// So many at most, the oldest
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
    /// Secrets in the clear, instead of names for them
    #[arg(long)]
    show_secrets: bool,
}

/// Which of the entries to come are wanted; texts may have * for any characters.
#[derive(Args, Debug)]
struct Followed {
    /// The operation, such as salesforce.ingest.*
    #[arg(long)]
    operation: Option<String>,
    /// The name of a fault that fired
    #[arg(long, value_name = "NAME")]
    fault: Option<String>,
    /// Begin behind this place in the order of events; 0 for all that is kept
    #[arg(long, value_name = "SEQ")]
    after: Option<u64>,
}

impl Journal {
    pub(in crate::cli) fn run(self) -> Result<(), Failure> {
        block_on(self.ask())
    }

    async fn ask(self) -> Result<(), Failure> {
        let (client, org) = (self.remote.client()?, self.of.org.as_str());
        match &self.verb {
            Verb::Show(wanted) => {
                let target = wanted.put_into(Target::of(&["orgs", org, "journal"]));
                let answer = client.ask(Method::GET, target, None).await?;
                let told = if self.remote.json { answer } else { entries(&answer) };
                log::print(ended(&told).as_bytes());
                Ok(())
            }
            Verb::Follow(followed) => {
                let target = Target::of(&["orgs", org, "journal", "stream"]);
                let target = target.with("after", followed.after);
                tokio::select! {
                    ended = self.follow(&client, target, followed) => ended,
                    // Whoever follows ends it so; it is no failure.
                    _ = tokio::signal::ctrl_c() => Ok(()),
                }
            }
            Verb::Verify { file } => {
                let target = Target::of(&["orgs", org, "journal", "verify"]);
                let answer = client.ask(Method::POST, target, Some(body_of(file)?)).await;
                let answer = answer.map_err(|error| error.of_file(file))?;
                self.remote.print(&answer, verdict)?;
                match serde_json::from_str::<Value>(&answer) {
                    Ok(verified) if verified["passed"] == true => Ok(()),
                    Ok(_) | Err(_) => Err(Failure::Refused("not as expected".into())),
                }
            }
            Verb::Explain { seq, limit, no_org } => {
                let target = match no_org {
                    true => Target::of(&["journal", "explain"]),
                    false => Target::of(&["orgs", org, "journal", "explain"]),
                };
                let target = target.with("seq", *seq).with("limit", *limit);
                let answer = client.ask(Method::GET, target, None).await?;
                self.remote.print(&answer, explained)?;
                match *no_org || self.remote.json || seq.is_some() {
                    true => Ok(()),
                    false => of_no_org(&client).await,
                }
            }
        }
    }

    async fn follow(
        &self,
        client: &Client,
        target: Target,
        followed: &Followed,
    ) -> Result<(), Failure> {
        let mut body = client.open(Method::GET, target, None).await?.into_body();
        let mut events = Events::default();
        while let Some(frame) = body.frame().await {
            let Ok(piece) = frame.map_err(|error| client.lost(&error))?.into_data() else {
                continue;
            };
            for data in events.push(&piece) {
                let Ok(entry) = serde_json::from_str::<Value>(&data) else { continue };
                if !followed.wants(&entry) {
                    continue;
                }
                let told = if self.remote.json { data } else { line(&cells(&entry), &WIDTHS) };
                if !log::print(ended(&told).as_bytes()) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

impl Wanted {
    fn put_into(&self, target: Target) -> Target {
        target
            .with("operation", self.operation.as_ref())
            .with("method", self.method.as_ref())
            .with("path", self.path.as_ref())
            .with("job", self.job.as_ref())
            .with("status", self.status.as_ref())
            .with("since", self.since)
            .with("until", self.until)
            .with("fault", self.fault.as_ref())
            .with("after", self.after)
            .with("limit", self.limit)
            .with("secrets", self.show_secrets.then_some("show"))
    }
}

impl Followed {
    fn wants(&self, entry: &Value) -> bool {
        let faults = entry["faults"].as_array();
        let mut fired = faults.into_iter().flatten().filter_map(|fired| fired["rule"].as_str());
        let operation = entry["operation"].as_str().unwrap_or("");
        self.operation.as_ref().is_none_or(|wanted| like(wanted, operation))
            && self.fault.as_ref().is_none_or(|wanted| fired.any(|rule| like(wanted, rule)))
    }
}

/// The columns of an entry, and their least widths while entries come one by one.
const HEAD: [&str; 5] = ["seq", "at", "what", "came to", "faults"];
const WIDTHS: [usize; 5] = [5, 24, 28, 32, 0];

/// Entries, one JSON object a line, in columns.
fn entries(lines: &str) -> String {
    let mut table = Table::new(&HEAD);
    for line in lines.lines() {
        if let Ok(entry) = serde_json::from_str::<Value>(line) {
            table.row(cells(&entry));
        }
    }
    table.told("no entries")
}

fn cells(entry: &Value) -> Vec<String> {
    let exchange = entry["entry"] == "exchange";
    let place = if exchange { &entry["received"] } else { &entry["place"] };
    let (what, came) = if exchange {
        let what = entry["operation"].as_str().unwrap_or("(no operation)").to_owned();
        let call = format!("{} {}", text(&entry["method"]), text(&entry["target"]));
        let broke = entry["broke"].as_str().map(|how| format!(" ({how})")).unwrap_or_default();
        (what, format!("{} {call}{broke}", text(&entry["status"])))
    } else {
        let reason = entry["reason"].as_str().map(|why| format!(": {why}")).unwrap_or_default();
        let came = format!("{} → {}{reason}", text(&entry["from"]), text(&entry["to"]));
        (format!("job {}", text(&entry["subject"])), came)
    };
    let faults = entry["faults"].as_array().into_iter().flatten();
    let faults: Vec<String> = faults.map(|fired| text(&fired["rule"])).collect();
    let cells = [text(&place["seq"]), text(&place["at"]), what, came, faults.join(", ")];
    cells.iter().map(|cell| shown(cell)).collect()
}

/// What came of expectations, and what came nearest where they do not hold.
fn verdict(verified: &Value) -> String {
    let mut lines = Vec::new();
    for (place, one) in verified["expect"].as_array().into_iter().flatten().enumerate() {
        let name = one["name"].as_str().map_or_else(|| format!("expect[{place}]"), str::to_owned);
        let held = if one["passed"] == true { "ok  " } else { "FAIL" };
        let counted =
            format!("{held}  {name}: {} wanted, {} seen", text(&one["wanted"]), one["seen"]);
        lines.push(shown(&counted));
        lines.extend(nearest(&one["nearest"]));
    }
    let order = &verified["order"];
    if !order.is_null() {
        lines.push(match order["missing"].as_u64() {
            None => "ok    order".into(),
            Some(step) => format!("FAIL  order: step {} did not come behind the others", step + 1),
        });
        lines.extend(nearest(&order["nearest"]));
    }
    lines.join("\n")
}

fn nearest(misses: &Value) -> Vec<String> {
    let misses = misses.as_array().into_iter().flatten();
    let told = misses.map(|miss| {
        let unmet = miss["unmet"].as_array().into_iter().flatten().map(|unmet| {
            let (key, was) = (text(&unmet["key"]), text(&unmet["was"]));
            format!("{key} was {was}, not {}", text(&unmet["wanted"]))
        });
        let unmet: Vec<String> = unmet.collect();
        shown(&format!(
            "        near: {} {} ({})",
            miss["seq"],
            text(&miss["entry"]),
            unmet.join("; ")
        ))
    });
    told.collect()
}

/// Whether more is to be had: calls with a wrong path or token belong to no org.
async fn of_no_org(client: &Client) -> Result<(), Failure> {
    let target = Target::of(&["journal", "explain"]);
    let answer = client.ask(Method::GET, target, None).await?;
    let explained: Value = serde_json::from_str(&answer).unwrap_or_default();
    match explained["refused"].as_array().map_or(0, Vec::len) {
        0 => {}
        1 => log::say("1 refused call belonged to no org: see it with --no-org"),
        count => {
            log::say(&format!("{count} refused calls belonged to no org: see them with --no-org"));
        }
    }
    Ok(())
}

/// Calls that were refused, each with what the provider said and its reasons below it.
fn explained(explained: &Value) -> String {
    let refused = explained["refused"].as_array().into_iter().flatten().map(|one| {
        let call = format!(
            "{}  {} {}  {}",
            one["seq"],
            text(&one["method"]),
            text(&one["target"]),
            text(&one["status"])
        );
        let said: Vec<&str> =
            ["code", "message"].iter().filter_map(|part| one["said"][part].as_str()).collect();
        let said = (!said.is_empty()).then(|| shown(&format!("    it said {}", said.join(": "))));
        let why = one["why"].as_array().into_iter().flatten();
        let why = said.into_iter().chain(why.map(|why| format!("    {}", shown(&text(why)))));
        [shown(&call)].into_iter().chain(why).collect::<Vec<_>>().join("\n")
    });
    let told: Vec<String> = refused.collect();
    if told.is_empty() { "no call was refused".into() } else { told.join("\n") }
}
