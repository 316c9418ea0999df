//! MK-AUTH-002: an envelope of failure is a failure, whatever its HTTP status.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Op, Outcome, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, export, import};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-AUTH-002",
    text: "An answer of HTTP 200 with `success: false` is an error.",
    source: "marketo-bulk.md 2.1, 2.5",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "each route in turn answers HTTP 200 with `success: false`, for ever",
    observe: "the client's answer",
    seen: "airbyte's streams: 0 records and exit 0; marketorestpython saves it as a file",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let exports = ["create", "enqueue", "status", "file"];
    let imports = ["create", "status"];
    let exports = exports.map(|route| refused(&format!("marketo.export.{route}"), export()));
    let imports = imports.map(|route| refused(&format!("marketo.import.{route}"), import(3)));
    // The list of failed rows is asked for only where rows fail.
    let bad =
        Table::new(["email", "leadScore"]).row(["a@example.com", "1"]).row(["b@example.com", "x"]);
    let failures = refused("marketo.import.failures", Call::import(bad));
    exports.into_iter().chain(imports).chain([failures]).collect()
}

fn refused(operation: &str, call: Call) -> Scenario {
    let fault = json!({ "status": { "status": 200, "code": "1003" } });
    case(operation, call).rule(Rule::on("refused", operation, fault))
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("refused")?;
    let seen = evidence.call();
    seen.must_end()?;
    match seen.outcome() {
        // It says that rows failed, and does not pretend to know which.
        Some(Outcome::Ok(success)) if success.partial && seen.rows.failed.is_none() => Ok(()),
        Some(Outcome::Error(_)) => Ok(()),
        _ => {
            let refused = evidence.journal().exchanges().filter(|call| call.hit_by("refused"));
            let what = "the client takes an envelope of failure for a good answer";
            Err(Finding::new(what)
                .at(refused.map(|call| call.seq()))
                .differs("an error", seen.ending())
                .into())
        }
    }
}
