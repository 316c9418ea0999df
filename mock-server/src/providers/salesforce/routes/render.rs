//! Answers in the provider's envelopes: JSON and its errors, OAuth's, SOAP's.

use serde_json::{Value, json};

use super::super::auth::{Form, IdentityError, OAuthError, SoapFault, credential_of_token_call};
use super::super::errors::ApiError;
use super::super::operation::Operation;
use super::super::rest::Answer;
use super::token_error;
use crate::edge::{BodyError, Head, Reply};
use crate::org::Credential;

const JSON: &str = "application/json;charset=UTF-8";

/// A JSON answer.
pub(super) fn json(status: u16, value: &Value) -> Reply {
    Reply::of_type(status, JSON, value.to_string())
}

/// What a single record's or a composite's rules say.
pub(super) fn answer(answer: &Answer) -> Reply {
    let reply = match &answer.body {
        Some(body) => json(answer.status, body),
        None => Reply::empty(answer.status),
    };
    let reply = match &answer.location {
        Some(location) => reply.with("location", location),
        None => reply,
    };
    answer.notes.iter().fold(reply, |reply, note| reply.noted(note))
}

/// An error as an array of one object; as XML for a client that takes nothing else (1.4).
pub(super) fn api_error(head: &Head, error: &ApiError) -> Reply {
    let wants_xml = head.header("accept").is_some_and(|accept| {
        accept.contains("application/xml") && !accept.contains("json") && !accept.contains("*/*")
    });
    let code_first = head.path.contains("/jobs/");
    let mut reply = if wants_xml {
        Reply::of_type(error.status, "application/xml;charset=UTF-8", error_xml(error))
    } else {
        json(error.status, &error.json(code_first))
    };
    if let Some((name, value)) = error.header {
        // The provider's own spelling; names are written in title case on the wire.
        let name = if name == "WWW-Authenticate" { "www-authenticate" } else { name };
        reply = reply.with(name, value);
    }
    match note(error) {
        Some(note) => reply.noted(note),
        None => reply,
    }
}

/// What a reader of the journal should know of an error.
fn note(error: &ApiError) -> Option<String> {
    if error.is_gap() {
        return Some(format!("gap: {}", error.message));
    }
    error.is_about_state_letter_case().then(|| {
        "the guide for Marketing Cloud writes this state in another letter case; no evidence was \
         found that the provider takes it (setting state_letter_case)"
            .to_owned()
    })
}

/// Documented, unread: the same two texts in elements.
fn error_xml(error: &ApiError) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Errors><Error><errorCode>{}</errorCode>\
         <message>{}</message></Error></Errors>",
        error.code,
        escaped(&error.message)
    )
}

/// A body that could not be read.
pub(super) fn body_error(error: BodyError, oversize_status: u16) -> ApiError {
    match error {
        BodyError::TooLarge { bytes_max } => ApiError::too_large(oversize_status, bytes_max),
        BodyError::Stalled => ApiError::stalled(),
        BodyError::Broken(reason) | BodyError::Undecodable(reason) => {
            ApiError::undecodable_body(&reason)
        }
    }
}

/// OAuth's own errors are an object, not an array (1.1).
pub(super) fn oauth_error(error: OAuthError) -> Reply {
    json(error.status(), &error.body())
}

/// Revocation errors are form-encoded (1.1).
pub(super) fn revoke_error(error: OAuthError) -> Reply {
    Reply::of_type(error.status(), "application/x-www-form-urlencoded", error.form_encoded())
}

/// Identity errors are one word of text (1.1).
pub(super) fn identity_error(error: IdentityError) -> Reply {
    Reply::of_type(error.status(), "text/plain", error.text())
}

/// A SOAP fault (1.2).
pub(super) fn soap(fault: &SoapFault) -> Reply {
    Reply::of_type(fault.status(), "text/xml;charset=UTF-8", fault.xml())
}

/// The refusal to open one more org, in the envelope of the operation.
pub(super) fn no_room(operation: Operation, head: &Head, message: &str) -> Reply {
    match operation {
        Operation::SoapLogin => soap(&SoapFault::Unreadable(message.to_owned())),
        Operation::Token | Operation::Authorize | Operation::Introspect | Operation::Revoke => {
            let body = json!({ "error": "server_error", "error_description": message });
            json(503, &body)
        }
        _ => api_error(head, &ApiError::no_org(message)),
    }
}

/// The refusal of a sign-on body that cannot be read, in the envelope of the operation.
pub(super) fn unreadable(operation: Option<Operation>, head: &Head, error: BodyError) -> Reply {
    let refusal = body_error(error, 413);
    match operation {
        Some(Operation::SoapLogin) => soap(&SoapFault::Unreadable(refusal.message)),
        Some(Operation::Token | Operation::Authorize | Operation::Introspect) => {
            oauth_error(OAuthError::InvalidRequest)
        }
        Some(Operation::Revoke) => revoke_error(OAuthError::InvalidRequest),
        _ => api_error(head, &refusal),
    }
}

/// The answer where the door found no org though the operation needs one: a bug of ours.
pub(super) fn no_org(head: &Head) -> Reply {
    api_error(head, &ApiError::session_expired())
}

/// The refusal of a credential that leads to no org, in the envelope of the operation.
pub(super) fn unresolved(
    operation: Operation,
    head: &Head,
    form: &Form,
    given: &Credential,
) -> Reply {
    match operation {
        Operation::SoapLogin => soap(&SoapFault::InvalidLogin),
        Operation::Userinfo | Operation::Identity => identity_error(IdentityError::BadToken),
        Operation::Introspect => json(200, &json!({ "active": false })),
        Operation::Revoke => revoke_error(OAuthError::InvalidToken),
        Operation::Token => oauth_error(
            credential_of_token_call(head.header("authorization"), form)
                .map_or_else(|error| error, |found| found.unknown_in_token_call(form)),
        ),
        Operation::Authorize => oauth_error(match given {
            Credential::Grant { .. } => OAuthError::InvalidToken,
            Credential::Name { realm: super::CLIENT_REALM, .. } => OAuthError::InvalidClientId,
            Credential::Name { .. } => OAuthError::AuthenticationFailure,
        }),
        _ => api_error(head, &token_error(given)),
    }
}
