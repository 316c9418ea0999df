//! A Rust client served as a program: what it hears and what it says.

use std::io::{BufReader, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bulk_conformance::adapter::{Client, Cx, serve_on};
use bulk_conformance::protocol::{
    Case, Class, ClientInfo, Failure, NoteKind, Op, Outcome, Ready, Success,
};
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::support::case;

/// A client that does what the case's id says.
struct Obedient {
    parallel: u32,
}

impl Client for Obedient {
    fn ready(&self) -> Ready {
        let client = ClientInfo { name: "obedient".to_owned(), ..ClientInfo::default() };
        let ops = vec![Op::SfQuery];
        Ready { protocol: 1, client, ops, features: Default::default(), parallel: self.parallel }
    }

    fn run(&self, case: &Case, cx: &Cx) -> Outcome {
        match case.id.as_str() {
            "wait" => {
                cx.note(NoteKind::Progress, json!("waiting"));
                let cancelled = cx.wait(Duration::from_secs(60));
                let class = if cancelled { Class::Cancelled } else { Class::Timeout };
                Outcome::Error(Failure::new(class, "stopped"))
            }
            "panic" => panic!("as asked"),
            "long" => Outcome::Error(Failure::new(Class::Other, "x".repeat(2 << 20))),
            _ => Outcome::Ok(Success::default()),
        }
    }
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Says these messages to a served client; what it answers, sorted by id where several run at once.
fn conversation(parallel: u32, messages: &[Value]) -> (Vec<String>, bool) {
    let input: String = messages.iter().map(|message| format!("{message}\n")).collect();
    let (lines, panicked) = (Lines::default(), AtomicBool::new(false));
    let client = Obedient { parallel };
    serve_on(&client, BufReader::new(input.as_bytes()), lines.clone(), || {
        panicked.store(true, Ordering::Relaxed);
    })
    .expect("streams that work");
    let said = String::from_utf8(lines.0.lock().clone()).expect("text");
    let mut said: Vec<String> = said.lines().map(str::to_owned).collect();
    if parallel > 1 {
        said.sort();
    }
    (said, panicked.into_inner())
}

fn given(id: &str) -> Value {
    let mut message = serde_json::to_value(case(id, json!({}))).expect("JSON");
    message["t"] = "case".into();
    message
}

#[test]
fn a_client_is_greeted_asked_and_let_go() {
    let hello = json!({ "t": "hello", "protocol": [1, 2], "kit": "k", "run": "r", "dir": "/tmp" });
    let (said, _) = conversation(1, &[hello, given("a"), json!({ "t": "bye" }), given("late")]);
    insta::assert_snapshot!(said.join("\n"), @r#"
{"t":"ready","protocol":1,"client":{"name":"obedient","version":"","language":"","runtime":"","homepage":"","issues":""},"ops":["sf.query"],"features":{},"parallel":1}
{"t":"done","id":"a","outcome":{"kind":"ok","jobs":[],"rows":{},"partial":false}}
"#);
}

#[test]
fn what_it_does_not_know_is_unsupported_or_ignored() {
    let mut unknown = given("b");
    unknown["op"] = "sf.fly".into();
    let mut wrong = given("c");
    wrong["poll_ms"] = "soon".into();
    let messages = [
        json!({ "t": "weather" }),
        json!({ "t": "weather", "id": "a" }),
        unknown,
        wrong,
        json!({ "t": "cancel", "id": "nobody" }),
    ];
    insta::assert_snapshot!(conversation(1, &messages).0.join("\n"), @r#"
{"t":"done","id":"a","outcome":{"kind":"unsupported","what":"message weather"}}
{"t":"done","id":"b","outcome":{"kind":"unsupported","what":"sf.fly"}}
{"t":"done","id":"c","outcome":{"kind":"broken","message":"the case is none: invalid type: string \"soon\", expected u64"}}
"#);
}

#[test]
fn a_case_under_way_is_cancelled_and_the_end_of_input_lets_others_finish() {
    let messages = [given("wait"), given("a"), given("b"), json!({ "t": "cancel", "id": "wait" })];
    insta::assert_snapshot!(conversation(3, &messages).0.join("\n"), @r#"
{"t":"done","id":"a","outcome":{"kind":"ok","jobs":[],"rows":{},"partial":false}}
{"t":"done","id":"b","outcome":{"kind":"ok","jobs":[],"rows":{},"partial":false}}
{"t":"done","id":"wait","outcome":{"kind":"error","class":"cancelled","message":"stopped","rows":{}}}
{"t":"note","id":"wait","kind":"progress","data":"waiting"}
"#);
}

#[test]
fn an_outcome_that_fits_no_line_is_the_adapters_fault() {
    insta::assert_snapshot!(conversation(1, &[given("long")]).0.join("\n"), @r#"{"t":"done","id":"long","outcome":{"kind":"broken","message":"the outcome is longer than a line may be"}}"#);
}

#[test]
fn a_panic_is_told_to_the_program() {
    let (said, panicked) = conversation(1, &[given("panic")]);
    assert!(panicked && said.is_empty(), "{said:?}");
}
