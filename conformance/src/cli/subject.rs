//! The client of a run: a command, or a folder with an `adapter.toml`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::Failure;
use crate::adapter::CommandLine;

/// The file that describes an adapter, in its folder.
const FILE: &str = "adapter.toml";

/// What an adapter's folder says of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Described {
    /// Its name.
    pub(super) name: String,
    /// A command for a shell in its folder that fetches what it needs; nothing is needed if absent.
    #[serde(default)]
    pub(super) install: Option<String>,
    /// The program and its arguments, started in its folder.
    pub(super) command: Vec<String>,
    /// How its client is made to go to the kit's target, in words.
    #[serde(default)]
    #[expect(
        dead_code,
        reason = "for people who read the file; a key that is not named is refused"
    )]
    reach: Option<String>,
    /// The failures that are known, a file in its folder.
    #[serde(default)]
    pub(super) baseline: Option<PathBuf>,
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

    /// Fetches what the adapter needs, with a shell in its folder; what it says goes where the kit's
    /// own words go.
    pub(super) fn install(&self, dir: &Path) -> Result<(), Failure> {
        let Some(install) = &self.install else { return Ok(()) };
        let status = Command::new("sh").args(["-c", install]).current_dir(dir).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::stopped(format!(
                "{}: its `install` failed with {status}: {install}",
                self.name
            ))),
            Err(error) => Err(Failure::stopped(format!("{}: sh: {error}", self.name))),
        }
    }

    /// What is started.
    pub(super) fn command_line(&self, dir: &Path) -> Option<CommandLine> {
        CommandLine::from_words(self.command.clone()).map(|line| line.dir(dir))
    }
}
