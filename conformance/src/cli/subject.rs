//! The client of a run: a command, or a folder with an `adapter.toml`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Failure;
use crate::adapter::CommandLine;

/// The file that describes an adapter, in its folder.
const FILE: &str = "adapter.toml";

/// What an adapter's folder says of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Described {
    /// Its name.
    pub(super) name: String,
    /// A command for a shell in its folder that fetches what it needs; nothing is needed if absent.
    #[serde(default)]
    pub(super) install: Option<String>,
    /// The program and its arguments, started in its folder.
    pub(super) command: Vec<String>,
    /// How the kit reaches it; `process`, if absent: a program that speaks the protocol on its
    /// standard streams.
    #[serde(default)]
    pub(super) reach: Reach,
    /// The failures that are known, a file in its folder.
    #[serde(default)]
    pub(super) baseline: Option<PathBuf>,
}

/// How the kit reaches an adapter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reach {
    /// A program that speaks the protocol on its standard streams.
    #[default]
    Process,
}

impl Described {
    /// Reads the description in a folder.
    pub(super) fn read(dir: &Path) -> Result<Self, Failure> {
        let file = dir.join(FILE);
        let name = file.display();
        let text = std::fs::read_to_string(&file).map_err(|error| {
            Failure::wrong(format!(
                "{name}: {error}; an adapter's folder has this file, with `name` and `command`"
            ))
        })?;
        let described: Self = toml::from_str(&text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text[..at].matches('\n').count() + 1;
            Failure::wrong(format!("{name}:{line}: {}", error.message().trim()))
        })?;
        match described.command.is_empty() {
            true => Err(Failure::wrong(format!(
                "{name}: `command` is empty; write the program and its arguments, such as \
                 [\"node\", \"adapter.mjs\"]"
            ))),
            false => Ok(described),
        }
    }

    /// What is started.
    pub(super) fn command_line(&self, dir: &Path) -> Option<CommandLine> {
        let Reach::Process = self.reach;
        CommandLine::from_words(self.command.clone()).map(|line| line.dir(dir))
    }
}
