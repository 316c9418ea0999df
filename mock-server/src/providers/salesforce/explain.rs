//! Why a call was refused, and which calls would have been right: by the state of its job, by its path.

use serde_json::Value;

use super::operation::OPERATIONS;
use crate::core::explain::{Explains, Legal, Refused};
use crate::core::journal::Exchange;
use crate::core::nearest::PathWords;

/// What the provider can say of its refusals.
pub const EXPLAINS: Explains = Explains { provider: "salesforce", refused, legal, remedy, paths };

const fn may(operation: &'static str, does: &'static str) -> Legal {
    Legal { operation, does }
}

const INFO: Legal = may("salesforce.ingest.info", "show the job");
const UPLOAD: Legal = may("salesforce.ingest.upload", "upload its rows, once");
const CLOSE: Legal = may("salesforce.ingest.change", "close it with `UploadComplete`, or abort it");
const ABORT: Legal = may("salesforce.ingest.change", "abort it with `Aborted`");
const SUCCESSFUL: Legal = may("salesforce.ingest.successful_results", "read the rows written");
const FAILED: Legal = may("salesforce.ingest.failed_results", "read the rows refused");
const UNPROCESSED: Legal =
    may("salesforce.ingest.unprocessed_records", "read the rows not reached");
const DELETE: Legal = may("salesforce.ingest.delete", "delete the job");

const QUERY_INFO: Legal = may("salesforce.query.info", "show the job");
const QUERY_ABORT: Legal = may("salesforce.query.change", "abort it with `Aborted`");
const QUERY_RESULTS: Legal = may("salesforce.query.results", "read its results");
const QUERY_PAGES: Legal = may("salesforce.query.result_pages", "find where its pages begin");
const QUERY_DELETE: Legal = may("salesforce.query.delete", "delete the job");

/// The calls that are legal on a job in a state (3.4 to 3.8, 4.3).
fn legal(operation: &str, state: &str) -> &'static [Legal] {
    if operation.starts_with("salesforce.query.") {
        return match state {
            "UploadComplete" | "InProgress" => &[QUERY_INFO, QUERY_ABORT],
            "JobComplete" => &[QUERY_INFO, QUERY_RESULTS, QUERY_PAGES, QUERY_DELETE],
            _ => &[QUERY_INFO, QUERY_DELETE],
        };
    }
    match state {
        "Open" => &[INFO, UPLOAD, CLOSE],
        "UploadComplete" | "InProgress" => &[INFO, ABORT],
        _ => &[INFO, SUCCESSFUL, FAILED, UNPROCESSED, DELETE],
    }
}

/// A refusal has a status, and a list with code and message, or an object of OAuth's.
fn refused(exchange: &Exchange) -> Option<Refused> {
    exchange.status.filter(|status| *status >= 400)?;
    let body = exchange.response.whole.as_ref();
    let body: Value = body.and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
    let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    Some(Refused {
        code: text("/0/errorCode").or_else(|| text("/error")),
        message: text("/0/message").or_else(|| text("/error_description")),
    })
}

/// What to do about a code.
fn remedy(code: &str) -> Option<&'static str> {
    Some(match code {
        "INVALID_SESSION_ID" => "log in again: the token is unknown, expired or revoked",
        "INVALID_AUTH_HEADER" => "send the header `Authorization: Bearer <token>`",
        "invalid_grant" => "check user name, password, code or refresh token",
        "invalid_client" | "invalid_client_id" => "check client id and secret",
        "unsupported_grant_type" => "send a `grant_type` in a form, not in JSON",
        "REQUEST_LIMIT_EXCEEDED" => "wait for the day's limit, or raise `daily_api_requests`",
        "METHOD_NOT_ALLOWED" => "use another method",
        "NOT_FOUND" => "check the id and the path; a job that was deleted is gone",
        "UNSUPPORTED_API_VERSION" => "use a version that GET /services/data lists",
        "JSON_PARSER_ERROR" => "send JSON with the properties that the call knows",
        "UNSUPPORTED_MEDIA_TYPE" => "send the content type that the call takes",
        _ => return None,
    })
}

fn paths() -> Vec<PathWords> {
    let words = |line: &super::operation::Line| PathWords {
        name: line.name,
        methods: line.methods,
        path: line.path,
    };
    OPERATIONS.iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::super::faults::vocabulary;
    use super::legal;

    #[test]
    fn every_legal_call_is_an_operation() {
        let known = &vocabulary().operations;
        for kind in ["salesforce.ingest.info", "salesforce.query.info"] {
            for state in &vocabulary().states {
                for legal in legal(kind, state) {
                    let is_known = known.iter().any(|words| words.name == legal.operation);
                    assert!(is_known, "{}", legal.operation);
                }
            }
        }
    }
}
