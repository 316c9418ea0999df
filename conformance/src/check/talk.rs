//! What an adapter is asked that no case would ask: what it does not know, and to leave.

use std::path::Path;

use serde_json::{Value, json};

use super::{CheckReport, Patience};
use crate::adapter::{CommandLine, Ended, Options, Probe};
use crate::protocol::Outcome;

/// An operation that no version will have.
const NO_OP: &str = "check.no_such_op";

/// Talks to programs of their own, so that what one takes amiss does not hide the rest.
pub(super) fn talk(
    command: &CommandLine,
    options: &Options,
    patience: Patience,
    report: &mut CheckReport,
) {
    let Some(probe) = start(command, options, report) else { return };
    let asked = |probe: &Probe, id: &str| {
        probe.ask(id, no_op(&options.dir, patience.case_ms), patience.case_ms).ended
    };
    match asked(&probe, "bad-op") {
        Ended::Done(Outcome::Unsupported { .. }) => report.ok("unknown op", "`unsupported`"),
        other => report.wrong("unknown op", wants_unsupported(&other)),
    }
    probe.tell(&json!({ "t": "check_no_such_message", "more": { "a": [1] } }));
    probe.tell(&json!({ "t": "cancel", "id": "no-such-case" }));
    match asked(&probe, "after-unknown") {
        Ended::Done(_) => {
            report
                .ok("unknown message", "ignored, and so is a `cancel` of a case that is not there");
        }
        other => report.wrong(
            "unknown message",
            format!("a message or case that it does not know is to be ignored; {}", words(&other)),
        ),
    }
    let late = format!("it does not leave within {} ms", options.bye_ms);
    match probe.leaves_at_bye() {
        true => report.ok("bye", "leaves"),
        false => report.wrong("bye", late.clone()),
    }
    let Some(probe) = start(command, options, report) else { return };
    match probe.leaves_at_end() {
        true => report.ok("end of input", "leaves"),
        false => report.wrong("end of input", format!("{late} once its standard in is closed")),
    }
}

fn start(command: &CommandLine, options: &Options, report: &mut CheckReport) -> Option<Probe> {
    match Probe::start(command, options) {
        Ok(probe) => Some(probe),
        Err(error) => {
            report.wrong("hello again", error.to_string());
            None
        }
    }
}

/// A case whose operation is not known, with a member that is not known either.
fn no_op(dir: &Path, deadline_ms: u64) -> Value {
    json!({
        "t": "case", "requirements": [], "op": NO_OP, "args": {}, "dir": dir, "check_more": true,
        "target": {
            "base_url": "http://127.0.0.1:9", "token_url": "http://127.0.0.1:9/token",
            "auth": { "kind": "password", "username": "u", "password": "p" },
        },
        "poll_ms": 5, "deadline_ms": deadline_ms, "limits": {},
    })
}

fn wants_unsupported(ended: &Ended) -> String {
    format!("a case with an op that it does not know ends as `unsupported`; {}", words(ended))
}

/// How a case ended, as the second half of a sentence.
pub(super) fn words(ended: &Ended) -> String {
    match ended {
        Ended::Done(outcome) => {
            let outcome = serde_json::to_string(outcome).unwrap_or_default();
            format!("its outcome was {outcome}")
        }
        Ended::Hung => "it did not answer in time".to_owned(),
        Ended::Crashed { exit: Some(code), stderr_tail, .. } => {
            format!("the program ended with exit code {code}\n{stderr_tail}")
        }
        Ended::Crashed { signal, stderr_tail, .. } => {
            format!("the program was ended by signal {}\n{stderr_tail}", signal.unwrap_or_default())
        }
        Ended::Protocol { what } => format!("it broke the protocol: {what}"),
    }
}
