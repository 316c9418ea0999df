//! CSV-W-001: what is sent is UTF-8, without a byte order mark.

use crate::csv::Style;
use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{WHOLE, both, file, steady};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-001",
    text: "Files are sent as UTF-8 and without a byte order mark.",
    source: "salesforce-bulk2.md 3.12",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "letters beyond ASCII, and an input file that begins with a mark",
    observe: "journal: the first bytes of the upload, and whether all of it is UTF-8",
    seen: "simple-salesforce sends the mark of an input file",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

const MARKED: &str = "file with a mark";

fn cases() -> Vec<Scenario> {
    let table = Table::new(["Key__c", "A__c"])
        .row(["k0001", "Gr\u{FC}\u{DF}e aus \u{141}\u{F3}d\u{17A}"])
        .row(["k0002", "\u{4F60}\u{597D}"]);
    let marked = file(table.clone(), Style { mark: true, ..Style::PLAIN }, WHOLE);
    let mut cases = both("letters", &table).to_vec();
    cases.push(steady(Scenario::new(MARKED, marked)));
    cases
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    call.must_end()?;
    let uploads = evidence.journal().uploads();
    for upload in &uploads {
        let place = [upload.seq()];
        if upload.text.starts_with('\u{FEFF}') {
            let what =
                "the file begins with a byte order mark, which becomes part of the first name";
            return Err(Finding::new(what).at(place).into());
        }
        if upload.text.contains('\u{FFFD}') || upload.text.contains('\0') {
            return Err(Finding::new("the file is no UTF-8").at(place).into());
        }
    }
    if evidence.scenario.name == MARKED && uploads.is_empty() {
        // To refuse such a file is right as well, as long as the caller is told.
        return call.must_fail().map(drop);
    }
    call.must_succeed()?;
    if uploads.is_empty() {
        return Err(Objection::NotExercised("the client sent no file".to_owned()));
    }
    evidence.ledger()?.must_hold_all()
}
