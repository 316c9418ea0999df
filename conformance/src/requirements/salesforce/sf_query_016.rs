//! SF-QUERY-016: compressed answers and plain ones are both read.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, asked, call, over, pages, whole};
use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-016",
    text: "A client that accepts gzip reads compressed answers, and plain ones too.",
    source: "salesforce-bulk2.md 1.4, 4.4; RFC 9110 8.4",
    ops: &[Op::SfQuery],
    provoke: "pages compressed for whoever asks, and every second one plain all the same",
    observe: "the client's rows",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    // An answer that stops at a place in its rows is never compressed.
    let stop = json!({ "stall": { "at": { "row": 1 }, "lasts": "1ms" } });
    let plain = Rule::on("plain", RESULTS, stop).when("every", json!(2));
    vec![pages("as asked for"), over("every second page plain", call(), sheet(9), 2).rule(plain)]
}

fn judge(evidence: &Evidence) -> Judgement {
    let pages = asked(evidence)?;
    let accepts = |header: &str| header.contains("gzip");
    let zipped = pages.iter().any(|page| page.response_header("content-encoding") == Some("gzip"));
    let asks = pages.iter().any(|page| page.header("accept-encoding").is_some_and(accepts));
    if asks && !zipped {
        return Err(Objection::NotExercised("no answer was compressed".to_owned()));
    }
    // One that does not ask for gzip must read plain answers; that is seen here as well.
    whole(evidence)
}
