//! What steps save of their answers, and put into later ones as `{name}`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::wire::Seen;
use crate::core::form::Form;

/// Values by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Saved(BTreeMap<String, String>);

impl Saved {
    /// Keeps a value.
    pub(super) fn put(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), value);
    }

    /// The value of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Keeps a part of an answer: a member of its JSON by pointer, `header:name`, or the parameter of a
    /// URL in a header, `header:location?code`.
    pub(super) fn take(&mut self, name: &str, place: &str, seen: &Seen) -> Result<(), String> {
        let value = match place.strip_prefix("header:") {
            Some(header) => {
                let (header, parameter) = header.split_once('?').unwrap_or((header, ""));
                seen.header(header).and_then(|value| in_header(value, parameter))
            }
            None => serde_json::from_slice::<Value>(&seen.body).ok().and_then(|body| {
                match body.pointer(place)? {
                    Value::String(text) => Some(text.clone()),
                    other => Some(other.to_string()),
                }
            }),
        };
        match value {
            Some(value) => {
                self.put(name, value);
                Ok(())
            }
            None => Err(format!("save.{name}: the answer has no `{place}`")),
        }
    }

    /// A text in which `{name}` is replaced; braces around anything else stay as they are.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            let (before, from) = rest.split_at(start);
            out.push_str(before);
            let end = from.find('}').filter(|end| self.0.contains_key(&from[1..*end]));
            match end {
                Some(end) => {
                    out.push_str(&self.0[&from[1..end]]);
                    rest = &from[end + 1..];
                }
                None => {
                    out.push('{');
                    rest = &from[1..];
                }
            }
        }
        out + rest
    }

    /// A JSON value in whose texts `{name}` is replaced.
    pub(super) fn fill_json(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.fill(text)),
            Value::Array(items) => items.iter().map(|item| self.fill_json(item)).collect(),
            Value::Object(members) => Value::Object(
                members.iter().map(|(key, value)| (key.clone(), self.fill_json(value))).collect(),
            ),
            other => other.clone(),
        }
    }
}

/// A header's value, or that of a parameter in the URL that it is.
fn in_header(value: &str, parameter: &str) -> Option<String> {
    if parameter.is_empty() {
        return Some(value.to_owned());
    }
    let query = value.split_once('?')?.1;
    Form::from_bytes(query.as_bytes()).get(parameter).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::Saved;

    #[test]
    fn only_names_that_are_known_are_replaced() {
        let mut saved = Saved::default();
        saved.put("job", "750".into());
        assert_eq!(saved.fill("/a/{job}/{x}{\"b\":{job}}{"), "/a/750/{x}{\"b\":750}{");
    }
}
