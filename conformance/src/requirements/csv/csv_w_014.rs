//! CSV-W-014: a name that stands twice in a header.

use crate::csv::Style;
use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{WHOLE, file, steady};
use super::sent::header;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-014",
    text: "A file with the same name twice in its header is refused or sent as it is; columns are not \
           merged.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.12",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfIngest],
    provoke: "input files whose header has a name twice, once in another letter case",
    observe: "journal: the header that was sent; the client's answer",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let case = |name: &str, twin: &str| {
        let table = Table::new(["Key__c", "A__c", twin]).row(["k0001", "left", "right"]);
        steady(Scenario::new(name, file(table, Style::PLAIN, WHOLE)))
    };
    vec![case("same name", "A__c"), case("other letter case", "a__C")]
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    call.must_end()?;
    for upload in evidence.journal().uploads() {
        let names = header(&upload.file());
        let twins = names.iter().filter(|name| name.eq_ignore_ascii_case("A__c")).count();
        if twins != 2 {
            let what = "two columns of the same name did not stay two";
            let given = "Key__c, A__c, A__c";
            let finding = Finding::new(what).at([upload.seq()]);
            return Err(finding.differs(given, names.join(", ")).into());
        }
    }
    // Refused by the client, or by the provider: the caller must know either way.
    call.must_fail().map(drop)
}
