//! X-HTTP-001: HTTP comes in pieces, late, and on connections that end.

use serde_json::{Value, json};

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::Judgement;
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::reading::{RESULTS, pages, timed};
use super::super::rows::sheet;
use super::super::waits::LOOK;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "X-HTTP-001",
    text: "Answers of one byte at a time, late heads, and connections that are closed between two \
           requests are survived.",
    source: "RFC 9112 7.1, 9.3.1, 9.5",
    ops: &[Op::SfIngest, Op::SfQuery, Op::MkImport],
    provoke: "answers byte by byte; heads that come 50 ms late; connections that are closed behind an \
              answer, at once or when they are used again",
    observe: "the client's answer",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let bytes = || json!({ "dribble": { "bytes": 1, "pause": "0ms" } });
    let late = || json!({ "stall": { "at": "before_head", "lasts": "50ms" } });
    let rule = |on: &str, inject: Value| Rule::on("transport", on, inject);
    let load = |name: &str| timed(Scenario::new(name, Call::insert(SHEET, sheet(3))));
    let people = Table::new(["email", "lastName"]).row(["a@example.com", "Blum"]);
    let import = |name: &str| {
        timed(Scenario::new(name, Call::import(people.clone())))
            .marketo("import_queue_wait", "1s")
            .marketo("import_row_time", "1ms")
    };
    vec![
        load("load, byte by byte").rule(rule("salesforce.ingest.*", bytes())),
        load("load, late heads").rule(rule("salesforce.ingest.*", late())),
        // What follows a look is another look or a download: both may be sent again.
        load("load, closed when used again").rule(rule(LOOK, json!({ "close_on_reuse": {} }))),
        load("load, closed behind the answer").rule(rule(LOOK, json!({ "half_close": {} }))),
        pages("query, byte by byte").rule(rule("salesforce.query.*", bytes())),
        pages("query, closed when used again").rule(rule(RESULTS, json!({ "close_on_reuse": {} }))),
        import("import, byte by byte").rule(rule("marketo.import.*", bytes())),
        import("import, closed when used again")
            .rule(rule("marketo.import.status", json!({ "close_on_reuse": {} }))),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("transport")?;
    evidence.call().must_succeed().map(drop)
}
