//! SF-QUERY-008: values survive however the answer is cut into pieces.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::evidence::Evidence;
use crate::generate::Draw;
use crate::judge::{Judgement, Objection};
use crate::protocol::{Cell, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, call, over, whole};

/// Pieces of values, each with something that must not be taken apart.
const PIECES: [&str; 8] = ["a\nb", "é", "€uro", "😀", "\"quoted\"", "x\n\ny", "日本", ","];

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-008",
    text: "Quoted line breaks, quotes and characters of several bytes survive wherever chunks and \
           pages end.",
    source: "salesforce-bulk2.md 4.4, 8; RFC 4180 2; RFC 9112 7.1",
    ops: &[Op::SfQuery],
    provoke: "answers that come in pieces of one to seven bytes, or stop for a moment inside a quoted \
              value or a character; pages of one to three rows",
    observe: "the client's rows",
    seen: "forcedotcom/cli#3103, jsforce#697",
    cases: Cases::Both(cases, draw),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let stop = |place: serde_json::Value| json!({ "stall": { "at": place, "lasts": "20ms" } });
    vec![
        case("byte by byte", &PIECES, 2, json!({ "dribble": { "bytes": 1, "pause": "0ms" } })),
        case("stop inside quotes", &PIECES, 3, stop(json!({ "in_quotes": 4 }))),
        case("stop inside a character", &PIECES, 8, stop(json!({ "in_char": 1 }))),
    ]
}

fn draw(draw: &mut Draw) -> Scenario {
    let piece = || select(PIECES.as_slice());
    let cell = prop::collection::vec(prop_oneof![piece(), Just("plain"), Just(" ")], 1..4);
    let cells = draw.pick(prop::collection::vec(cell.prop_map(|pieces| pieces.concat()), 1..7));
    let (page, bytes) = draw.pick((1_u64..4, 1_u32..8));
    let cells: Vec<_> = cells.iter().map(String::as_str).collect();
    case("drawn", &cells, page, json!({ "dribble": { "bytes": bytes, "pause": "0ms" } }))
        .covering(["chunk.small", "page.small", "cell.newline", "cell.multibyte"])
}

fn case(name: &str, cells: &[&str], page: u64, inject: serde_json::Value) -> Scenario {
    let mut table = Table::new(["Key__c", "A__c"]);
    for (row, cell) in cells.iter().enumerate() {
        table.rows.push(vec![Cell::text(format!("k{row:04}")), Cell::text(*cell)]);
    }
    over(name, call(), table, page).rule(Rule::on("in pieces", RESULTS, inject))
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("in pieces")?;
    let notes = evidence.journal().of(RESULTS).flat_map(|page| &page.notes).next();
    if let Some(note) = notes {
        // An answer without such a place goes out whole, and the fake says so.
        return Err(Objection::NotExercised(note.clone()));
    }
    whole(evidence)
}
