//! Every error that the API is known to give, for faults that want one on purpose.
//!
//! Source: section 1.4 and 3.10 of the sheet; texts that are not known are assumed, as said there.

use super::super::errors::ApiError;
use crate::faults::Refusal;

/// One known error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// The code.
    pub code: &'static str,
    /// Its usual status.
    pub status: u16,
    /// Its usual text.
    pub message: &'static str,
}

const fn known(code: &'static str, status: u16, message: &'static str) -> Known {
    Known { code, status, message }
}

/// All of them; the first of a status is what a fault that names none gets.
pub const KNOWN: &[Known] = &[
    known("INVALIDJOBSTATE", 400, "The job is in another state."),
    known("API_ERROR", 400, "The request cannot be handled."),
    known("INVALIDJOB", 400, "InvalidJob : Unable to find object: "),
    known("INVALIDENTITY", 400, "Entity is not supported by the Bulk API."),
    known("FEATURENOTENABLED", 400, "The feature is not enabled."),
    known("EXCEEDEDQUOTA", 400, "ExceededQuota : ApiBatchItems Limit exceeded"),
    known(
        "LIMIT_EXCEEDED",
        400,
        "Max bulk v2 query jobs (10000) per 24 hrs has been reached (10021)",
    ),
    known("JSON_PARSER_ERROR", 400, "Unexpected character"),
    known("MALFORMED_QUERY", 400, "unexpected token: "),
    known("INVALID_SESSION_ID", 401, "Session expired or invalid"),
    known("INVALID_AUTH_HEADER", 401, "INVALID_AUTH_HEADER"),
    known("REQUEST_LIMIT_EXCEEDED", 403, "TotalRequests Limit exceeded."),
    known("API_DISABLED_FOR_ORG", 403, "The REST API is not enabled for this Organization."),
    known("INSUFFICIENT_ACCESS", 403, "insufficient access rights on cross-reference id"),
    known("NOT_FOUND", 404, "The requested resource does not exist"),
    known("ENTITY_IS_DELETED", 404, "entity is deleted"),
    known("METHOD_NOT_ALLOWED", 405, "HTTP Method not allowed."),
    known("REQUEST_TIMEOUT", 408, "The request timed out."),
    known("UNSUPPORTED_API_VERSION", 410, "This API version is retired."),
    known("REQUEST_ENTITY_TOO_LARGE", 413, "The request body is too large."),
    known("UNSUPPORTED_MEDIA_TYPE", 415, "Content-Type is not supported for this request."),
    known("UNKNOWN_EXCEPTION", 500, "An unexpected error occurred."),
    known("SERVER_UNAVAILABLE", 503, "The server is temporarily unavailable. Try again later."),
];

/// The error that a fault wants.
pub fn of_refusal(refusal: &Refusal) -> ApiError {
    let by_code = refusal.code.as_deref().and_then(|code| KNOWN.iter().find(|k| k.code == code));
    let by_status = || KNOWN.iter().find(|known| known.status == refusal.status);
    let known = by_code.or_else(by_status);
    let (code, message) = known
        .map_or(("UNKNOWN_EXCEPTION", "An unexpected error occurred."), |known| {
            (known.code, known.message)
        });
    let message = refusal.message.clone().unwrap_or_else(|| message.to_owned());
    ApiError::of_fault(refusal.status, code, message)
}
