//! `bulk-mock scenario play | current | end`: the scenario that a running server plays.

use std::path::{Path, PathBuf};

use axum::http::Method;
use clap::Args;
use serde_json::{Value, json};

use super::client::{Body, Target};
use super::{Remote, block_on, body_of};
use crate::cli::Failure;

/// Put a scenario in force on a running server.
#[derive(Args, Debug)]
pub(in crate::cli) struct Play {
    #[command(flatten)]
    remote: Remote,
    /// A name that `scenario list` gives, or a file that ends in .toml
    scenario: PathBuf,
}

/// The scenario of a running server, told or ended.
#[derive(Args, Debug)]
pub(in crate::cli) struct Playing {
    #[command(flatten)]
    remote: Remote,
}

impl Play {
    pub(in crate::cli) fn run(self) -> Result<(), Failure> {
        let is_file = self.scenario.extension().is_some_and(|ending| ending == "toml");
        let body = if is_file {
            body_of(&self.scenario)?
        } else {
            Body::json(json!({ "name": self.scenario }).to_string())
        };
        let whence = if is_file { self.scenario.as_path() } else { Path::new("scenario") };
        let asked = ask(&self.remote, Method::PUT, Some(body), "now played: ");
        asked.map_err(|failure| failure.of_file(whence))
    }
}

impl Playing {
    /// Says which one it is.
    pub(in crate::cli) fn show(self) -> Result<(), Failure> {
        ask(&self.remote, Method::GET, None, "")
    }

    /// Takes it out of force.
    pub(in crate::cli) fn end(self) -> Result<(), Failure> {
        ask(&self.remote, Method::DELETE, None, "no longer played: ")
    }
}

fn ask(remote: &Remote, method: Method, body: Option<Body>, says: &str) -> Result<(), Failure> {
    block_on(async {
        let answer = remote.client()?.ask(method, Target::of(&["scenario"]), body).await?;
        remote.print(&answer, |told| match &told["scenario"]["name"] {
            Value::String(name) => {
                let why = told["scenario"]["why"].as_str().unwrap_or_default();
                format!("{says}{name}\n{why}")
            }
            _ => "no scenario is played".into(),
        })
    })
}
