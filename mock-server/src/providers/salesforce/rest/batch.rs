//! `/composite/batch`: requests that know nothing of each other.

use serde_json::{Map, Value, json};

use super::super::errors::ApiError;
use super::super::service::Caller;
use super::super::side::Side;
use super::call::{Answer, RestCall};
use super::sub_request::{Dispatch, SubRequest, failed, parts, text};

/// `POST /composite/batch`
///
/// # Errors
/// What is wrong with the request as a whole.
pub fn batch(
    side: &mut Side,
    caller: &Caller,
    call: &RestCall<'_>,
    dispatch: Dispatch<'_>,
) -> Result<Answer, ApiError> {
    let body = call.json()?;
    let halts = body.get("haltOnError").and_then(Value::as_bool).unwrap_or(false);
    let parts = parts(&body, "batchRequests")?;
    let request = |part: &Map<String, Value>| {
        Ok(SubRequest::new(text(part, "method")?, text(part, "url")?, part.get("richInput")))
    };
    let requests = parts.into_iter().map(request).collect::<Result<Vec<_>, ApiError>>()?;
    // Documented: each part counts as a call of its own; the first is the one that was let in.
    side.world.usage.api_requests.add(caller.now, requests.len().saturating_sub(1) as u64);
    let (mut has_errors, mut results, mut notes) = (false, Vec::new(), Vec::new());
    for request in requests {
        let answer = if has_errors && halts {
            failed(&ApiError::batch_halted())
        } else {
            let (answer, note) = request.answered(side, caller, dispatch);
            notes.push(note);
            answer
        };
        has_errors |= answer.status >= 400;
        results.push(json!({ "statusCode": answer.status, "result": answer.body }));
    }
    let answer = Answer::json(200, json!({ "hasErrors": has_errors, "results": results }));
    Ok(Answer { notes, ..answer })
}
