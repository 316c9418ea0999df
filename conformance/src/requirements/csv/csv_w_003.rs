//! CSV-W-003: line ends inside of values.

use crate::evidence::Evidence;
use crate::generate::{Cells, Draw, Kind, Plan, quoted_newlines};
use crate::judge::{Judgement, Objection};
use crate::protocol::{Cell, Class, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{both, drawn};
use super::sent::{given, is_refused};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-003",
    text: "CR LF, LF and CR inside of a value arrive unchanged, or the client refuses the data.",
    source: "salesforce-bulk2.md 3.9, 3.12 and 10.2",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "drawn tables with line ends in values, in a world that takes them all and in one where \
              they must be the job's own",
    observe: "the rows that the org holds, and the client's answer",
    seen: "simple-salesforce changes them when it reads a file",
    cases: Cases::Both(cases, case),
    judge,
    ..Requirement::TEMPLATE
};

const KINDS: &[Kind] = &[Kind::Plain, Kind::Lf, Kind::CrLf, Kind::Cr];

/// Each line end alone, and all together.
fn cases() -> Vec<Scenario> {
    let ends = [("LF", "one\ntwo"), ("CRLF", "one\r\ntwo"), ("CR", "one\rtwo")];
    let table = |texts: &[&str]| {
        let rows =
            texts.iter().zip(1..).map(|(text, at)| [format!("k{at:04}"), (*text).to_owned()]);
        rows.fold(Table::new(["Key__c", "A__c"]), Table::row)
    };
    let mut cases: Vec<_> =
        ends.iter().flat_map(|(name, text)| both(name, &table(&[text, "plain"]))).collect();
    cases.extend(both("all", &table(&ends.map(|(_, text)| text))));
    cases
}

fn case(draw: &mut Draw) -> Scenario {
    let (world, class) = quoted_newlines(draw);
    let cells = Cells::of(KINDS).of_one_line_end(draw);
    drawn(draw, &Plan::sheet(cells)).salesforce("quoted_newlines", world).covering([class])
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    call.must_end()?;
    if call.success().is_some() {
        return evidence.ledger()?.must_hold_all();
    }
    if is_refused(evidence) {
        return Ok(());
    }
    if job_may_fail(evidence)? {
        // It was sent, the provider refused it, and the caller knows.
        call.must_fail_as(&[Class::JobFailed, Class::Data, Class::Rejected])?;
        return evidence.ledger()?.must_hold_no_other();
    }
    call.must_succeed().map(drop)
}

/// Whether the provider of this world fails the job of such a file, as it was asked for.
fn job_may_fail(evidence: &Evidence) -> Result<bool, Objection> {
    let world = &evidence.scenario.world.salesforce;
    if world.get("quoted_newlines").is_none_or(|answer| answer != "must_match") {
        return Ok(false);
    }
    let args = &evidence.call().case.args;
    let asked = args.get("lineEnding").and_then(serde_json::Value::as_str);
    let crlf = asked == Some("CRLF");
    let rows = &given(evidence)?.rows;
    let mut texts = rows.iter().flatten().filter_map(Cell::as_text);
    Ok(texts.any(|text| has_other_line_end(text, crlf)))
}

fn has_other_line_end(text: &str, crlf: bool) -> bool {
    if crlf { text.replace("\r\n", "").contains(['\r', '\n']) } else { text.contains('\r') }
}
