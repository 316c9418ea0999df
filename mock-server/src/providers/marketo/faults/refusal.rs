//! The error that a fault wants, in one of the forms in which the provider gives it.

use super::super::errors::{ApiError, KNOWN, Known, Level, of_code};
use crate::faults::Refusal;

/// A fault that names neither a code nor a status of its own means this.
const SYSTEM_ERROR: u16 = 611;

/// The error: by its code, or what belongs to a status. With HTTP 200 it comes in an envelope, with
/// any other status as the gateway's page.
pub fn of_refusal(refusal: &Refusal) -> ApiError {
    let wanted = refusal.code.as_deref().and_then(|code| code.parse().ok());
    let usual = || wanted.and_then(of_code).map_or(200, usual_status);
    let status = refusal.status.unwrap_or_else(usual);
    let code = wanted.unwrap_or(if status == 200 { SYSTEM_ERROR } else { status });
    let level = if status == 200 { Level::Response } else { Level::Http(status) };
    let known = || match (of_code(code), level) {
        (Some(known), _) => text_of(known, &[]),
        (None, Level::Http(status)) => reason(status).to_owned(),
        (None, Level::Response | Level::Gap) => "System error".to_owned(),
    };
    let message = refusal.message.clone().unwrap_or_else(known);
    ApiError { code, message, level }
}

/// The codes that there are, and the status with which each usually comes.
pub(super) fn codes() -> Vec<(String, u16)> {
    KNOWN.iter().map(|known| (known.code.to_string(), usual_status(known))).collect()
}

fn usual_status(known: &Known) -> u16 {
    match known.forms().first().map(|error| error.level) {
        Some(Level::Http(status)) => status,
        Some(Level::Response | Level::Gap) | None => 200,
    }
}

/// The text of an error about some names; what is not named stays empty.
pub(super) fn text_of(known: &Known, names: &[String]) -> String {
    let mut names = names.iter();
    let mut parts = known.message.split("%s");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(names.next().map_or("", String::as_str));
        text.push_str(part);
    }
    text
}

/// What the gateway calls a status.
fn reason(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Authorization Required",
        403 => "Forbidden",
        404 => "Not Found",
        408 => "Request Time-out",
        429 => "Too Many Requests",
        503 => "Service Temporarily Unavailable",
        504 => "Gateway Time-out",
        _ => "Error",
    }
}
