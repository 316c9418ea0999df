//! Reading a scenario file. What is not of the format is refused here, with its line; whether its
//! words make sense is found out by [`ScenarioFile::check`].

use std::path::Path;

use super::{Lines, Scenario};
use crate::core::document;
use crate::core::nearest::{Unknown, suggest};
use crate::core::wording::reworded;
use crate::scenario::Finding;

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
    /// It cannot be read, or is no TOML.
    Unreadable(Finding),
    /// It is TOML, and not of the format.
    Misshapen(Finding),
}

impl NoScenario {
    /// The mistake.
    pub fn finding(&self) -> &Finding {
        match self {
            Self::Unreadable(finding) | Self::Misshapen(finding) => finding,
        }
    }
}

impl std::fmt::Display for NoScenario {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.finding().fmt(f)
    }
}

/// Reads the text of a scenario file.
///
/// # Errors
/// It is not TOML, or not of the format: file, line, key and what to write instead.
pub fn read_scenario(file: &str, text: &str) -> Result<ScenarioFile, NoScenario> {
    let wrong = |line: usize, key: &str, (problem, remedy): (String, String)| Finding {
        file: file.into(),
        line,
        key: key.into(),
        problem,
        remedy,
    };
    let root = document::parse(file, text).map_err(|error| {
        let told = (error.problem, error.remedy);
        NoScenario::Unreadable(wrong(error.place.line, &error.key, told))
    })?;
    let lines = Lines::new(root);
    let misshapen = |key: &str, error: &toml::de::Error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        NoScenario::Misshapen(wrong(line, key, plain(error.message())))
    };
    let reader = toml::Deserializer::parse(text).map_err(|error| misshapen("", &error))?;
    let scenario: Scenario = serde_path_to_error::deserialize(reader).map_err(|error| {
        // The document itself is called `.`, and what has no name `?`.
        let key = error.path().to_string();
        misshapen(if key.starts_with(['.', '?']) { "" } else { &key }, error.inner())
    })?;
    if scenario.version != 1 {
        let problem = format!("there is no version {}", scenario.version);
        let told = (problem, "write `version = 1`".into());
        return Err(NoScenario::Misshapen(wrong(lines.of("version"), "version", told)));
    }
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    Ok(ScenarioFile { name: stem.into_owned(), file: file.to_owned(), scenario, lines })
}

fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// What the reader says of a mistake, in our words, and what to write instead.
fn plain(message: &str) -> (String, String) {
    let message = message.trim();
    if let Some(Unknown { is_key, word, known }) = Unknown::told(message)
        && !known.is_empty()
    {
        let kind = if is_key { "key" } else { "word" };
        return (format!("there is no {kind} `{word}` here"), suggest(word, known));
    }
    let mend = || "mend it; `bulk-mock scenario schema` tells what can stand here".to_owned();
    if let Some((problem, write)) = reworded(message) {
        return (problem, write.unwrap_or_else(mend));
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return (format!("{key} is missing"), "add it".into());
    }
    match message.split_once("; ") {
        Some((problem, remedy)) => (problem.into(), remedy.into()),
        None => (message.into(), mend()),
    }
}
