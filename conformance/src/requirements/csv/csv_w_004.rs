//! CSV-W-004: records end alike, and as declared.

use crate::csv::{Misfit, Wrong, misfits};
use crate::evidence::Evidence;
use crate::generate::{Cells, Draw, Kind, Plan};
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::drawn;
use super::sent::{given, is_refused, uploads};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-004",
    text: "All records of a file end alike, and as `lineEnding` says.",
    source: "salesforce-bulk2.md 3.2 and 3.9",
    ops: &[Op::SfIngest],
    provoke: "drawn tables of every shape, in all dialects",
    observe: "journal: the bytes at the end of each record, and what the job was told",
    cases: Cases::Generated(case),
    judge,
    ..Requirement::TEMPLATE
};

fn case(draw: &mut Draw) -> Scenario {
    let kinds = [Kind::Plain, Kind::Empty, Kind::Blank, Kind::Lf, Kind::CrLf];
    let cells = Cells::of(&kinds).of_one_line_end(draw);
    drawn(draw, &Plan::sheet(cells).of_any_shape())
}

fn judge(evidence: &Evidence) -> Judgement {
    let table = given(evidence)?;
    if table.rows.is_empty() || is_refused(evidence) {
        // What a client makes of no rows is the concern of SF-INGEST-020.
        return evidence.call().must_end();
    }
    let names: Vec<&str> = table.header.iter().map(String::as_str).collect();
    for upload in uploads(evidence)? {
        let bytes = upload.text.as_bytes();
        let file = upload.file();
        if let Some(flaw) = file.flaws_of(|wrong| *wrong == Wrong::MixedEndings).next() {
            return Err(Finding::new(format!("the file has {flaw}")).at([upload.seq()]).into());
        }
        for misfit in misfits(bytes, &upload.declared, &names) {
            if let Misfit::LineEnd { record, end } = misfit {
                let what = format!("record {record} does not end as `lineEnding` says");
                let seen = end.name().unwrap_or("the file's end");
                let finding = Finding::new(what).at([upload.seq()]);
                return Err(finding.differs(upload.declared.line_ending.as_str(), seen).into());
            }
        }
    }
    evidence.call().must_succeed().map(drop)
}
