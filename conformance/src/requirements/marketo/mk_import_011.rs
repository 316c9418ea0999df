//! MK-IMPORT-011: cells are quoted as RFC 4180 says, and nothing is escaped by backslashes.

use crate::csv::Delimiter;
use crate::evidence::Evidence;
use crate::generate::{Cells, Draw, Drawn, Kind, Plan};
use crate::judge::Judgement;
use crate::protocol::{Cell, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{case, in_either_way, must_hold};

/// What cells are drawn from.
const KINDS: &[Kind] = &[
    Kind::Plain,
    Kind::Empty,
    Kind::Syntax,
    Kind::Backslash,
    Kind::Lf,
    Kind::CrLf,
    Kind::Unicode,
    Kind::Formula,
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
    in_either_way(vec![case("one of each", Call::import(table))])
}

fn drawn(draw: &mut Draw) -> Scenario {
    let Drawn { table, covers, .. } = Plan::leads(Cells::of(KINDS)).draw(draw, Delimiter::Comma);
    let name = format!("{} rows", table.rows.len());
    let records = case(name, Call::import(table)).covering(covers);
    match draw.pick(proptest::bool::ANY) {
        true => in_either_way(vec![records.clone()]).pop().unwrap_or(records),
        false => records,
    }
}

fn address(at: usize) -> Cell {
    Cell::text(format!("k{at:04}@example.com"))
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.import.create")?;
    evidence.call().must_succeed()?;
    must_hold(evidence)
}
