//! Settings changed by a file or a declaration: the keys that it names, and nothing by halves.
//!
//! Which settings there are is the provider's business; here they are keys and values.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::nearest::suggest;

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

/// `settings` with some changed, as a settings file writes them; `makes_sense` says what no type can
/// say of the values.
///
/// # Errors
/// A setting that does not exist or a value that does not fit.
pub fn changed<T: Clone + Serialize + DeserializeOwned>(
    settings: &T,
    changes: &toml::Table,
    makes_sense: impl Fn(&T) -> Result<(), String>,
) -> Result<T, SettingError> {
    let wrong = |key: &str, message: String| SettingError { key: key.to_owned(), message };
    let mut all = toml::Table::try_from(settings).map_err(|e| wrong("", e.to_string()))?;
    let mut settings = settings.clone();
    for (key, change) in changes {
        let names: Vec<String> = all.keys().cloned().collect();
        match all.get_mut(key) {
            Some(value) => put(value, change)
                .map_err(|(inner, message)| wrong(&format!("{key}.{inner}"), message))?,
            // One that has no value until it is given one, or that does not exist.
            None => drop(all.insert(key.clone(), change.clone())),
        }
        let read: Result<T, toml::de::Error> = all.clone().try_into();
        settings = read.map_err(|error| {
            let message = error.message().trim();
            if names.contains(key) || !message.starts_with("unknown field") {
                return wrong(key, message.to_owned());
            }
            let remedy = suggest(key, names.iter().map(String::as_str));
            wrong(key, format!("there is none of that name; {remedy}"))
        })?;
        makes_sense(&settings).map_err(|message| wrong(key, message))?;
    }
    Ok(settings)
}

/// `settings` with those that a change names as they were `before`; all others stay as they are.
pub fn put_back<T: Clone + Serialize + DeserializeOwned>(
    settings: &T,
    before: &T,
    changes: &toml::Table,
) -> T {
    let tables = (toml::Table::try_from(settings), toml::Table::try_from(before));
    let (Ok(mut now), Ok(before_all)) = tables else { return before.clone() };
    for (key, change) in changes {
        let was = before_all.get(key);
        match (now.get_mut(key), was, change) {
            (
                Some(toml::Value::Table(now)),
                Some(toml::Value::Table(was)),
                toml::Value::Table(change),
            ) => {
                now.extend(change.keys().filter_map(|key| was.get_key_value(key)).map(owned));
            }
            (_, Some(was), _) => drop(now.insert(key.clone(), was.clone())),
            // One that had no value.
            (_, None, _) => drop(now.remove(key)),
        }
    }
    now.try_into().unwrap_or_else(|_| before.clone())
}

fn owned((key, value): (&String, &toml::Value)) -> (String, toml::Value) {
    (key.clone(), value.clone())
}
