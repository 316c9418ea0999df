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
    let dir = &options.dir;
    let Some(mut probe) = start(command, options, report) else { return };
    let ended = ask(&probe, "bad-op", dir, patience);
    if let Ended::Done(Outcome::Unsupported { .. }) = &ended {
        report.ok("unknown op", "`unsupported`");
    } else {
        report.wrong("unknown op", wants_unsupported(&ended));
    }
    if !matches!(ended, Ended::Done(_)) {
        let Some(again) = start(command, options, report) else { return };
        probe = again;
    }
    probe.tell(&json!({ "t": "check_no_such_message", "more": { "a": [1] } }));
    probe.tell(&json!({ "t": "cancel", "id": "no-such-case" }));
    // A program that crashes at an unknown op is known already.
    match (ask(&probe, "after-unknown", dir, patience), &ended) {
        (Ended::Done(_), _) => {
            report.ok("unknown message", "ignored, as is a `cancel` of a case that is not there");
        }
        (_, before) if !matches!(before, Ended::Done(_)) => {}
        (other, _) => report.wrong(
            "unknown message",
            format!("a message or case that it does not know is to be ignored; {}", words(&other)),
        ),
    }
    drop(probe);
    leave(command, options, report);
}

/// Asks a program for what no client does.
fn ask(probe: &Probe, id: &str, dir: &Path, patience: Patience) -> Ended {
    probe.ask(id, no_op(dir, patience.case_ms), patience.case_ms).ended
}

/// Whether programs leave when they are asked to, and when nobody is left to ask.
fn leave(command: &CommandLine, options: &Options, report: &mut CheckReport) {
    let late = format!("it does not leave within {} ms", options.bye_ms);
    let Some(probe) = start(command, options, report) else { return };
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
