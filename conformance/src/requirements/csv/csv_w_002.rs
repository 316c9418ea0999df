//! CSV-W-002: cells that need quotes are quoted.

use crate::evidence::Evidence;
use crate::generate::{Cells, Draw, Kind, Plan};
use crate::judge::{Finding, Judgement};
use crate::protocol::{Cell, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{drawn, each_class};
use super::sent::{cell_finding, given, is_refused, uploads};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-002",
    text: "A cell with a delimiter, a quote, a CR or an LF in it is quoted, and its quotes are doubled.",
    source: "RFC 4180 2.6 and 2.7; salesforce-bulk2.md 3.12",
    ops: &[Op::SfIngest],
    provoke: "drawn tables with such cells, in all dialects",
    observe: "journal: the strict reader finds the cells that were given",
    seen: "Segment's action destinations (pull 930)",
    cases: Cases::Both(cases, case),
    judge,
    ..Requirement::TEMPLATE
};

const KINDS: &[Kind] =
    &[Kind::Plain, Kind::Syntax, Kind::Backslash, Kind::Lf, Kind::CrLf, Kind::Cr];

fn cases() -> Vec<Scenario> {
    each_class(&Cells::of(KINDS).without(&[Kind::CrLf]))
}

fn case(draw: &mut Draw) -> Scenario {
    let cells = Cells::of(KINDS).of_one_line_end(draw);
    drawn(draw, &Plan::sheet(cells))
}

fn judge(evidence: &Evidence) -> Judgement {
    if is_refused(evidence) {
        // CSV-W-003 allows to refuse line ends inside of values.
        return Ok(());
    }
    let table = given(evidence)?;
    for upload in uploads(evidence)? {
        let file = upload.file();
        if let Some(flaw) = file.broken() {
            return Err(Finding::new(format!("the file has {flaw}")).at([upload.seq()]).into());
        }
        let names = super::sent::header(&file);
        for row in file.rows() {
            let key = names.iter().position(|name| name.eq_ignore_ascii_case("Key__c"));
            let key = key.and_then(|at| row.cells.get(at)).map(|cell| cell.text().into_owned());
            let known = table.rows.iter().find(|known| known[0].as_text() == key.as_deref());
            let Some(known) = known else {
                let what = "the file has a row that was never given";
                let texts = row.texts().join(" | ");
                return Err(cell_finding(what.to_owned(), &upload, "one of the keys", &texts));
            };
            for (name, cell) in table.header.iter().zip(known) {
                let at = names.iter().position(|sent| sent.eq_ignore_ascii_case(name));
                let sent = at.and_then(|at| row.cells.get(at)).map(|cell| cell.text());
                let expected = cell.as_text().unwrap_or_default();
                let sent = sent.unwrap_or_default();
                // Which line end stands in a value is the concern of CSV-W-003.
                if line_feeds(expected) != line_feeds(&sent) {
                    let what =
                        format!("column `{name}` of {} is another value in CSV", key_of(known));
                    return Err(cell_finding(what, &upload, expected, &sent));
                }
            }
        }
    }
    evidence.call().must_succeed().map(drop)
}

fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn key_of(row: &[Cell]) -> &str {
    row[0].as_text().unwrap_or_default()
}
