//! Whether an adapter is an adapter: said before anything is said of its client.
//!
//! `bulk-conformance adapter check`. Starts the program, plays one dull case of each operation that it
//! declares in a fake where nothing goes wrong, and asks it what only a broken one takes amiss. It
//! judges no requirement.

mod dull;
mod report;
mod talk;

pub use report::{CheckReport, Line, Verdict};

use crate::adapter::{CommandLine, Options, Process, Subject};
use crate::fake::Fake;
use crate::protocol::{Feature, Op, Ready, Support};

/// What the check waits for at most: `hello`, a dull case, `bye`; in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For `ready`.
    pub hello_ms: u64,
    /// For a case in which nothing goes wrong.
    pub case_ms: u64,
    /// For the program's end after `bye`.
    pub bye_ms: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self { hello_ms: 30_000, case_ms: 20_000, bye_ms: 5_000 }
    }
}

/// Checks the adapter that this command starts.
///
/// # Errors
/// The kit's own trouble, in words: the fake cannot be started, or there is no scratch folder.
pub fn run_check(command: &CommandLine, patience: Patience) -> Result<CheckReport, String> {
    let mut report = CheckReport::new(command.to_string());
    let scratch = tempfile::tempdir().map_err(|error| format!("no scratch folder: {error}"))?;
    let options = Options {
        hello_ms: patience.hello_ms,
        bye_ms: patience.bye_ms,
        run: "adapter check".to_owned(),
        dir: scratch.path().to_owned(),
        ..Options::default()
    };
    let process = match Process::start(command.clone(), options.clone()) {
        Ok(process) => process,
        Err(error) => {
            report.wrong("hello", error.to_string());
            return Ok(report);
        }
    };
    report.ok("hello", introduction(process.ready()));
    ready(process.ready(), &mut report);
    let fake = Fake::start()?;
    dull::play(&fake, &process, scratch.path(), patience, &mut report);
    faults(&process, &mut report);
    drop(process);
    talk::talk(command, &options, patience, &mut report);
    Ok(report)
}

fn introduction(ready: &Ready) -> String {
    let client = &ready.client;
    let ops: Vec<_> = ready.ops.iter().map(|op| op.name()).collect();
    format!("{} {}, {}", client.name, client.version, ops.join(" "))
}

/// What types cannot say of `ready`.
fn ready(ready: &Ready, report: &mut CheckReport) {
    let before = report.lines().len();
    let mut wrong = |what: String| report.wrong("ready", what);
    if ready.client.name.is_empty() {
        wrong("`client.name` is empty".to_owned());
    }
    if ready.ops.is_empty() {
        wrong("`ops` is empty: there is nothing that it could be asked".to_owned());
    }
    for (at, op) in ready.ops.iter().enumerate() {
        if ready.ops[..at].contains(op) {
            wrong(format!("`ops` names {} twice", op.name()));
        }
    }
    if ready.parallel == 0 {
        wrong("`parallel` is 0; an adapter that takes one case at a time says 1".to_owned());
    }
    for (feature, support) in &ready.features {
        if let Some(what) = feature_flaw(*feature, support) {
            wrong(format!("feature {}: {what}", feature.name()));
        }
    }
    if ready.support(Feature::RetryFailed).is_yes() != ready.ops.contains(&Op::SfRetryFailed) {
        wrong("feature retry_failed and op sf.retry_failed: one without the other".to_owned());
    }
    if report.lines().len() > before {
        return;
    }
    report.ok("ready", format!("features said: {}", ready.features.len()));
    if ready.client.version.is_empty() {
        report.hint("ready", "`client.version` is empty: reports of two versions look alike");
    }
    let silent = Feature::ALL.iter().filter(|feature| !ready.features.contains_key(feature));
    let silent: Vec<_> = silent.map(|feature| feature.name()).collect();
    if !silent.is_empty() {
        report.hint("ready", format!("nothing is said of {}: taken for no", silent.join(", ")));
    }
}

fn feature_flaw(feature: Feature, support: &Support) -> Option<String> {
    let known: &[&str] = match feature {
        Feature::Delimiters => &["COMMA", "TAB", "SEMICOLON", "PIPE", "CARET", "BACKQUOTE"],
        Feature::LineEndings => &["LF", "CRLF"],
        _ => &[],
    };
    match support {
        Support::Some(_) if known.is_empty() => Some("takes no list of values".to_owned()),
        Support::Some(values) => values
            .iter()
            .find(|value| !known.contains(&value.as_str()))
            .map(|value| format!("{value:?} is none of {}", known.join(", "))),
        Support::No { no: false, .. } => Some("`no` is always true".to_owned()),
        Support::No { why, .. } if why.is_empty() => Some("`why` is empty".to_owned()),
        Support::Plain(_) | Support::No { .. } => None,
    }
}

/// What went wrong outside of any case.
fn faults(process: &Process, report: &mut CheckReport) {
    for fault in process.faults() {
        report.wrong("between cases", fault);
    }
}
