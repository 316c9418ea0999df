//! What the calls of assets have in common: pages by offset, ranges of dates, folders in parameters.

use serde_json::{Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::errors::ApiError;
use super::super::super::instance::{FolderType, Instance};
use super::super::super::request::Asked;
use crate::core::time::SimTime;

/// Assets on a page at most, and if nothing is asked for. Documented (section 3).
const PAGE_MAX: usize = 200;
const PAGE_USUAL: usize = 20;

/// The scheme and host of links into the user interface, which is not there.
const APP: &str = "https://app-mock.example";

/// The page of `rows` that is asked for with `maxReturn` and `offset`; past the end there is none,
/// which is a warning (2.2).
///
/// # Errors
/// 1001 for what is no number.
pub(super) fn page(asked: &Asked, rows: impl Iterator<Item = Value>) -> Result<Envelope, ApiError> {
    let most = asked.params.page_size("maxReturn", PAGE_MAX, PAGE_USUAL)?;
    let offset = usize::try_from(asked.params.number("offset")?.unwrap_or(0)).unwrap_or(0);
    Ok(Envelope::assets(rows.skip(offset).take(most).collect()))
}

/// A date as assets show it: `2017-09-25T21:51:20Z+0000`. Recorded.
pub(super) fn date(ms: i64) -> Value {
    SimTime::from_millis(ms).strftime("%Y-%m-%dT%H:%M:%SZ+0000").into()
}

/// Where something stands in the user interface: `PG` and its number, for a program.
pub(super) fn url(kind: &str, id: u32) -> Value {
    format!("{APP}/#{kind}{id}A1").into()
}

/// A folder or program as other assets refer to it. Documented: A:static-lists.
pub(super) fn folder_json((kind, id): (FolderType, u32)) -> Value {
    json!({ "id": id, "type": kind.word() })
}

/// The name that a call wants.
///
/// # Errors
/// 701 if it is blank, 1002 if it is missing.
pub(super) fn name(asked: &Asked) -> Result<&str, ApiError> {
    match asked.params.get("name") {
        Some(name) => Ok(name),
        None if asked.params.has("name") => Err(ApiError::blank("name")),
        None => Err(ApiError::missing("name")),
    }
}

/// When assets were changed that a call wants: `earliestUpdatedAt` and `latestUpdatedAt`, both
/// included.
pub(super) struct Changed {
    earliest_ms: i64,
    latest_ms: i64,
}

impl Changed {
    /// # Errors
    /// 704 for what is no date, 701 for an end before the start.
    pub(super) fn asked(asked: &Asked) -> Result<Self, ApiError> {
        let earliest = asked.params.instant("earliestUpdatedAt")?;
        let latest = asked.params.instant("latestUpdatedAt")?;
        let earliest_ms = earliest.map_or(i64::MIN, SimTime::millis);
        let latest_ms = latest.map_or(i64::MAX, SimTime::millis);
        if latest_ms < earliest_ms {
            // A client's test has this text for programs (2.8, 701).
            return Err(ApiError::new(701, "End date should always be after start date"));
        }
        Ok(Self { earliest_ms, latest_ms })
    }

    pub(super) fn holds(&self, ms: i64) -> bool {
        (self.earliest_ms..=self.latest_ms).contains(&ms)
    }
}

/// The folder that a parameter names: `{"id": 14, "type": "Folder"}`, or its number alone, as some
/// clients send it. Letter case of the type is ignored: the documentation writes it in three ways.
///
/// # Errors
/// 1001 for what is neither.
pub(super) fn folder(asked: &Asked, name: &str) -> Result<Option<(FolderType, u32)>, ApiError> {
    let Some(text) = asked.params.get(name) else { return Ok(None) };
    let refused = || ApiError::invalid_type(text, "Folder");
    let number = |value: &Value| {
        let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
        number.and_then(|number| u32::try_from(number).ok())
    };
    // The guide's own sample has `"type"="Folder"` (A:emails).
    let json = serde_json::from_str(&text.replace("\"=\"", "\":\"")).map_err(|_| refused())?;
    let Value::Object(object) = json else {
        return Ok(Some((FolderType::Folder, number(&json).ok_or_else(refused)?)));
    };
    let id = object.get("id").or_else(|| object.get("value")).and_then(number);
    let kind = match object.get("type") {
        None => FolderType::Folder,
        Some(Value::String(word)) => folder_type(word).ok_or_else(refused)?,
        Some(_) => return Err(refused()),
    };
    Ok(Some((kind, id.ok_or_else(refused)?)))
}

/// What a word for a type of folder means.
pub(super) fn folder_type(word: &str) -> Option<FolderType> {
    let all = [FolderType::Folder, FolderType::Program];
    all.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()))
}

/// Whether there is such a folder or program.
pub(super) fn exists(instance: &Instance, place: (FolderType, u32)) -> bool {
    match place {
        (FolderType::Folder, id) => instance.folders.iter().any(|folder| folder.id == id),
        (FolderType::Program, id) => instance.program(id).is_some(),
    }
}
