//! MK-IMPORT-006: warnings reach the caller.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{case, in_either_way};

/// A mail address that is none: the row is taken, with a warning.
const ODD: &str = "abcds";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-006",
    text: "Rows that were taken with a warning are fetched and handed over.",
    level: Level::Should,
    source: "marketo-bulk.md 4.4.2, 4.5.3",
    ops: &[Op::MkImport],
    provoke: "a row whose mail address is none",
    observe: "journal: the fetch of warnings; the client's rows",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let table = Table::new(["email", "firstName"]).row(["a@example.com", "A"]).row([ODD, "B"]);
    in_either_way(vec![case("an odd mail address", Call::import(table))])
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.import.create")?;
    let warned = evidence.org().jobs["marketo"]["imports"][0]["numOfRowsWithWarning"].as_u64();
    if warned != Some(1) {
        return Err(Objection::NotExercised("no row was taken with a warning".to_owned()));
    }
    let seen = evidence.call();
    seen.must_succeed()?;
    if evidence.journal().count("marketo.import.warnings") == 0 {
        let what = "the rows with warnings are not fetched";
        return Err(Finding::new(what).differs("GET …/warnings.json", "no such call").into());
    }
    let Some(table) = &seen.rows.warnings else {
        let what = "the client fetches the rows with warnings, and does not hand them over";
        return Err(Objection::NotObserved(what.to_owned()));
    };
    let told: Vec<_> = table.values("email").iter().filter_map(|it| it.as_text()).collect();
    if told == [ODD] {
        return Ok(());
    }
    let what = "the rows that are told of with warnings are not those that have one";
    Err(Finding::new(what).differs(format!("[{ODD:?}]"), format!("{told:?}")).into())
}
