//! Salesforce's errors: an array of `errorCode` and `message` for calls, an object of `error` and
//! `error_description` for tokens, and whatever a front end puts in their place.

use std::time::Duration;

use bulk_conformance::protocol::Class;
use serde_json::Value;

use super::{Kind, Refusal, words};

/// What a refusal says.
pub(super) fn refusal(status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
    let said = serde_json::from_slice::<Value>(body).ok();
    let first = said.as_ref().map(|said| if said.is_array() { &said[0] } else { said });
    let text = |keys: [&str; 2]| -> Option<String> {
        keys.iter().find_map(|key| first?.get(key)?.as_str()).map(str::to_owned)
    };
    let code = text(["errorCode", "error"]);
    let message = text(["message", "error_description"]).unwrap_or_else(|| words(status, body));
    let class = class(status, code.as_deref(), &message);
    Refusal { status, class, kind: kind(status, class), code, message, retry_after }
}

fn class(status: u16, code: Option<&str>, message: &str) -> Class {
    match code.unwrap_or_default() {
        // Concurrent calls end by themselves; the other limits count whole days.
        "REQUEST_LIMIT_EXCEEDED" if message.contains("Concurrent") => Class::RateLimited,
        "REQUEST_LIMIT_EXCEEDED" | "LIMIT_EXCEEDED" | "EXCEEDEDQUOTA" => Class::Quota,
        "INVALID_SESSION_ID" | "INVALID_AUTH_HEADER" => Class::Auth,
        "invalid_grant" | "invalid_client" | "invalid_client_id" => Class::Auth,
        _ => match status {
            401 => Class::Auth,
            429 => Class::RateLimited,
            300..=399 | 420 | 500..=599 => Class::Transport,
            _ => Class::Rejected,
        },
    }
}

fn kind(status: u16, class: Class) -> Kind {
    match (status, class) {
        (401, _) => Kind::TokenDead,
        (_, Class::RateLimited) => Kind::TooFast,
        // 420 comes from the edge, before anything is set up.
        (420, _) => Kind::Unavailable,
        (500 | 502 | 503 | 504, _) => Kind::Unknown,
        _ => Kind::Final,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_gives_code_and_message() {
        let body = br#"[{"errorCode":"INVALIDJOB","message":"InvalidJob : no such object"}]"#;
        let said = refusal(400, None, body);
        assert_eq!(said.code.as_deref(), Some("INVALIDJOB"));
        assert_eq!(said.message, "InvalidJob : no such object");
        assert_eq!((said.class, said.kind), (Class::Rejected, Kind::Final));
    }

    #[test]
    fn a_page_is_of_the_network() {
        let said = refusal(502, None, b"<html>Bad Gateway</html>");
        assert_eq!(said.message, "HTTP status 502 with a page");
        assert_eq!((said.class, said.kind), (Class::Transport, Kind::Unknown));
        assert_eq!(refusal(503, None, b"").message, "HTTP status 503 with an empty body");
    }

    #[test]
    fn a_limit_of_the_day_is_a_quota_and_not_a_dead_token() {
        let body = br#"[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests Limit exceeded."}]"#;
        let said = refusal(403, None, body);
        assert_eq!((said.class, said.kind), (Class::Quota, Kind::Final));
    }
}
