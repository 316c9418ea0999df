//! MK-IMPORT-005: rows that failed are fetched and told of.

use crate::evidence::{Evidence, RowOutcome};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{case, in_either_way};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-005",
    text: "When `numOfRowsFailed` is not 0 the failed rows are fetched, and the import is told of as partial.",
    source: "marketo-bulk.md 4.4.2, 4.5.1, 7 (50)",
    ops: &[Op::MkImport],
    provoke: "two of four rows do not fit; none fits",
    observe: "journal: the fetch of failures; the client's rows",
    seen: "Segment never looks",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let some = Table::new(["email", "firstName", "leadScore"])
        .row(["a@example.com", "A", "1"])
        .row(["b@example.com", "B", "many"])
        .row(["c@example.com", "C", "3"])
        .row(["d@example.com", "D", "1.5.2"]);
    let all = Table::new(["email", "firstName", "leadScore"])
        .row(["a@example.com", "A", "few"])
        .row(["b@example.com", "B, \"and\" more", "many"]);
    in_either_way(vec![case("two of four", Call::import(some)), case("all", Call::import(all))])
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.import.create")?;
    if !evidence.org().ledger.iter().any(|line| line.outcome == RowOutcome::Failed) {
        return Err(Objection::NotExercised("no row failed".to_owned()));
    }
    let seen = evidence.call();
    seen.must_end()?;
    if seen.success().is_some_and(|success| !success.partial) {
        let what = "an import with failed rows is told of as a whole one";
        return Err(Finding::new(what).differs("ok, in part", seen.ending()).into());
    }
    if evidence.journal().count("marketo.import.failures") == 0 {
        let what = "the failed rows are not fetched";
        return Err(Finding::new(what).differs("GET …/failures.json", "no such call").into());
    }
    evidence.ledger()?.must_agree()
}
