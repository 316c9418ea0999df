//! SF-QUERY-014: text is UTF-8, said or not.

use crate::evidence::Evidence;
use crate::judge::{Judgement, Objection};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::Scenario;

use super::super::reading::{asked, call, over, whole};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-014",
    text: "Results without a charset are read as UTF-8.",
    source: "salesforce-bulk2.md 3.8, 3.12",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfQuery],
    provoke: "values outside of ASCII in answers of type `text/csv`",
    observe: "the client's rows",
    seen: "simple-salesforce reads ISO-8859-1 (#688, #706); kinetic-core does too",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let table = Table::new(["Key__c", "A__c"])
        .row(["k0001", "Müller"])
        .row(["k0002", "日本語"])
        .row(["k0003", "😀 €"])
        .row(["k0004", "plain"]);
    vec![over("bare text/csv", call(), table, 100)]
}

fn judge(evidence: &Evidence) -> Judgement {
    let pages = asked(evidence)?;
    let bare = |kind: &str| kind.starts_with("text/csv") && !kind.contains("charset");
    if !pages.iter().any(|page| page.response_header("content-type").is_some_and(bare)) {
        return Err(Objection::NotExercised("no answer came without a charset".to_owned()));
    }
    whole(evidence)
}
