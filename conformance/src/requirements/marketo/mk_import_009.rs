//! MK-IMPORT-009: no failed rows, however that is said.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, import, in_either_way, must_hold};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-009",
    text: "A list of failures or warnings that is a 404, empty or only a header means that there are none.",
    source: "marketo-bulk.md 4.5.8",
    ops: &[Op::MkImport],
    provoke: "an import without failed rows; the lists of rows are a 404, empty, or a header",
    observe: "the client's answer and rows",
    seen: "marketorestpython raises a TypeError at 404",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let header = |reason: &str| {
        let text = format!("email,firstName,lastName,myCustomText,{reason}\n");
        json!({ "body": { "text": text } })
    };
    let only = |name: &str, list: &str, reason: &str| {
        Rule::on(name, &format!("marketo.import.{list}"), header(reason))
    };
    in_either_way(vec![
        case("404", import(3)).marketo("empty_report", "not_found"),
        case("empty", import(3)).marketo("empty_report", "empty"),
        case("only a header", import(3))
            .marketo("empty_report", "empty")
            .rule(only("failures", "failures", "Import Failure Reason"))
            .rule(only("warnings", "warnings", "Import Warning Reason")),
    ])
}

/// Who does not ask for lists that its counters call empty is right, and never meets them.
fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.import.create")?;
    let seen = evidence.call();
    let success = seen.must_succeed()?;
    if success.partial {
        let what = "an import without failed rows is told of as partial";
        return Err(Finding::new(what).differs("ok", seen.ending()).into());
    }
    for (name, rows) in [("failed", &seen.rows.failed), ("warned", &seen.rows.warnings)] {
        if rows.as_ref().is_some_and(|rows| !rows.rows.is_empty()) {
            let what = format!("rows are handed over as {name} though there are none");
            return Err(Finding::new(what).into());
        }
    }
    must_hold(evidence)
}
