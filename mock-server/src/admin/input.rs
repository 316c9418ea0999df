//! What a call brings: its query and its body, read by the types that the document shows, and refused
//! with the key, the place and the nearest right word.

use axum::extract::Query;
use axum::http::Uri;
use bytes::Bytes;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::AdminError;
use crate::core::nearest::{Unknown, suggest};
use crate::core::wording::{SEVERAL, reworded};

/// A call without parameters.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoQuery {}

/// Reads the parameters of a target.
pub(super) fn query<Q: DeserializeOwned>(uri: &Uri) -> Result<Q, AdminError> {
    let Query(read) = Query::<Q>::try_from_uri(uri).map_err(|error| {
        let text = error.body_text();
        let problem = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
        let (key, problem) = match problem.split_once(": ") {
            Some((key, problem)) if !key.contains(' ') => (key, problem),
            _ => ("", problem),
        };
        let refused = sharpened(problem, "leave the query out");
        if key.is_empty() { refused } else { refused.key(key) }
    })?;
    Ok(read)
}

/// The body of a call.
pub(super) trait Body: Sized + Send {
    /// Reads it; `example` is a right one.
    fn read(body: &Bytes, content_type: &str, example: &str) -> Result<Self, AdminError>;

    /// The types in which it may come, each with what it must be like.
    fn content(schemas: &mut SchemaGenerator) -> Vec<(&'static str, Schema)>;

    /// Whether it may be left out.
    fn may_be_empty() -> bool {
        false
    }
}

/// A call without a body; one that comes all the same is passed over.
pub(super) struct NoBody;

impl Body for NoBody {
    fn read(_: &Bytes, _: &str, _: &str) -> Result<Self, AdminError> {
        Ok(Self)
    }

    fn content(_: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
        Vec::new()
    }
}

/// A body of JSON, or of the same in TOML where its type says so.
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned + JsonSchema + Send> Body for Sent<T> {
    fn read(body: &Bytes, content_type: &str, example: &str) -> Result<Self, AdminError> {
        let remedy = format!("send {example}");
        if is_toml(content_type) { toml(body, &remedy) } else { json(body, &remedy) }.map(Self)
    }

    fn content(schemas: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
        let schema = schemas.subschema_for::<T>();
        vec![("application/json", schema.clone()), ("application/toml", schema)]
    }
}

/// As [`Sent`], or nothing at all for the default.
pub(super) struct Maybe<T>(pub(super) T);

impl<T: DeserializeOwned + JsonSchema + Default + Send> Body for Maybe<T> {
    fn read(body: &Bytes, content_type: &str, example: &str) -> Result<Self, AdminError> {
        if body.is_empty() {
            return Ok(Self(T::default()));
        }
        Sent::read(body, content_type, example).map(|Sent(read)| Self(read))
    }

    fn content(schemas: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
        Sent::<T>::content(schemas)
    }

    fn may_be_empty() -> bool {
        true
    }
}

/// A text with a meaning of its own, such as a fixture.
pub(super) struct Text(pub(super) String);

impl Body for Text {
    fn read(body: &Bytes, _: &str, example: &str) -> Result<Self, AdminError> {
        let text = utf8(body)?;
        if text.trim().is_empty() {
            let refused = AdminError::bad_request("the body is empty");
            return Err(refused.remedy(format!("send {example}")));
        }
        Ok(Self(text.to_owned()))
    }

    fn content(schemas: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
        vec![("application/toml", schemas.subschema_for::<String>())]
    }
}

/// Whether a body says of itself that it is TOML.
pub(super) fn is_toml(content_type: &str) -> bool {
    content_type.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case("application/toml")
}

/// The text of a body.
pub(super) fn utf8(body: &[u8]) -> Result<&str, AdminError> {
    std::str::from_utf8(body).map_err(|_| AdminError::bad_request("the body is not UTF-8"))
}

/// Reads JSON; `remedy` is what to send instead.
pub(super) fn json<T: DeserializeOwned>(body: &[u8], remedy: &str) -> Result<T, AdminError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(AdminError::bad_request("the body is empty").remedy(remedy));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let key = error.path().to_string();
        (key, error.into_inner())
    });
    let read = read.and_then(|read| reader.end().map(|()| read).map_err(|e| (".".into(), e)));
    read.map_err(|(key, error)| {
        let text = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        // All that the reader says of a second kind of fault beside the first.
        let text = match text.strip_suffix(&place).unwrap_or(&text) {
            "expected value" if key.ends_with("inject") => SEVERAL,
            text => text,
        };
        let refused = sharpened(text, remedy);
        let refused =
            if error.line() > 0 { refused.place(error.line(), error.column()) } else { refused };
        if key.starts_with(['.', '?']) { refused } else { refused.key(key) }
    })
}

/// Reads TOML; `remedy` is what to send instead.
pub(super) fn toml<T: DeserializeOwned>(body: &[u8], remedy: &str) -> Result<T, AdminError> {
    let text = utf8(body)?;
    let wrong = |key: &str, error: &toml::de::Error| {
        let refused = sharpened(error.message().trim(), remedy);
        let refused = match error.span() {
            Some(span) => {
                let before = text.get(..span.start).unwrap_or(text);
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
                refused.place(line, column)
            }
            None => refused,
        };
        if key == "." { refused } else { refused.key(key) }
    };
    let reader = toml::Deserializer::parse(text).map_err(|error| wrong(".", &error))?;
    serde_path_to_error::deserialize(reader)
        .map_err(|error| wrong(&error.path().to_string(), error.inner()))
}

/// What a reader says is wrong, with the nearest right word where it is a word.
pub(super) fn sharpened(problem: &str, remedy: &str) -> AdminError {
    if let Some(Unknown { is_key, word, known }) = Unknown::told(problem) {
        let what = if is_key { "key" } else { "value" };
        let refused = AdminError::bad_request(format!("there is no {what} `{word}` here"));
        if known.is_empty() {
            return refused.remedy("leave it out").key(word);
        }
        return refused.remedy(suggest(word, known)).key(word);
    }
    if let Some(field) = problem.strip_prefix("missing field ") {
        return AdminError::bad_request(format!("{field} is missing")).remedy(remedy);
    }
    if let Some((problem, write)) = reworded(problem) {
        return AdminError::bad_request(problem).remedy(write.as_deref().unwrap_or(remedy));
    }
    // Types of our own say in their sentence what to write.
    if let Some((problem, write)) = problem.split_once("; write ") {
        return AdminError::bad_request(problem).remedy(format!("write {write}"));
    }
    AdminError::bad_request(problem.to_owned()).remedy(remedy)
}
