//! The journal in Marketo's terms: envelopes and their codes, who repeated what, how long was waited.

use crate::evidence::{Evidence, Exchange, Journal, Part, parts};
use crate::judge::{Finding, Judgement, Objection};

use super::super::waits::floor;

/// No client that waits at all waits less than this, in milliseconds: less is a busy loop.
pub(super) const PAUSE_MS: u64 = 100;

/// The code in an envelope of failure, such as `606`.
pub(super) fn code(exchange: &Exchange) -> Option<String> {
    let answer = exchange.answer_json();
    let code = &answer["errors"][0]["code"];
    code.as_str().map(str::to_owned).or_else(|| code.as_u64().map(|code| code.to_string()))
}

/// Whether it was answered with an envelope of success.
pub(super) fn succeeded(exchange: &Exchange) -> bool {
    exchange.is_answered() && exchange.answer_json()["success"] == true
}

/// Exchanges that were refused with this code.
pub(super) fn refused<'a>(journal: &'a Journal, wanted: &str) -> Vec<&'a Exchange> {
    journal.exchanges().filter(|exchange| code(exchange).as_deref() == Some(wanted)).collect()
}

/// Whether a call is for a token.
pub(super) fn is_login(exchange: &Exchange) -> bool {
    exchange.is("marketo.identity.token")
}

/// The next time that the same was asked after an exchange was answered.
pub(super) fn repeated<'a>(journal: &'a Journal, of: &Exchange) -> Option<&'a Exchange> {
    let answered = of.answered.as_ref()?.seq;
    journal.exchanges().find(|later| {
        later.seq() > answered
            && later.operation == of.operation
            && later.method == of.method
            && later.path() == of.path()
    })
}

/// At least so long must lie between a request and a later one.
pub(super) fn must_wait(
    before: &Exchange,
    after: &Exchange,
    pause_ms: u64,
    what: &str,
) -> Judgement {
    let gap = before.ms_until(after);
    if gap < floor(i64::try_from(pause_ms).unwrap_or(i64::MAX)) {
        let seen = format!("{gap} ms");
        return Err(Finding::new(what)
            .at([before.seq(), after.seq()])
            .differs(format!("a pause of {pause_ms} ms"), seen)
            .into());
    }
    Ok(())
}

/// The export jobs of the org, as it shows them.
pub(super) fn exports(evidence: &Evidence) -> usize {
    evidence.org().jobs["marketo"]["exports"].as_array().map_or(0, Vec::len)
}

/// The batches of the org.
pub(super) fn imports(evidence: &Evidence) -> usize {
    evidence.org().jobs["marketo"]["imports"].as_array().map_or(0, Vec::len)
}

/// The client must have made one export, and no second one.
pub(super) fn must_make_one_export(evidence: &Evidence) -> Judgement {
    match exports(evidence) {
        0 => Err(Objection::NotExercised("the client never made an export".to_owned())),
        1 => Ok(()),
        made => {
            let creates = evidence.journal().of("marketo.export.create").map(Exchange::seq);
            Err(Finding::new("the client made another export instead of going on with its own")
                .at(creates)
                .differs("one export", format!("{made} exports"))
                .into())
        }
    }
}

/// The client must have made one batch of an import, and no second one.
pub(super) fn must_make_one_import(evidence: &Evidence) -> Judgement {
    match imports(evidence) {
        0 => Err(Objection::NotExercised("the client never imported anything".to_owned())),
        1 => Ok(()),
        made => {
            let creates = evidence.journal().of("marketo.import.create").map(Exchange::seq);
            Err(Finding::new("the client sent its file again though it had been taken")
                .at(creates)
                .differs("one batch", format!("{made} batches"))
                .into())
        }
    }
}

/// The parts of an upload.
///
/// # Errors
/// The body is no well-formed multipart body.
pub(super) fn upload(exchange: &Exchange) -> Result<Vec<Part>, Objection> {
    let kind = exchange.header("content-type").unwrap_or_default();
    parts(kind, exchange.request.text()).map_err(|wrong| {
        Finding::new(format!("the body is no well-formed multipart body: {wrong}"))
            .at([exchange.seq()])
            .into()
    })
}

/// The content of the part `file` of an upload.
///
/// # Errors
/// As [`upload`], or there is no such part.
pub(super) fn file(exchange: &Exchange) -> Result<String, Objection> {
    let parts = upload(exchange)?;
    let file = parts.into_iter().find(|part| part.disposition("name") == Some("file"));
    file.map(|file| file.content)
        .ok_or_else(|| Finding::new("the upload has no part `file`").at([exchange.seq()]).into())
}

/// A parameter of an upload: in the query, or in a part of its own.
///
/// # Errors
/// As [`upload`].
pub(super) fn parameter(exchange: &Exchange, name: &str) -> Result<Option<String>, Objection> {
    if let Some(value) = exchange.query(name) {
        return Ok(Some(value));
    }
    let parts = upload(exchange)?;
    let part = parts.into_iter().find(|part| part.disposition("name") == Some(name));
    Ok(part.map(|part| part.content.trim().to_owned()))
}
