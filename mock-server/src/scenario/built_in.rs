//! The scenarios inside the binary. A file of the folder `scenarios` is there by being there.

use std::path::Path;

use super::file::{ScenarioFile, read_scenario};
use crate::core::nearest::suggest;

include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// A scenario inside the binary.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its name: that of its file without the ending.
    pub name: &'static str,
    /// Its path from the root of the project.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The scenarios inside the binary, by provider and name.
pub fn built_in() -> impl Iterator<Item = BuiltIn> + Clone {
    FILES.iter().map(|(path, text)| BuiltIn { name: name_of(path), path, text })
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
    match built_in().find(|file| file.name == name) {
        Some(file) => read_scenario(file.path, file.text).map_err(|error| error.to_string()),
        None => {
            let remedy = suggest(name, built_in().map(|file| file.name));
            Err(format!(
                "there is no scenario `{name}` (a file of your own ends in .toml); {remedy}"
            ))
        }
    }
}
