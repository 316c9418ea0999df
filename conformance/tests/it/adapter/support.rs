//! Cases to give, programs to give them to.

use std::path::{Path, PathBuf};

use bulk_conformance::adapter::{CommandLine, Cx, Ended, Options, Process, Report, Subject};
use bulk_conformance::protocol::{Auth, AuthKind, Case, Limits, Op, Outcome, Target};
use serde_json::{Value, json};

/// A program that behaves has long enough on a busy machine.
pub(crate) const DEADLINE_MS: u64 = 20_000;

/// One that never answers is waited for no longer than this.
pub(crate) const SHORT_MS: u64 = 300;

/// A file beside these tests.
pub(crate) fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/adapter").join(name)
}

/// The adapter that is broken in this way.
pub(crate) fn broken(way: &str) -> CommandLine {
    CommandLine::new("python3").arg(beside("broken.py").display().to_string()).arg(way)
}

/// Patience for tests: broken programs are not waited for in vain.
pub(crate) fn options() -> Options {
    Options { grace_ms: 100, bye_ms: 100, hello_ms: DEADLINE_MS, ..Options::default() }
}

/// A program that has started.
pub(crate) fn started(command: CommandLine) -> Process {
    Process::start(command, options()).expect("an adapter that says `ready`")
}

/// A case that no fake has a part in.
pub(crate) fn case(id: &str, args: Value) -> Case {
    let auth = Auth {
        kind: AuthKind::Password,
        username: None,
        password: None,
        client_id: None,
        client_secret: None,
        refresh_token: None,
    };
    Case {
        id: id.to_owned(),
        requirements: Vec::new(),
        op: Op::SfQuery,
        target: Target {
            base_url: "http://127.0.0.1:9".to_owned(),
            token_url: "http://127.0.0.1:9/services/oauth2/token".to_owned(),
            auth,
            token: None,
            api_version: None,
            ca_file: None,
            proxy: None,
        },
        args: serde_json::from_value(args).expect("an object"),
        input: None,
        dir: std::env::temp_dir(),
        poll_ms: 10,
        deadline_ms: DEADLINE_MS,
        limits: Limits::default(),
        session: None,
    }
}

/// Runs a case whose program is up to nothing good.
pub(crate) fn run(subject: &dyn Subject, id: &str) -> Report {
    subject.run(&case(id, json!({})), &Cx::default())
}

/// Runs a case with a short deadline.
pub(crate) fn run_briefly(subject: &dyn Subject, id: &str) -> Report {
    let case = Case { deadline_ms: SHORT_MS, ..case(id, json!({})) };
    subject.run(&case, &Cx::default())
}

/// Whether the client said that it did what it was asked.
pub(crate) fn is_ok(report: &Report) -> bool {
    matches!(report.ended, Ended::Done(Outcome::Ok(_)))
}

/// The end of a case in one line.
pub(crate) fn told(report: &Report) -> String {
    match &report.ended {
        Ended::Done(outcome) => {
            serde_json::to_value(outcome).expect("JSON")["kind"].as_str().unwrap_or("?").to_owned()
        }
        Ended::Hung => "hung".to_owned(),
        Ended::Crashed { exit, signal, stderr_tail } => {
            format!("crashed: exit {exit:?}, signal {signal:?}, stderr {stderr_tail:?}")
        }
        Ended::Protocol { what } => format!("protocol: {what}"),
    }
}

/// Holds a file that is made from the code against what it is to be; with `UPDATE_FILES` set it is
/// written instead.
pub(crate) fn fresh(path: &Path, now: &str) {
    if std::env::var_os("UPDATE_FILES").is_some() {
        std::fs::write(path, now).expect("a file that may be written");
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == now,
        "{} is stale: run this test once more with UPDATE_FILES=1",
        path.display()
    );
}
