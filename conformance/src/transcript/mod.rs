//! What a client says on the wire, as a text to keep.
//!
//! The calls of a case stand there with what differs from run to run named, so that a changed text is a
//! changed client.
//!
//! Ids, tokens and times are named in order of first sight (`<job1>`, `<token1>`, `<t+2min>`), bytes have
//! visible escapes, and a body has a line for each of its records. Of several looks
//! at a job in a row the last one stands for all. Headers that only a library decides about are left out.

mod names;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use serde_json::Value;

use self::names::Names;
use crate::adapter::{Client, InProcess};
use crate::evidence::{Body, Evidence, Exchange, Journal};
use crate::fake::Fake;
use crate::requirements::{Cases, Requirement};
use crate::runner::{Played, Stage};
use crate::scenario::{Order, Scenario};
use crate::text::{short, visible};

/// Headers of a request that a client decides about.
const SENT: &[&str] =
    &["content-type", "content-encoding", "accept", "range", "sforce-call-options"];

/// Headers of an answer that clients act on.
const RECEIVED: &[&str] = &[
    "content-type",
    "content-range",
    "location",
    "retry-after",
    "sforce-locator",
    "sforce-numberofrecords",
];

/// Members of answers that differ from run to run and mean nothing.
const VOLATILE: &[&str] = &[
    "issued_at",
    "signature",
    "expires_in",
    "requestId",
    "nextPageToken",
    "fileChecksum",
    "systemModstamp",
];

/// So many cases are recorded at a time.
const TOGETHER: usize = 8;

/// So many characters of a line are shown.
const CHARACTERS_MAX: usize = 1000;

/// So many lines of a body are shown.
const LINES_MAX: usize = 20;

/// The wire of a case, named and line by line: one part for each org.
pub fn of(evidence: &Evidence) -> String {
    let parts: Vec<_> = evidence.orgs.iter().map(|org| journal(&org.journal)).collect();
    let ends: Vec<_> = evidence
        .calls
        .iter()
        .map(|call| format!("{}: {}\n", call.case.op.name(), end(call)))
        .collect();
    format!("{}\n{}", parts.join("\n--- the next org ---\n\n"), ends.concat())
}

/// How a call ended, without the words of an error, which may name ids.
fn end(call: &crate::evidence::Seen) -> String {
    match (call.success(), call.class()) {
        (Some(success), _) if success.partial => "ok, in part".to_owned(),
        (Some(_), _) => "ok".to_owned(),
        (None, Some(class)) => format!("error of class {}", class.name()),
        (None, None) => call.ending(),
    }
}

fn journal(journal: &Journal) -> String {
    let begun = journal.exchanges().next().map(|exchange| exchange.received.at.clone());
    let mut names = Names::new(begun.as_deref());
    let mut blocks: Vec<String> = Vec::new();
    let mut looked: Option<String> = None;
    for exchange in journal.exchanges() {
        let block = block(&mut names, exchange);
        // How often a client looks, and which states it meets, depends on the machine: the last look of
        // several that follow each other stands for all.
        let look = is_look(exchange).then(|| exchange.target.clone());
        if look.is_some() && look == looked {
            blocks.pop();
        }
        let head = if look.is_some() { block.replacen('\n', " (until)\n", 1) } else { block };
        if blocks.last() != Some(&head) {
            blocks.push(head);
        }
        looked = look;
    }
    blocks.join("\n")
}

/// Whether a call asks how a job is, and is told.
fn is_look(exchange: &Exchange) -> bool {
    let operation = exchange.operation.as_deref().unwrap_or_default();
    let asks = operation.ends_with(".info") || operation.ends_with(".status");
    asks && exchange.status == Some(200) && exchange.is_answered()
}

/// One call.
fn block(names: &mut Names, exchange: &Exchange) -> String {
    if let Some(locator) = exchange.response_header("sforce-locator").filter(|it| *it != "null") {
        names.remember("locator", locator);
    }
    let operation = exchange.operation.as_deref().unwrap_or("(no operation)");
    let target = names.named(&visible(&exchange.target));
    let mut text = format!("{} {operation} {target}\n", exchange.method);
    if let Some(value) = exchange.header("authorization") {
        text += &format!("> authorization: {}\n", names.named(value));
    }
    headers(names, &mut text, '>', SENT, |name| exchange.header(name));
    body(names, &mut text, '>', &exchange.request, boundary(exchange));
    match (exchange.status, &exchange.broke) {
        (Some(status), None) => text += &format!("< {status}\n"),
        (Some(status), Some(broke)) => text += &format!("< {status}, {broke}\n"),
        (None, broke) => text += &format!("< {}\n", broke.as_deref().unwrap_or("no answer")),
    }
    headers(names, &mut text, '<', RECEIVED, |name| exchange.response_header(name));
    body(names, &mut text, '<', &exchange.response, None);
    text
}

fn headers<'a>(
    names: &mut Names,
    text: &mut String,
    side: char,
    shown: &[&str],
    header: impl Fn(&str) -> Option<&'a str>,
) {
    for name in shown {
        if let Some(value) = header(name) {
            // The boundary of parts is drawn anew in every call.
            let value = value.split("boundary=").next().unwrap_or_default().trim_end();
            *text += &format!("{side} {name}: {}\n", names.named(&visible(value)));
        }
    }
}

/// What separates the parts of a request, which is drawn anew in every call.
fn boundary(exchange: &Exchange) -> Option<&str> {
    let (_, boundary) = exchange.header("content-type")?.split_once("boundary=")?;
    Some(boundary.trim_matches('"'))
}

fn body(names: &mut Names, text: &mut String, side: char, body: &Body, boundary: Option<&str>) {
    let whole = match boundary {
        Some(boundary) => body.text().replace(boundary, "boundary"),
        None => body.text().to_owned(),
    };
    let lines: Vec<String> = match serde_json::from_str::<Value>(&whole) {
        Ok(json @ (Value::Object(_) | Value::Array(_))) => vec![steady(json).to_string()],
        _ => whole.split_inclusive('\n').map(visible).collect(),
    };
    for line in lines.iter().take(LINES_MAX) {
        *text += &format!("{side} {}\n", short(&names.named(line), CHARACTERS_MAX));
    }
    if lines.len() > LINES_MAX {
        *text += &format!("{side} … {} lines\n", lines.len());
    }
}

/// JSON without values that mean nothing.
fn steady(json: Value) -> Value {
    match json {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| {
                let volatile = VOLATILE.contains(&name.as_str()) || name.ends_with("Time");
                let value = if volatile { Value::from("…") } else { steady(value) };
                (name, value)
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(steady).collect(),
        other => other,
    }
}

/// The case whose transcript is kept: the first one that the client can be asked and whose calls come
/// one by one.
fn kept(requirement: &Requirement, subject: &InProcess) -> Option<Scenario> {
    let steady = |scenario: &Scenario| {
        scenario.order == Order::OneByOne
            && !scenario.slow
            && !scenario.heavy
            && crate::runner::can_be_asked(requirement, scenario, subject)
    };
    match requirement.cases {
        Cases::Fixed(cases) | Cases::Both(cases, _) => cases().into_iter().find(steady),
        Cases::Generated(_) => None,
    }
}

fn record(
    fake: &Arc<Fake>,
    requirement: &Requirement,
    subject: &InProcess,
) -> Result<Option<String>, String> {
    let Some(scenario) = kept(requirement, subject) else { return Ok(None) };
    let dir = tempfile::tempdir().map_err(|error| format!("no scratch folder: {error}"))?;
    let stage = Stage { fake, subject, dir: dir.path() };
    let name = scenario.name.clone();
    match stage.play(requirement, &scenario.into(), requirement.id) {
        Played::Whole(evidence) => {
            Ok(Some(format!("{}: {name}\n\n{}", requirement.id, of(&evidence))))
        }
        Played::Broken { what, .. } => Err(format!("{}: {name}: {what}", requirement.id)),
    }
}

/// The transcripts of all requirements whose ids match; `*` stands for any characters.
///
/// In the order of the catalogue. A requirement has one if any of its fixed cases can be asked and makes
/// its calls one by one: that of the first such case.
///
/// # Panics
/// The fake cannot be started, the kit or the client's adapter is at fault, or the pattern matches
/// nothing: it is meant for tests.
pub fn all<C: Client + 'static>(
    pattern: &str,
    client: impl Fn() -> C + Sync,
) -> Vec<(&'static str, String)> {
    let known: Vec<_> = crate::requirements::all().collect();
    let chosen = crate::suite::select(&known, &[pattern.to_owned()], &[]);
    let chosen = chosen.unwrap_or_else(|what| panic!("{what}"));
    let fake = Fake::start().unwrap_or_else(|what| panic!("{what}"));
    let next = AtomicUsize::new(0);
    let told = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..TOGETHER {
            scope.spawn(|| {
                while let Some(requirement) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let at = known.iter().position(|known| known.id == requirement.id);
                    let text = record(&fake, requirement, &InProcess::new(client()));
                    told.lock().insert(at, (requirement.id, text));
                }
            });
        }
    });
    let told = told.into_inner().into_values();
    told.filter_map(|(id, text)| Some((id, text.unwrap_or_else(|what| panic!("{what}"))?)))
        .collect()
}

/// Holds what a client says on the wire against snapshots of the caller's own insta, one for each
/// requirement that matches.
///
/// ```ignore
/// #[test]
/// fn my_engine_says_what_it_always_said() {
///     bulk_conformance::assert_transcripts!("SF-INGEST-*", MyEngine::new);
/// }
/// ```
#[macro_export]
macro_rules! assert_transcripts {
    ($pattern:expr, $client:expr) => {
        for (requirement, transcript) in $crate::transcript::all($pattern, $client) {
            ::insta::assert_snapshot!(requirement, transcript);
        }
    };
}
