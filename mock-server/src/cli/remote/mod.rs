//! Commands to a running server: each is one call of the admin surface, and what it says to a person.
//!
//! `client` speaks HTTP, `table` writes what people read; the other files are one command each. None
//! of them knows more of a call than its path and the keys that it shows.

mod client;
mod clock;
mod fault;
mod journal;
mod kinds;
mod org;
mod scenario;
mod settings;
mod sse;
mod table;

use std::io::Read;
use std::path::Path;

use clap::Args;
use serde_json::Value;

use super::files::read;
use super::{Failure, log};
use crate::server::DEMO_ORG;
use client::{Body, Client};

pub(super) use clock::Clock;
pub(super) use fault::Fault;
pub(super) use journal::Journal;
pub(super) use org::Org;
pub(super) use scenario::{Play, Playing};
pub(super) use settings::Settings;

/// Over the options that all these commands share.
const HEADING: &str = "Server";

/// Where the server is, and how its answers are printed.
#[derive(Args, Debug)]
pub(super) struct Remote {
    /// The server
    #[arg(
        long,
        value_name = "URL",
        env = "BULK_MOCK_URL",
        hide_env_values = true,
        default_value = "http://127.0.0.1:8080",
        help_heading = HEADING,
        global = true
    )]
    server: String,

    /// The admin token, if the server asks for one
    #[arg(
        long,
        value_name = "TOKEN",
        env = "BULK_MOCK_ADMIN_TOKEN",
        hide_env_values = true,
        help_heading = HEADING,
        global = true
    )]
    token: Option<String>,

    /// Print the server's answer as it is
    #[arg(long, help_heading = HEADING, global = true)]
    json: bool,
}

impl Remote {
    fn client(&self) -> Result<Client, Failure> {
        Client::new(&self.server, self.token.as_deref())
    }

    /// Prints an answer: as it is, or as `told` tells it.
    fn print(&self, answer: &str, told: impl FnOnce(&Value) -> String) -> Result<(), Failure> {
        if self.json {
            log::print(ended(answer).as_bytes());
            return Ok(());
        }
        let value = serde_json::from_str(answer).map_err(|error| {
            Failure::Refused(format!("{}: the answer is no JSON: {error}", self.server))
        })?;
        log::print(ended(&told(&value)).as_bytes());
        Ok(())
    }
}

/// The org that a command is about.
#[derive(Args, Debug)]
pub(super) struct OfOrg {
    /// The org
    #[arg(long, value_name = "NAME", default_value = DEMO_ORG, global = true)]
    org: String,
}

/// Runs a command to its end.
fn block_on(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::Stopped(error.to_string()))?.block_on(command)
}

/// A text with a line end after it, unless it is empty.
fn ended(text: &str) -> String {
    let text = text.trim_end_matches('\n');
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

/// A file that is sent as it is, or `-` for standard input: TOML by its name, else JSON if it looks so.
fn body_of(path: &Path) -> Result<Body, Failure> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| Failure::Wrong(format!("standard input: {error}")))?;
        bytes
    } else {
        read(path)?
    };
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let is_json = match path.extension().and_then(|ending| ending.to_str()) {
        Some("json") => true,
        Some("toml") => false,
        // A list of tables in TOML begins with `[[`, and no list of ours in JSON holds lists.
        Some(_) | None => match first {
            Some(b'{') => true,
            Some(b'[') => !bytes.trim_ascii_start().starts_with(b"[["),
            Some(_) | None => false,
        },
    };
    Ok(if is_json { Body::json(bytes) } else { Body::toml(bytes) })
}
