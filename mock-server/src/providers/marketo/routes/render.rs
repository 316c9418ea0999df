//! Answers on their way out: envelopes, HTTP's own errors, identity's.

use serde_json::Value;

use super::super::auth::IdentityError;
use super::super::envelope::{self, Family};
use super::super::errors::{ApiError, Level};
use super::super::settings::Messages;
use super::paths::family;
use crate::edge::{BodyError, Head, Reply};

const JSON: &str = "application/json;charset=UTF-8";

/// A JSON answer. Headers: recorded (0.4).
pub(super) fn json(status: u16, value: &Value) -> Reply {
    Reply::of_type(status, JSON, value.to_string()).with("server", "nginx")
}

/// A page of text that is no JSON, as the gateway writes it.
pub(super) fn text(status: u16, text: &str) -> Reply {
    Reply::of_type(status, "text/plain;charset=UTF-8", text.to_owned()).with("server", "nginx")
}

/// The gateway's own page: HTML whatever was asked for. That it is no JSON is documented (2.7), that it
/// is nginx's page follows from the `Server` that is recorded.
fn page(status: u16, title: &str) -> Reply {
    let page = format!(
        "<html>\r\n<head><title>{status} {title}</title></head>\r\n<body>\r\n\
         <center><h1>{status} {title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n\
         </html>\r\n"
    );
    Reply::of_type(status, "text/html", page).with("server", "nginx")
}

/// A refusal.
pub(super) fn refused(error: &ApiError, family: Family, request_id: &str) -> Reply {
    match error.level {
        Level::Response => json(200, &envelope::refusal(error, family, request_id)).refusing(),
        Level::Http(status) => page(status, &error.message),
        Level::Gap => json(501, &envelope::refusal(error, family, request_id))
            .noted(format!("gap: {}", error.message)),
    }
}

/// A refusal of a call that belongs to no org.
pub(super) fn refused_of_nobody(head: &Head, error: &ApiError) -> Reply {
    let request_id = envelope::request_id(0, &["nobody", &head.target], head.wall_ms);
    refused(error, family(&head.path), &request_id)
}

/// The refusal of a call without a token; nobody's settings can say another text.
pub(super) fn no_token(head: &Head) -> Reply {
    refused_of_nobody(head, &ApiError::no_token(&Messages::default().no_token))
}

/// The answer to a token call that gives none.
pub(super) fn identity_error(error: &IdentityError) -> Reply {
    identity(error.status(), &error.json())
}

/// An answer of identity. Headers: recorded (1.6).
pub(super) fn identity(status: u16, value: &Value) -> Reply {
    json(status, value)
        .with("cache-control", "no-store")
        .with("pragma", "no-cache")
        .with("x-xss-protection", "1; mode=block")
        .with("x-frame-options", "DENY")
        .with("x-content-type-options", "nosniff")
}

/// A body that could not be read.
pub(super) fn body_error(error: &BodyError) -> ApiError {
    match error {
        BodyError::TooLarge { .. } => ApiError::request_too_large(),
        // 604 is documented for a server that waits too long; that it is told so is assumed.
        BodyError::Stalled => ApiError::new(604, "Request timed out"),
        BodyError::Broken(_) | BodyError::Undecodable(_) => ApiError::invalid_json(),
    }
}
