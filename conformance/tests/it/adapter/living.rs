//! What is known of a case in a program that behaves, and programs that cannot be started.

use std::sync::Arc;

use bulk_conformance::adapter::{CommandLine, Cx, Options, Process, Subject};
use bulk_conformance::protocol::{Case, NoteKind};
use parking_lot::Mutex;
use serde_json::json;

use super::support::{beside, broken, case, is_ok, options, run, started, told};

/// Why a program cannot be driven.
fn refusal(command: CommandLine) -> String {
    refusal_within(command, options().hello_ms)
}

/// The same, with so much patience.
fn refusal_within(command: CommandLine, hello_ms: u64) -> String {
    let options = Options { hello_ms, ..options() };
    match Process::start(command, options) {
        Ok(_) => "it was started".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn python(program: &str) -> CommandLine {
    CommandLine::new("python3").arg("-c").arg(program)
}

/// A program that greets with a line, and then listens until nobody talks to it any more.
fn says(line: &serde_json::Value) -> String {
    format!("import sys; input(); print('{line}', flush=True); sys.stdin.read()")
}

#[test]
fn standard_error_and_noise_are_those_of_the_case() {
    let process = started(broken("silent"));
    for n in 1..=20 {
        let args = json!({ "stderr": format!("words {n}"), "noise": format!("noise {n}") });
        let report = process.run(&case("good", args), &Cx::default());
        assert_eq!(report.stderr, format!("words {n}\n"));
        assert_eq!(report.noise, [format!("noise {n}")]);
    }
}

#[test]
fn a_case_is_cancelled_once_its_job_is_told() {
    let process = started(broken("cancelled"));
    let cancel = Arc::new(Mutex::new(None::<Cx>));
    let known = Arc::clone(&cancel);
    let cx = Cx::new(move |kind, _| {
        assert_eq!(kind, NoteKind::Job);
        known.lock().as_ref().expect("the case is under way").cancel();
    });
    *cancel.lock() = Some(cx.clone());
    let report = process.run(&case("bad", json!({})), &cx);
    assert_eq!(told(&report), "error");
    assert_eq!(report.notes.len(), 1);
    assert!(is_ok(&run(&process, "good")), "a second cancel does not reach the next case");
}

#[test]
fn cases_of_one_session_share_a_program() {
    let options = Options { workers: 3, ..options() };
    let process = Process::start(broken("pid"), options).expect("a program");
    let pid = |session: &str| {
        let case = Case { session: Some(session.to_owned()), ..case("bad", json!({})) };
        process.run(&case, &Cx::default()).notes[0].data.clone()
    };
    for session in ["a", "b", "c", "d"] {
        assert_eq!(pid(session), pid(session), "{session}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_memory_of_a_program_is_known() {
    let report = run(&started(broken("silent")), "good");
    let bytes = report.peak_rss_bytes.expect("Linux tells");
    assert!(bytes > 1 << 20, "an interpreter is larger than {bytes} bytes");
}

#[test]
fn a_case_may_have_a_program_of_its_own() {
    let process = started(broken("exit-later"));
    assert!(is_ok(&process.run_fresh(&case("bad", json!({})), &Cx::default())), "answered");
    assert!(is_ok(&run(&process, "good")), "the living one is still there");
    assert_eq!(process.faults(), Vec::<String>::new());
}

#[test]
fn a_command_that_does_not_exist_is_named() {
    insta::assert_snapshot!(refusal(CommandLine::new("no-such-adapter").arg("--fast")), @r#"`no-such-adapter --fast`: no such program. Is it installed, and in PATH? A path is read from the folder in which the program is started."#);
}

#[test]
fn a_file_that_may_not_be_executed_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("adapter"), "#!/bin/sh\n").expect("a file");
    let refusal = refusal(CommandLine::new("./adapter").dir(folder.path()));
    let shown = refusal.replace(&folder.path().display().to_string(), "FOLDER");
    insta::assert_snapshot!(shown, @r#"`./adapter`: the program may not be executed. Make it so with `chmod +x`, or name what runs it, such as `python3 adapter.py`."#);
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    insta::assert_snapshot!(refusal(CommandLine::new("python3").dir("/no/such/folder")), @r#"`python3`: there is no folder /no/such/folder to start it in."#);
}

#[test]
fn another_version_of_the_protocol_is_named() {
    let ready = json!({ "t": "ready", "protocol": 2, "client": {}, "ops": [] });
    let program = says(&ready);
    insta::assert_snapshot!(refusal(python(&program)), @r#"`python3 -c "import sys; input(); print('{\"t\":\"ready\",\"protocol\":2,\"client\":{},\"ops\":[]}', flush=True); sys.stdin.read()"` speaks version 2 of the adapter protocol; this kit speaks [1]. Take a kit and an adapter that have one in common."#);
}

#[test]
fn an_operation_that_nobody_knows_is_named() {
    let ready = json!({ "t": "ready", "protocol": 1, "client": {}, "ops": ["sf.fly"] });
    let program = says(&ready);
    insta::assert_snapshot!(refusal(python(&program)), @r#"`python3 -c "import sys; input(); print('{\"t\":\"ready\",\"protocol\":1,\"client\":{},\"ops\":[\"sf.fly\"]}', flush=True); sys.stdin.read()"` did not answer `hello` with a valid `ready`: `ready` is not valid (unknown variant `sf.fly`, expected one of `sf.ingest`, `sf.query`, `sf.abort`, `sf.delete`, `sf.retry_failed`, `mk.import`, `mk.export`, `mk.cancel`): {"t":"ready","protocol":1,"client":{},"ops":["sf.fly"]}. `bulk-conformance schema` prints what is valid."#);
}

#[test]
fn a_program_that_never_says_ready_is_not_waited_for() {
    insta::assert_snapshot!(refusal_within(python("import time; time.sleep(1000)"), 300), @r#"`python3 -c "import time; time.sleep(1000)"` did not answer `hello` with `ready` within 300 ms. Does it flush standard out after each line, and does it read line by line?"#);
}

#[test]
fn a_program_that_dies_at_once_is_told_with_its_last_words() {
    insta::assert_snapshot!(refusal(python("import sys; sys.exit('no library installed')")), @r#"
`python3 -c "import sys; sys.exit('no library installed')"` ended with exit code 1 before it said `ready`. Run it by hand and type {"t":"hello","protocol":[1]} to see why.
The last that it wrote on standard error:
no library installed
"#);
}

#[test]
fn an_answer_before_ready_is_refused() {
    let done = json!({ "t": "done", "id": "x", "outcome": { "kind": "ok" } });
    let program = says(&done);
    insta::assert_snapshot!(refusal(python(&program)), @r#"`python3 -c "import sys; input(); print('{\"t\":\"done\",\"id\":\"x\",\"outcome\":{\"kind\":\"ok\"}}', flush=True); sys.stdin.read()"` did not answer `hello` with a valid `ready`: `done` came before `ready`. `bulk-conformance schema` prints what is valid."#);
}

#[test]
fn a_slow_ready_is_waited_for() {
    // It says `ready` once a file is there: the test decides how slow it is, not the machine.
    let folder = tempfile::tempdir().expect("a folder");
    let gate = folder.path().join("gate");
    let program = beside("slow.py").display().to_string();
    let command = CommandLine::new("python3").arg(program).arg(gate.display().to_string());
    let starting = std::thread::spawn(move || Process::start(command, options()).map(|_| ()));
    std::fs::write(&gate, "").expect("a file");
    starting.join().expect("no panic").expect("a slow program is a program");
}
