//! The scenarios inside the binary. A file of the folder `scenarios` is there by being there.

use std::path::Path;

use super::file::{ScenarioFile, read_scenario};
use crate::core::nearest::suggest;

include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// The scenarios inside the binary: path and text.
pub(super) fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied()
}

/// Their names.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(path, _)| name_of(path))
}

fn name_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// Finds a scenario: by its name, if it is inside the binary, or a file that ends in `.toml`.
///
/// # Errors
/// There is none of that name, or the file is no scenario.
pub fn find(name: &str) -> Result<ScenarioFile, String> {
    if name.ends_with(".toml") {
        let text = std::fs::read_to_string(Path::new(name))
            .map_err(|error| format!("{name}: the file cannot be read: {error}"))?;
        return read_scenario(name, &text).map_err(|error| error.to_string());
    }
    match built_in().find(|(path, _)| name_of(path) == name) {
        Some((path, text)) => read_scenario(path, text).map_err(|error| error.to_string()),
        None => {
            let remedy = suggest(name, names());
            Err(format!(
                "there is no scenario `{name}` (a file of your own ends in .toml); {remedy}"
            ))
        }
    }
}
