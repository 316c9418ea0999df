//! What several requirements about logins and loads have in common: plain cases, names of operations,
//! and questions that they ask of a journal.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::evidence::{Evidence, Exchange, Journal};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Cell, Table};
use crate::scenario::{Call, Rule, Scenario};

pub(super) const TOKEN: &str = "salesforce.oauth.token";
pub(super) const SOAP: &str = "salesforce.soap.login";
pub(super) const CREATE: &str = "salesforce.ingest.create";
pub(super) const UPLOAD: &str = "salesforce.ingest.upload";
pub(super) const CHANGE: &str = "salesforce.ingest.change";
pub(super) const INFO: &str = "salesforce.ingest.info";
pub(super) const DELETE: &str = "salesforce.ingest.delete";
pub(super) const SUCCESSFUL: &str = "salesforce.ingest.successful_results";
pub(super) const FAILED: &str = "salesforce.ingest.failed_results";
pub(super) const UNPROCESSED: &str = "salesforce.ingest.unprocessed_records";
pub(super) const QUERY_CREATE: &str = "salesforce.query.create";
pub(super) const QUERY_RESULTS: &str = "salesforce.query.results";

/// A case in an org that answers at once, and every open question about loads in the way that the most
/// clients expect.
pub(super) fn case(name: impl Into<String>, call: Call) -> Scenario {
    Scenario::new(name, call)
        .salesforce("queue_wait", "0ms")
        .salesforce("record_time", "0ms")
        .salesforce("batch_rows", 10_000)
        .salesforce("close_without_upload", "complete")
        .salesforce("header_only_file", "complete")
        .salesforce("state_letter_case", "exact")
        .salesforce("operation_letter_case", "exact")
        .salesforce("unknown_property", "refuse")
        .salesforce("second_upload_code", "invalidjob")
        .salesforce("results_before_completion", "refuse")
        .salesforce("result_order", "sent")
        .salesforce("results_content_type", "text/csv")
        .salesforce("refresh_token_rotation", false)
}

/// The same, with jobs that wait for their turn and work on each row, so that several looks see them
/// on their way.
pub(super) fn slow_case(name: impl Into<String>, call: Call) -> Scenario {
    case(name, call)
        .salesforce("queue_wait", "2s")
        .salesforce("record_time", "100ms")
        .salesforce("batch_rows", 1)
}

/// Rows without a key: one that is loaded twice stands there twice.
pub(super) fn keyless(rows: usize) -> Table {
    let mut table = Table::new(["A__c", "B__c"]);
    for row in 1..=rows {
        table
            .rows
            .push(vec![Cell::text(format!("row {row:04}")), Cell::text(format!("more {row}"))]);
    }
    table
}

/// A fault that answers with a status and a code of the provider's.
pub(super) fn refusal(status: u16, code: &str) -> Value {
    json!({ "status": { "status": status, "code": code } })
}

/// A rule that kills the token of the nth request of an operation, once.
pub(super) fn token_dies(name: &str, operation: &str, nth: u64) -> Rule {
    Rule::on(name, operation, json!({ "token_dies": {} })).nth(nth).per("org").budget(1)
}

/// Calls for a token, by OAuth or SOAP.
pub(super) fn logins(journal: &Journal) -> Vec<&Exchange> {
    journal.exchanges().filter(|exchange| exchange.is(TOKEN) || exchange.is(SOAP)).collect()
}

/// Calls for a token that came after a place in the journal.
pub(super) fn logins_after(journal: &Journal, seq: u64) -> Vec<&Exchange> {
    logins(journal).into_iter().filter(|login| login.seq() > seq).collect()
}

/// Calls about jobs, of either kind.
pub(super) fn job_calls(journal: &Journal) -> Vec<&Exchange> {
    let about_jobs =
        |call: &&Exchange| call.is("salesforce.ingest.*") || call.is("salesforce.query.*");
    journal.exchanges().filter(about_jobs).collect()
}

/// Creates that made a job.
pub(super) fn made<'a>(journal: &'a Journal, operation: &'a str) -> Vec<&'a Exchange> {
    journal.of(operation).filter(|create| create.answer_json()["id"].is_string()).collect()
}

/// Whether two ids are of one job: 15 characters say it all.
pub(super) fn is_same_job(one: &str, other: &str) -> bool {
    one.get(..15) == other.get(..15)
}

/// The state that the provider has a job in at a place in the journal.
pub(super) fn state_at<'a>(journal: &'a Journal, job: &str, seq: u64) -> Option<&'a str> {
    let before = journal
        .transitions()
        .filter(|step| is_same_job(&step.subject, job) && step.place.seq < seq);
    before.last()?.to.as_deref()
}

/// Whether a job in this state is over.
pub(super) fn is_over(state: &str) -> bool {
    matches!(state, "JobComplete" | "Failed" | "Aborted")
}

/// The rows of a job, as they went over the wire: by PUT, or in a multipart create.
pub(super) struct Upload<'a> {
    /// The request that carried them.
    pub(super) exchange: &'a Exchange,
    /// The body of the create of its job, as far as it is known.
    pub(super) job: Value,
    /// The content type that was declared for them.
    pub(super) kind: String,
    /// The bytes.
    pub(super) text: &'a str,
    /// Whether they came with the create.
    pub(super) is_multipart: bool,
}

/// All uploads of ingest jobs, in the order in which they came.
pub(super) fn uploads(journal: &Journal) -> Vec<Upload<'_>> {
    let upload = |exchange: &'_ Exchange| exchange.is(UPLOAD) || is_multipart(exchange);
    journal
        .exchanges()
        .filter(|exchange| upload(exchange))
        .filter_map(|e| one(journal, e))
        .collect()
}

fn one<'a>(journal: &'a Journal, exchange: &'a Exchange) -> Option<Upload<'a>> {
    if exchange.is(UPLOAD) {
        let id = exchange.job().unwrap_or_default();
        let made = |create: &&Exchange| {
            create.answer_json()["id"].as_str().is_some_and(|known| is_same_job(known, id))
        };
        let job = journal.of(CREATE).find(made).map_or(Value::Null, asked);
        let kind = exchange.header("content-type").unwrap_or_default().to_owned();
        let text = exchange.request.text();
        return Some(Upload { exchange, job, kind, text, is_multipart: false });
    }
    let content = part(exchange, "content")?;
    let kind = content.kind.to_owned();
    Some(Upload { exchange, job: asked(exchange), kind, text: content.text, is_multipart: true })
}

/// Whether a create carries its rows.
pub(super) fn is_multipart(exchange: &Exchange) -> bool {
    let kind = exchange.header("content-type").unwrap_or_default();
    exchange.is(CREATE) && kind.trim_start().to_ascii_lowercase().starts_with("multipart/")
}

/// What a create asks for, however it is sent.
pub(super) fn asked(create: &Exchange) -> Value {
    match part(create, "job") {
        Some(part) => serde_json::from_str(part.text).unwrap_or(Value::Null),
        None => create.sent_json(),
    }
}

struct Part<'a> {
    kind: &'a str,
    text: &'a str,
}

/// A part of a multipart create. Both kinds of line ends are taken: real clients send both.
fn part<'a>(create: &'a Exchange, name: &str) -> Option<Part<'a>> {
    if !is_multipart(create) {
        return None;
    }
    let boundary = create.header("content-type")?.split("boundary=").nth(1)?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    let mark = format!("--{boundary}");
    create.request.text().split(&*mark).find_map(|part| {
        let part = part.trim_start_matches(['\r', '\n']);
        let (head, text) = part.split_once("\r\n\r\n").or_else(|| part.split_once("\n\n"))?;
        let named = [format!("name=\"{name}\""), format!("name={name}")];
        if !named.iter().any(|named| head.contains(&**named)) {
            return None;
        }
        let kind = head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case("content-type").then(|| value.trim())
        });
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        Some(Part { kind: kind.unwrap_or_default(), text })
    })
}

/// How often each value of a column stands in the sheet.
fn stored(evidence: &Evidence, column: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in evidence.org().rows(SHEET) {
        let value = row.get(column).and_then(Value::as_str).unwrap_or_default();
        *counts.entry(value.to_owned()).or_default() += 1;
    }
    counts
}

/// No row of the first call may stand in the org twice; and if the client says that all went well, each
/// must stand there. Rows are known by their value in `A__c`.
pub(super) fn loaded_once(evidence: &Evidence) -> Judgement {
    let stored = stored(evidence, "A__c");
    let uploads = uploads(evidence.journal());
    let places = || uploads.iter().map(|upload| upload.exchange.seq());
    if let Some((row, times)) = stored.iter().find(|(_, times)| **times > 1) {
        let what = "a row of the input stands in the org more than once";
        let finding = Finding::new(what).at(places());
        return Err(finding.differs(format!("{row:?} once"), format!("{times} times")).into());
    }
    let Some(success) = evidence.call().success() else { return Ok(()) };
    let given = evidence.scenario.calls[0].given.as_ref().map(|given| given.table());
    let asked = given.map_or(Vec::new(), |table| table.values("A__c"));
    let lost =
        asked.iter().filter_map(|cell| cell.as_text()).find(|row| !stored.contains_key(*row));
    match lost {
        Some(row) if !success.partial => {
            let what = "the client reports success, and a row of its input is not in the org";
            let seen = format!("{} of {} rows", stored.len(), asked.len());
            Err(Finding::new(what).at(places()).differs(format!("a row with {row:?}"), seen).into())
        }
        _ => Ok(()),
    }
}

/// The state in which the provider shows a job to its client, from the answers to its looks.
pub(super) fn shown(look: &Exchange) -> Option<String> {
    look.answer_json()["state"].as_str().map(str::to_owned)
}

/// Nothing can be said, since the client does not do what this is about.
pub(super) fn not_exercised(why: &str) -> Objection {
    Objection::NotExercised(why.to_owned())
}
