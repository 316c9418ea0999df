//! Settings changed by a file or a declaration: the keys that it names, and nothing by halves.

use super::Settings;
use crate::core::nearest::suggest;

/// A setting that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingError {
    /// The setting, such as `queue_wait` or `messages.ragged_row`.
    pub key: String,
    /// What is wrong, and what to do.
    pub message: String,
}

impl std::fmt::Display for SettingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "setting `{}`: {}", self.key, self.message)
    }
}

/// Puts a change in a value's place; of a table only the keys that the change names.
fn put(value: &mut toml::Value, change: &toml::Value) -> Result<(), (String, String)> {
    match (value, change) {
        (toml::Value::Table(table), toml::Value::Table(changes)) => {
            for (key, change) in changes {
                if !table.contains_key(key) {
                    let remedy = suggest(key, table.keys().map(String::as_str));
                    return Err((key.clone(), format!("there is none of that name; {remedy}")));
                }
                table.insert(key.clone(), change.clone());
            }
        }
        (value, change) => *value = change.clone(),
    }
    Ok(())
}

impl Settings {
    /// These settings with some changed, as a settings file writes them.
    ///
    /// # Errors
    /// A setting that does not exist or a value that does not fit.
    pub fn changed(&self, changes: &toml::Table) -> Result<Self, SettingError> {
        let wrong = |key: &str, message: String| SettingError { key: key.to_owned(), message };
        let mut all = toml::Table::try_from(self).map_err(|e| wrong("", e.to_string()))?;
        let mut settings = self.clone();
        for (key, change) in changes {
            let Some(value) = all.get_mut(key) else {
                let remedy = suggest(key, all.keys().map(String::as_str));
                return Err(wrong(key, format!("there is none of that name; {remedy}")));
            };
            put(value, change)
                .map_err(|(inner, message)| wrong(&format!("{key}.{inner}"), message))?;
            let read: Result<Self, toml::de::Error> = all.clone().try_into();
            settings = read.map_err(|error| wrong(key, error.message().trim().to_owned()))?;
            settings.makes_sense().map_err(|message| wrong(key, message))?;
        }
        Ok(settings)
    }

    /// What no type can say of the values.
    fn makes_sense(&self) -> Result<(), String> {
        let printable = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let refuses = |status: &u16| (400..600).contains(status);
        if !refuses(&self.oversize_status) || !refuses(&self.upload_type_status) {
            return Err("a refusal has a status from 400 to 599".into());
        }
        if self.batch_rows == 0 {
            return Err("a batch has at least one row".into());
        }
        if self.results_content_type.is_empty() || !printable(&self.results_content_type) {
            return Err("a content type is made of printable ASCII characters".into());
        }
        Ok(())
    }
}
