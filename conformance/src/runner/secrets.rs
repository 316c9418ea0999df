//! What must not leak from a case: the tokens that its org issued, and the credentials that it began with.

use serde_json::Value;

use crate::evidence::{Exchange, Journal};
use crate::fake::{AdminError, Org};

/// The secrets of an org, in the clear.
pub(super) fn of(org: &Org) -> Result<Vec<String>, AdminError> {
    let lines = org.text("GET", "/journal?secrets=show", None)?;
    let journal = Journal::read(&lines).map_err(AdminError::new)?;
    let mut secrets = vec![org.password(), org.client_secret()];
    for secret in journal.exchanges().flat_map(issued) {
        if !secrets.contains(&secret) {
            secrets.push(secret);
        }
    }
    Ok(secrets)
}

/// The tokens in the answer to a login: of OAuth, or of SOAP.
fn issued(exchange: &Exchange) -> Vec<String> {
    let answer = exchange.answer_json();
    let named = |name: &str| answer[name].as_str().map(str::to_owned);
    let session = || {
        let (_, rest) = exchange.response.text().split_once("<sessionId>")?;
        rest.split_once("</sessionId>").map(|(id, _)| id.to_owned())
    };
    match &answer {
        Value::Null => session().into_iter().collect(),
        _ => ["access_token", "refresh_token"].into_iter().filter_map(named).collect(),
    }
}
