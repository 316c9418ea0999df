//! Every error that the API is known to give, for faults that want one on purpose.
//!
//! Source: sections 1.1, 1.4, 3.5, 3.6, 3.10 and 4 of the sheet; each line says how well its text is
//! known. A message with a hole in it (an object, a state, a field) has the words around the hole.

use super::super::auth::OAuthError;
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

/// What is said of a failure of which nothing is known. Code documented, unread; text assumed.
const UNKNOWN: Known = known("UNKNOWN_EXCEPTION", 500, "An unexpected error occurred.");

/// All of them but OAuth's; the first of a status is what a fault that names none gets.
pub const KNOWN: &[Known] = &[
    // Recorded for a completed job, by pattern else.
    known("INVALIDJOBSTATE", 400, "Closing already Completed Job not allowed"),
    // Recorded, with a value and a property in it.
    known("API_ERROR", 400, "Invalid value: '' supplied for property: 'operation'"),
    // Recorded, with the object's name behind it.
    known("INVALIDJOB", 400, "InvalidJob : Unable to find object: "),
    // Recorded at v47 for a second upload, with a job's id in it.
    known("BULK_API_ERROR", 400, "Found multipe contents for job"),
    // Recorded, with the object's name in it.
    known("INVALIDENTITY", 400, "Entity is not supported by the Bulk API."),
    // Code relied upon, text recorded.
    known(
        "FEATURENOTENABLED",
        400,
        "hardDelete operation requires special user profile permission, please contact your system \
         administrator",
    ),
    // Code documented with 400 or 403; text recorded with the older API (3.9).
    known("EXCEEDEDQUOTA", 400, "ExceededQuota : ApiBatchItems Limit exceeded"),
    // Recorded.
    known(
        "LIMIT_EXCEEDED",
        400,
        "Max bulk v2 query jobs (10000) per 24 hrs has been reached (10021)",
    ),
    // Code documented, unread; the real text is Jackson's.
    known("JSON_PARSER_ERROR", 400, "Unexpected character"),
    // Codes recorded; the texts point at a place in the query.
    known("MALFORMED_QUERY", 400, "unexpected token: "),
    known("INVALID_TYPE", 400, "sObject type is not supported."),
    known("INVALID_FIELD", 400, "No such column"),
    // Relied upon: airbyte falls back to REST.
    known("INVALID_TYPE_FOR_OPERATION", 400, "entity type does not support query"),
    // Documented, unread.
    known("INVALID_QUERY_LOCATOR", 400, "invalid query locator"),
    // Recorded.
    known("INVALID_SESSION_ID", 401, "Session expired or invalid"),
    // Documented, unread; recorded for what looks like a JWT, with INVALID_JWT_FORMAT.
    known("INVALID_AUTH_HEADER", 401, "INVALID_AUTH_HEADER"),
    // Recorded.
    known("REQUEST_LIMIT_EXCEEDED", 403, "TotalRequests Limit exceeded."),
    // Recorded.
    known("API_DISABLED_FOR_ORG", 403, "API is not enabled for this Organization or Partner"),
    // Recorded by airbyte: the code and its beginning.
    known("INSUFFICIENT_ACCESS", 403, "insufficient access rights on cross-reference id"),
    // Code recorded by airbyte, text assumed.
    known("FORBIDDEN", 403, "You do not have access to this resource."),
    // Documented and recorded.
    known("NOT_FOUND", 404, "The requested resource does not exist"),
    // Recorded.
    known("ENTITY_IS_DELETED", 404, "entity is deleted"),
    // Documented by its pattern, with the method and those that are allowed.
    known("METHOD_NOT_ALLOWED", 405, "HTTP Method not allowed."),
    // Code documented, unread; text assumed.
    known("NOT_ACCEPTABLE", 406, "The requested content type cannot be given."),
    // Assumed: what this server says of a body that stops.
    known("REQUEST_TIMEOUT", 408, "The request body stopped before its end."),
    // Status documented, text assumed.
    known("UNSUPPORTED_API_VERSION", 410, "This API version is retired."),
    // Assumed (section 9, 3).
    known("REQUEST_ENTITY_TOO_LARGE", 413, "The request body is too large."),
    // Code documented, unread; text assumed.
    known("UNSUPPORTED_MEDIA_TYPE", 415, "Content-Type is not supported for this request."),
    UNKNOWN,
    // Code documented, unread; text assumed.
    known("SERVER_UNAVAILABLE", 503, "The server is temporarily unavailable. Try again later."),
];

/// Errors of the sign-on endpoints that the server itself never gives. Documented, unread; the texts
/// are assumed.
const OTHER_OAUTH: &[(&str, &str)] = &[
    ("invalid_app_access", "user is not admin approved to access this app"),
    ("inactive_user", "user is inactive"),
    ("inactive_org", "organization is inactive"),
    ("rate_limit_exceeded", "login rate exceeded"),
    ("server_error", "an unexpected error occurred"),
];

/// What a fault is answered with.
pub enum Refused {
    /// An error of the API.
    Api(ApiError),
    /// An error of a sign-on endpoint, which is another form.
    OAuth {
        /// The status.
        status: u16,
        /// The code.
        code: String,
        /// The description.
        description: String,
    },
}

/// The codes of the sign-on endpoints and their usual texts, each code once; all come with 400.
pub fn oauth_codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = OAuthError::ALL.iter().map(|error| error.texts());
    let all = own.chain(OTHER_OAUTH.iter().copied());
    let mut seen: Vec<&str> = Vec::new();
    all.filter(move |(code, _)| {
        !seen.contains(code) && {
            seen.push(code);
            true
        }
    })
}

/// The error that a fault wants; `signs_on` for a call of a sign-on endpoint.
pub fn of_refusal(refusal: &Refusal, signs_on: bool) -> Refused {
    let wanted = refusal.code.as_deref();
    let oauth = match wanted {
        Some(wanted) => oauth_codes().find(|(code, _)| *code == wanted),
        None if signs_on && refusal.status == Some(400) => oauth_codes().next(),
        None => None,
    };
    if let Some((code, text)) = oauth {
        let description = refusal.message.clone().unwrap_or_else(|| text.to_owned());
        let status = refusal.status.unwrap_or(400);
        return Refused::OAuth { status, code: code.to_owned(), description };
    }
    let by_code = wanted.and_then(|wanted| KNOWN.iter().find(|known| known.code == wanted));
    let by_status = || KNOWN.iter().find(|known| Some(known.status) == refusal.status);
    let known = by_code.or_else(by_status);
    let status = refusal.status.or(known.map(|known| known.status)).unwrap_or(500);
    let Known { code, message, .. } = *known.unwrap_or(&UNKNOWN);
    let message = refusal.message.clone().unwrap_or_else(|| message.to_owned());
    Refused::Api(ApiError::of_fault(status, code, message))
}
