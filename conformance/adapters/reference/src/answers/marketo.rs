//! Marketo's errors: an envelope with `success` false and HTTP 200, also where a file was asked for;
//! for tokens an object of `error` and `error_description`; plain statuses for what is too large.

use std::io::{Cursor, Read};
use std::time::Duration;

use bulk_conformance::protocol::Class;
use serde_json::Value;

use super::{Classify, Kind, Refusal, Trouble, page_of, words};
use crate::http::{Answer, Broken};

/// The answer, unless it is a refusal. Where a file is asked for, an envelope may come instead.
pub(super) fn accept(
    classify: &dyn Classify,
    wait: Option<Duration>,
    mut answer: Answer,
) -> Result<Answer, Trouble> {
    if !answer.is_success() {
        let body = page_of(&mut answer);
        return Err(classify.marketo(answer.status, wait, &body).into());
    }
    let mut first = [0; 1];
    let got = answer.body.read(&mut first).map_err(Broken::late)?;
    let declared = answer.header("content-type").is_some_and(|kind| kind.contains("json"));
    if got == 0 || !(declared || first[0] == b'{') {
        let rest = std::mem::replace(&mut answer.body, Box::new(std::io::empty()));
        answer.body = Box::new(Cursor::new(first[..got].to_vec()).chain(rest));
        return Ok(answer);
    }
    let mut body = first.to_vec();
    body.extend(crate::http::body_of(&mut answer)?);
    match serde_json::from_slice::<Value>(&body) {
        Ok(said) if said["success"] == false || said["errors"][0].is_object() => {
            Err(classify.marketo(answer.status, wait, &body).into())
        }
        Err(error) if declared => Err(Broken::late(format!("no JSON: {error}")).into()),
        _ => Ok(answer.with_body(body)),
    }
}

/// What a refusal says.
pub(super) fn refusal(status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
    let said = serde_json::from_slice::<Value>(body).unwrap_or(Value::Null);
    let first = if said["errors"][0].is_object() { &said["errors"][0] } else { &said };
    let text = |key: &str| first[key].as_str().map(str::to_owned);
    // Codes are texts in the guides; a number has been seen, too.
    let code = text("code").or_else(|| first["code"].as_i64().map(|code| code.to_string()));
    let code = code.or_else(|| text("error"));
    let message = text("message").or_else(|| text("error_description"));
    let message = message.unwrap_or_else(|| words(status, body));
    let (class, kind) = meaning(status, code.as_deref(), &message);
    Refusal { status, class, kind, code, message, retry_after }
}

fn meaning(status: u16, code: Option<&str>, message: &str) -> (Class, Kind) {
    match code.unwrap_or_default() {
        "601" | "602" => (Class::Auth, Kind::TokenDead),
        "600" | "invalid_client" | "unauthorized" => (Class::Auth, Kind::Final),
        "606" => (Class::RateLimited, Kind::TooFast),
        "615" => (Class::RateLimited, Kind::TooMany),
        "607" => (Class::Quota, Kind::Final),
        "1029" => full(message),
        "1016" | "1019" => (Class::RateLimited, Kind::QueueFull),
        "608" | "713" | "719" => (Class::Transport, Kind::Unavailable),
        "500" | "502" | "604" | "611" | "614" => (Class::Transport, Kind::Unknown),
        _ => match status {
            401 => (Class::Auth, Kind::Final),
            429 => (Class::RateLimited, Kind::TooFast),
            300..=399 => (Class::Transport, Kind::Final),
            500..=599 => (Class::Transport, Kind::Unknown),
            _ => (Class::Rejected, Kind::Final),
        },
    }
}

/// One code for three things, told apart by their texts alone.
fn full(message: &str) -> (Class, Kind) {
    let message = message.to_ascii_lowercase();
    if message.contains("quota") {
        (Class::Quota, Kind::Final)
    } else if message.contains("too many") {
        (Class::RateLimited, Kind::QueueFull)
    } else {
        (Class::Rejected, Kind::Final)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(code: &str, message: &str) -> (Class, Kind) {
        meaning(200, Some(code), message)
    }

    #[test]
    fn one_code_means_a_quota_or_a_queue() {
        let quota = kind_of("1029", "Export daily quota 500MB exceeded.");
        let queue = kind_of("1029", "Too many jobs in queue");
        let twice = kind_of("1029", "Job already queued");
        assert_eq!(quota, (Class::Quota, Kind::Final));
        assert_eq!(queue, (Class::RateLimited, Kind::QueueFull));
        assert_eq!(twice, (Class::Rejected, Kind::Final));
    }

    #[test]
    fn a_token_refused_is_oauth_shaped() {
        let body = br#"{"error":"invalid_client","error_description":"Bad client credentials"}"#;
        let said = refusal(401, None, body);
        assert_eq!((said.class, said.kind), (Class::Auth, Kind::Final));
        assert_eq!(said.message, "Bad client credentials");
    }
}
