//! SF-LIMIT-001: a limit that is used up is not run against.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::one_page;
use super::super::waits::load;

/// One try more is forgiven.
const TRIES_MAX: usize = 2;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-LIMIT-001",
    text: "EXCEEDEDQUOTA and LIMIT_EXCEEDED end the call; they are not tried again in a loop.",
    source: "salesforce-bulk2.md 3.10, 4.5",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "the creation of every job is refused so, with 400",
    observe: "journal: attempts; the client's error",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let used_up = |operation: &str, code: &str, message: &str| {
        let status = json!({ "status": 400, "code": code, "message": message });
        Rule::on("used up", operation, json!({ "status": status }))
    };
    let queries = "Max bulk v2 query jobs (10000) per 24 hrs has been reached (10021)";
    vec![
        one_page("LIMIT_EXCEEDED").rule(used_up(
            "salesforce.query.create",
            "LIMIT_EXCEEDED",
            queries,
        )),
        load("EXCEEDEDQUOTA").rule(used_up(
            "salesforce.ingest.create",
            "EXCEEDEDQUOTA",
            "ApiBatchItems Limit exceeded.",
        )),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("used up")?;
    let refused: Vec<&Exchange> =
        evidence.journal().exchanges().filter(|it| it.hit_by("used up")).collect();
    if refused.len() > TRIES_MAX {
        let what = format!("a limit that is used up was run against {} times", refused.len());
        return Err(Finding::new(what).at(refused.iter().take(4).map(|it| it.seq())).into());
    }
    evidence.call().must_fail().map(drop)
}
