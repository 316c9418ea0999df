//! SF-POLL-005: nobody asks for ever.

use serde_json::json;

use crate::adapter::Ended;
use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::one_page;
use super::super::waits::{LOOK, load, looks};

/// A client that asked more often than this and did not come back does not count at all.
const TRIES_MAX: usize = 40;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-005",
    text: "A look that fails again and again is given up.",
    source: "RFC 9110 9.2.2, 15.6.4; salesforce-bulk2.md 8",
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "every look is answered by 503",
    observe: "journal: how many looks; the client's error",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let bad = || Rule::on("bad answers", LOOK, json!({ "status": { "status": 503 } }));
    let mut cases = vec![load("load").rule(bad()), one_page("query").rule(bad())];
    for case in &mut cases {
        case.calls[0].deadline_ms = 15_000;
    }
    cases
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("bad answers")?;
    let looks = looks(evidence);
    let call = evidence.call();
    if call.report.ended == Ended::Hung && looks.len() <= TRIES_MAX {
        // It may have a bound that lies further off.
        let what = format!("the client was still trying after {} looks", looks.len());
        return Err(Objection::NotObserved(what));
    }
    if looks.len() > TRIES_MAX && call.failure().is_none() {
        let what = "a look that always fails is never given up";
        let places = looks.iter().take(3).map(|look| look.seq());
        let seen = format!("{} looks", looks.len());
        return Err(Finding::new(what).at(places).differs("an error after a few", seen).into());
    }
    call.must_fail().map(drop)
}
