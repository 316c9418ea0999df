//! `bulk-mock clock`: an org's time, read and moved.

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::client::{Body, Target};
use super::table::{list, text};
use super::{OfOrg, Remote, block_on};
use crate::cli::Failure;
use crate::core::time::SimDuration;

const EXAMPLES: &str = "\
Examples:
  bulk-mock clock show --org team-a
  bulk-mock clock set manual            time stands still from here on
  bulk-mock clock set scaled=60         a minute in a second
  bulk-mock clock advance 5m
  bulk-mock clock idle                  until no job has anything left to do";

/// An org's time, read and moved, on a running server.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Clock {
    #[command(flatten)]
    remote: Remote,
    #[command(flatten)]
    of: OfOrg,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// The time, and what is due next
    Show,
    /// Let time flow in another way from here on
    Set {
        /// wall, manual, auto, or scaled=60 for sixty times as fast
        #[arg(value_parser = mode)]
        mode: Value,
    },
    /// Let so much time pass
    Advance {
        /// Such as 250ms, 90s, 5m or 24h
        by: SimDuration,
    },
    /// Go to the next instant at which something is due
    Next,
    /// Let time pass until no job has anything left to do
    Idle,
}

impl Clock {
    pub(in crate::cli) fn run(self) -> Result<(), Failure> {
        block_on(self.ask())
    }

    async fn ask(self) -> Result<(), Failure> {
        let (method, path, body) = match &self.verb {
            Verb::Show => (Method::GET, "clock", None),
            Verb::Set { mode } => (Method::PUT, "clock", Some(json!({ "mode": mode }))),
            Verb::Advance { by } => (Method::POST, "advance", Some(json!({ "by": by }))),
            Verb::Next => (Method::POST, "advance", Some(json!({ "to_next_event": true }))),
            Verb::Idle => (Method::POST, "advance", Some(json!({ "until_idle": true }))),
        };
        let org = self.of.org.as_str();
        let target = match path {
            "advance" => Target::of(&["orgs", org, "clock", "advance"]),
            _ => Target::of(&["orgs", org, "clock"]),
        };
        let body = body.map(|body| Body::json(body.to_string()));
        let answer = self.remote.client()?.ask(method, target, body).await?;
        self.remote.print(&answer, |clock| {
            list(&[
                ("org", org.to_owned()),
                ("mode", mode_text(&clock["mode"])),
                ("now", text(&clock["now"])),
                ("next event", text(&clock["next_event"])),
                ("next work", text(&clock["next_work"])),
            ])
        })
    }
}

/// A mode as `clock set` takes it.
pub(super) fn mode_text(mode: &Value) -> String {
    match mode["scaled"].as_f64() {
        Some(factor) => format!("scaled={factor}"),
        None => text(mode),
    }
}

fn mode(word: &str) -> Result<Value, String> {
    match (word, word.strip_prefix("scaled=")) {
        ("wall" | "manual" | "auto", _) => Ok(json!(word)),
        (_, Some(factor)) => match factor.parse::<f64>() {
            Ok(factor) if factor.is_finite() && factor > 0.0 => Ok(json!({ "scaled": factor })),
            Ok(_) | Err(_) => Err("time runs by a factor above 0, such as scaled=60".into()),
        },
        (_, None) => Err("write wall, manual, auto or scaled=60".into()),
    }
}
