//! Reading a scenario file. What is not of the format is refused here, with its line; whether its
//! words make sense is found out by [`ScenarioFile::check`].

use std::path::Path;

use super::{Lines, Scenario};
use crate::core::document;
use crate::core::nearest::{Unknown, suggest};
use crate::scenario::LoadError;

/// A scenario and the file in which it was written.
#[derive(Clone, Debug)]
pub struct ScenarioFile {
    /// Its name: that of the file without its ending.
    pub name: String,
    /// The file, for errors.
    pub file: String,
    /// The scenario.
    pub scenario: Scenario,
    /// Where its keys stand.
    pub lines: Lines,
}

/// Why a file is no scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoScenario {
    /// It is no TOML.
    Unreadable(LoadError),
    /// It is TOML, and not of the format.
    Misshapen(LoadError),
}

impl NoScenario {
    /// The error itself.
    pub fn error(&self) -> &LoadError {
        match self {
            Self::Unreadable(error) | Self::Misshapen(error) => error,
        }
    }
}

impl std::fmt::Display for NoScenario {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error().fmt(f)
    }
}

/// Reads the text of a scenario file.
///
/// # Errors
/// It is not TOML, or not of the format: file, line, key and what to write instead.
pub fn read_scenario(file: &str, text: &str) -> Result<ScenarioFile, NoScenario> {
    let wrong =
        |line: Option<usize>, message: String| LoadError { file: file.into(), line, message };
    let root = document::parse(file, text).map_err(|error| {
        let key = if error.key.is_empty() { String::new() } else { format!("{}: ", error.key) };
        let message = format!("{key}{}; {}", error.problem, error.remedy);
        NoScenario::Unreadable(wrong(Some(error.place.line), message))
    })?;
    let lines = Lines::new(root);
    let scenario: Scenario = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line_at(text, span.start));
        NoScenario::Misshapen(wrong(line, plain(error.message())))
    })?;
    if scenario.version != 1 {
        let message =
            format!("version: there is no version {}; write `version = 1`", scenario.version);
        return Err(NoScenario::Misshapen(wrong(Some(lines.of("version")), message)));
    }
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    Ok(ScenarioFile { name: stem.into_owned(), file: file.to_owned(), scenario, lines })
}

fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// What the reader says of a mistake, in our words: the key, and the nearest right one.
fn plain(message: &str) -> String {
    let message = message.trim();
    if let Some(Unknown { is_key, word, known }) = Unknown::told(message)
        && !known.is_empty()
    {
        let kind = if is_key { "key" } else { "word" };
        return format!("there is no {kind} `{word}` here; {}", suggest(word, known));
    }
    if let Some((what, expected)) = message.split_once(", expected ") {
        return format!("{what}; write {expected}");
    }
    if message.contains("untagged enum Many") {
        return "it is neither one value of the right kind nor a list of them; write one, such as \
                \"…\", or several, such as [\"…\", \"…\"]"
            .into();
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("{key} is missing; add it");
    }
    message.to_owned()
}
