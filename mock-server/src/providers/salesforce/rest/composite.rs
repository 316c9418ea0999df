//! `/composite`: requests that can refer to each other's answers, and can stand or fall together.

use serde_json::{Map, Value, json};

use super::super::errors::ApiError;
use super::super::service::Caller;
use super::super::side::Side;
use super::super::version::ApiVersion;
use super::call::{Answer, RestCall};
use super::reference::{Answers, filled_in};
use super::sub_request::{Dispatch, SubRequest, failed, parts, text};

/// Queries and collections among the requests of a `/composite`. Documented.
const HEAVY_REQUESTS_MAX: usize = 5;

/// `GET /composite`. Documented.
pub fn resources(version: ApiVersion) -> Answer {
    let path = |name: &str| format!("/services/data/v{version}/composite/{name}");
    let names = ["tree", "batch", "sobjects"];
    let resources: Map<String, Value> =
        names.into_iter().map(|name| (name.to_owned(), path(name).into())).collect();
    Answer::json(200, Value::Object(resources))
}

/// `POST /composite`
///
/// # Errors
/// What is wrong with the request as a whole.
pub fn composite(
    side: &mut Side,
    caller: &Caller,
    call: &RestCall<'_>,
    dispatch: Dispatch<'_>,
) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let all_or_none = body.get("allOrNone").and_then(Value::as_bool).unwrap_or(false);
    let parts = parts(&body, "compositeRequest")?;
    let names = names(&parts)?;
    let before = side.world.tables.clone();
    let (mut answers, mut notes) = (Answers::default(), Vec::new());
    let mut failed_at = None;
    for (place, (part, name)) in parts.iter().zip(&names).enumerate() {
        let answer = match request(part, &answers)? {
            Ok(request) => {
                let (answer, note) = request.answered(side, caller, dispatch);
                notes.push(note);
                answer
            }
            Err(error) => failed(&error),
        };
        // Documented, unread: a collection that takes itself back takes the others with it.
        let is_bad = answer.status >= 400 || answer.rolled_back;
        answers.push(name, answer);
        if is_bad && all_or_none {
            failed_at = Some(place);
            break;
        }
    }
    if failed_at.is_some() {
        side.world.tables = before;
        notes.push("rolled back".to_owned());
    }
    let halted = failed(&ApiError::transaction_rolled_back());
    let results: Vec<Value> = (0..names.len())
        .map(|place| match failed_at {
            Some(at) if at != place => told(names[place], &halted),
            Some(_) | None => told(names[place], answers.at(place).unwrap_or(&halted)),
        })
        .collect();
    let answer = Answer::json(200, json!({ "compositeResponse": results }));
    Ok(Answer { notes, ..answer })
}

fn told(name: &str, answer: &Answer) -> Value {
    let headers: Map<String, Value> =
        answer.location.iter().map(|to| ("Location".to_owned(), json!(to))).collect();
    json!({
        "body": answer.body,
        "httpHeaders": headers,
        "httpStatusCode": answer.status,
        "referenceId": name,
    })
}

/// A part with the answers before it filled in; the inner error is the part's own.
fn request(
    part: &Map<String, Value>,
    answers: &Answers,
) -> Result<Result<SubRequest, ApiError>, ApiError> {
    let (method, url) = (text(part, "method")?, text(part, "url")?);
    let filled = answers.fill(url).and_then(|url| {
        let body = part.get("body").map(|body| filled_in(body, answers)).transpose()?;
        Ok(SubRequest::new(method, &url, body.as_ref()))
    });
    Ok(filled)
}

/// The parts' names, each its own; not too many of the parts are heavy.
fn names<'a>(parts: &[&'a Map<String, Value>]) -> Result<Vec<&'a str>, ApiError> {
    let mut names: Vec<&str> = Vec::with_capacity(parts.len());
    let mut heavy = 0;
    for part in parts {
        let name = text(part, "referenceId")?;
        let well_formed = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !well_formed || names.contains(&name) {
            return Err(ApiError::bad_reference_id(name));
        }
        names.push(name);
        let request = SubRequest::new(text(part, "method")?, text(part, "url")?, None);
        heavy += usize::from(request.is_heavy());
    }
    match heavy > HEAVY_REQUESTS_MAX {
        true => Err(ApiError::too_many_requests("queries and collections", HEAVY_REQUESTS_MAX)),
        false => Ok(names),
    }
}
