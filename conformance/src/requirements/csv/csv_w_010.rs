//! CSV-W-010: a row of one empty cell is a row.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::Scenario;

use super::super::loads::both;
use super::sent::uploads;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-010",
    text: "A row whose only cell is empty is sent as a row, not as a blank line.",
    source: "RFC 4180 2.5; salesforce-bulk2.md 3.12",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "a table of one column with an empty value in the middle",
    observe: "journal: the records that were sent; how many records the org made",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let table = Table::new(["A__c"]).row(["first"]).row([""]).row(["last"]);
    both("one column", &table).into()
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.call().must_end()?;
    let uploads = uploads(evidence)?;
    let sent: usize = uploads.iter().map(|upload| upload.file().rows().count()).sum();
    if sent != 3 {
        let what = "a row of one empty cell went as a blank line, which readers skip";
        let finding = Finding::new(what).at(uploads.iter().map(crate::judge::ledger::Upload::seq));
        return Err(finding.differs("3 rows", format!("{sent} rows")).into());
    }
    evidence.call().must_succeed()?;
    let held = evidence.org().rows(SHEET).len();
    if held != 3 {
        let what = "a row of one empty cell did not arrive";
        return Err(Finding::new(what).differs("3 records", format!("{held} records")).into());
    }
    Ok(())
}
