//! Why a call was refused, and which calls would have been right: by the state of its job, by its path.

use serde_json::Value;

use super::operation::OPERATIONS;
use crate::core::explain::{Explains, Legal, Refused};
use crate::core::journal::Exchange;
use crate::core::nearest::PathWords;

/// What the provider can say of its refusals.
pub const EXPLAINS: Explains = Explains { provider: "marketo", refused, legal, remedy, paths };

const fn may(operation: &'static str, does: &'static str) -> Legal {
    Legal { operation, does }
}

const IMPORT_STATUS: Legal = may("marketo.import.status", "show the batch");
const FAILURES: Legal = may("marketo.import.failures", "read the rows that failed, if any did");
const WARNINGS: Legal = may("marketo.import.warnings", "read the rows that were odd, if any was");

const STATUS: Legal = may("marketo.export.status", "show the job");
const ENQUEUE: Legal = may("marketo.export.enqueue", "put it into the queue");
const CANCEL: Legal = may("marketo.export.cancel", "give it up");
const FILE: Legal = may("marketo.export.file", "read its file, as long as it is kept");

/// The calls that are legal on a job in a state (4.4, 5.2).
fn legal(operation: &str, state: &str) -> &'static [Legal] {
    if operation.starts_with("marketo.import.") {
        return match state {
            "Complete" => &[IMPORT_STATUS, FAILURES, WARNINGS],
            _ => &[IMPORT_STATUS],
        };
    }
    match state {
        "Created" => &[STATUS, ENQUEUE, CANCEL],
        "Queued" | "Processing" => &[STATUS, CANCEL],
        "Completed" => &[STATUS, FILE],
        _ => &[STATUS],
    }
}

/// A refusal is mostly an answer of status 200 with `success` false and a list of errors.
fn refused(exchange: &Exchange) -> Option<Refused> {
    let status = exchange.status?;
    let body = exchange.response.whole.as_ref();
    let body: Value = body.and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
    if status < 400 && body["success"] != Value::Bool(false) {
        return None;
    }
    let text = |pointer: &str| match body.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    Some(Refused {
        code: text("/errors/0/code").or_else(|| text("/error")),
        message: text("/errors/0/message").or_else(|| text("/error_description")),
    })
}

/// What to do about a code.
fn remedy(code: &str) -> Option<&'static str> {
    Some(match code {
        "600" => "send the header `Authorization: Bearer <token>`",
        "601" => "ask for a token: this one is unknown",
        "602" => "ask for a new token: this one is expired",
        "603" => "give the client's user the permission that the call wants",
        "605" => "use another method",
        "606" => "slow down, or raise `rate_limit_calls`",
        "607" => "wait for the day's limit, or raise `daily_calls`",
        "610" => "check the path",
        "615" => "make fewer calls at once, or raise `concurrent_calls`",
        "unauthorized" | "invalid_client" => "check client id and secret",
        "1016" => "wait until an import is over, or raise `imports_queued`",
        "1029" => "look at the job's state and at the queue before the call",
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
        for kind in ["marketo.import.status", "marketo.export.status"] {
            for state in &vocabulary().states {
                for legal in legal(kind, state) {
                    let is_known = known.iter().any(|words| words.name == legal.operation);
                    assert!(is_known, "{}", legal.operation);
                }
            }
        }
    }
}
