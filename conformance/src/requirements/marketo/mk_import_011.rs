//! MK-IMPORT-011: cells are quoted as RFC 4180 says, and nothing is escaped by backslashes.

use proptest::collection::vec;
use proptest::sample::select;

use crate::evidence::Evidence;
use crate::generate::Draw;
use crate::judge::Judgement;
use crate::protocol::{Cell, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{case, must_hold};

/// What cells are made of, and the class that each piece covers.
const PIECES: [(&str, &str); 12] = [
    ("a", "plain"),
    (",", "comma"),
    ("\"", "quote"),
    ("\n", "line feed"),
    ("\r\n", "carriage return and line feed"),
    ("\\", "backslash"),
    ("\\,", "backslash and comma"),
    ("\\\"", "backslash and quote"),
    ("\\n", "backslash and letter"),
    (";", "semicolon"),
    ("\t", "tab"),
    ("ä模🧪", "several bytes"),
];

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-011",
    text: "Cells with commas, quotes, backslashes and line feeds are quoted as RFC 4180 says, and arrive as they were.",
    source: "marketo-bulk.md 4.3.4; RFC 4180 2",
    grade: Grade::ReliedUpon,
    ops: &[Op::MkImport],
    provoke: "rows whose cells hold such characters",
    observe: "the org's leads",
    seen: "RudderStack escapes by backslashes, Segment quotes nothing",
    cases: Cases::Both(cases, drawn),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let cells = ["one, two", "say \"hi\"", "back\\slash", "a\\,b", "line\nfeed", "C:\\new\\"];
    let mut table = Table::new(["email", "firstName", "myCustomText"]);
    for (at, cell) in cells.iter().enumerate() {
        table.rows.push(vec![address(at), Cell::text(*cell), Cell::text(format!("{cell}{cell}"))]);
    }
    vec![case("one of each", Call::import(table))]
}

fn drawn(draw: &mut Draw) -> Scenario {
    let cell = || vec(select(PIECES.to_vec()), 0..6);
    let rows = draw.pick(vec([cell(), cell(), cell()], 1..6));
    let mut table = Table::new(["email", "firstName", "lastName", "myCustomText"]);
    let mut covers = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let text = |pieces: &Vec<(&str, &str)>| {
            Cell::text(pieces.iter().map(|(piece, _)| *piece).collect::<String>())
        };
        table.rows.push([address(at)].into_iter().chain(row.iter().map(text)).collect());
        covers.extend(row.iter().flatten().map(|(_, class)| *class));
    }
    case(format!("{} rows", rows.len()), Call::import(table)).covering(covers)
}

fn address(at: usize) -> Cell {
    Cell::text(format!("k{at:04}@example.com"))
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.import.create")?;
    evidence.call().must_succeed()?;
    let table = evidence.scenario.calls[0].given.as_ref().map(|given| given.table());
    table.map_or(Ok(()), |table| must_hold(evidence, table))
}
