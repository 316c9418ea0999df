//! Reading a settings file, and saying where a mistake is: file, line, what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use super::SettingsFile;
use crate::core::change::SettingError;
use crate::providers::{marketo, salesforce};

/// Why a file is not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoadError {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1, if one is to blame.
    pub line: Option<usize>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.message)
    }
}

impl std::error::Error for LoadError {}

/// Reads a settings file.
///
/// # Errors
/// The file cannot be read, or something in it is wrong.
pub fn load(file: &Path) -> Result<SettingsFile, LoadError> {
    let text = std::fs::read_to_string(file).map_err(|error| LoadError {
        file: file.to_owned(),
        line: None,
        message: format!("the file cannot be read: {error}"),
    })?;
    parse(file, &text)
}

/// Reads the text of a settings file.
///
/// # Errors
/// Something in it is wrong.
pub fn parse(file: &Path, text: &str) -> Result<SettingsFile, LoadError> {
    let wrong = |span: Option<std::ops::Range<usize>>, message: &str| LoadError {
        file: file.to_owned(),
        line: span.map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1),
        message: message.trim().to_owned(),
    };
    let settings: SettingsFile =
        toml::from_str(text).map_err(|error| wrong(error.span(), error.message()))?;
    check_settings(&settings).map_err(|error| {
        // An inline table has its keys on the line of its own.
        let line = error.key.rsplit('.').find_map(|name| assignment(text, name));
        wrong(line, &error.to_string())
    })?;
    Ok(settings)
}

/// Whether every setting of either provider is one, for the server and for single orgs.
fn check_settings(file: &SettingsFile) -> Result<(), SettingError> {
    let of_orgs = file.org.iter().filter_map(|org| org.settings.as_ref());
    for section in file.settings.salesforce.iter().chain(of_orgs) {
        salesforce::settings::Settings::default().changed(section)?;
    }
    let of_orgs = file.org.iter().filter_map(|org| org.marketo.settings.as_ref());
    for section in file.settings.marketo.iter().chain(of_orgs) {
        marketo::settings::Settings::default().changed(section)?;
    }
    Ok(())
}

/// Where a key is given a value; tables forget where they were written.
fn assignment(text: &str, key: &str) -> Option<std::ops::Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start().strip_prefix(key);
        if rest.is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return Some(start..start + line.len());
        }
        start += line.len();
    }
    None
}
