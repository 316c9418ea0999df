//! MK-EXPORT-010: an envelope on the file's route is no file.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, must_hand_over, of_january};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-010",
    text: "A JSON envelope with HTTP 200 on the route of the file is not handed over as its content.",
    source: "marketo-bulk.md 5.4 (file), 7 (1)",
    grade: Grade::Recorded,
    ops: &[Op::MkExport],
    provoke: "the file's route answers 602 or 611 once, or 603 for ever, with HTTP 200",
    observe: "the client's answer and rows",
    seen: "marketorestpython, Keboola and airbyte take it for the file",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let refused = |code: &str| {
        let fault = json!({ "status": { "status": 200, "code": code } });
        Rule::on("envelope", "marketo.export.file", fault)
    };
    let dies = Rule::on("envelope", "marketo.export.file", json!({ "token_dies": {} }));
    vec![
        case("603 for ever", export()).rule(refused("603")),
        case("611 once", export()).rule(refused("611").first(1)),
        case("602 once", export()).rule(dies.first(1)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("envelope")?;
    let seen = evidence.call();
    seen.must_end()?;
    if seen.failure().is_some() {
        return Ok(());
    }
    must_hand_over(seen, &of_january(evidence)).map_err(|objection| match objection {
        Objection::Fails(finding) => {
            let what = "an envelope of failure is taken for the file".to_owned();
            let hit = evidence.journal().exchanges().filter(|call| call.hit_by("envelope"));
            Finding { what, ..finding }.at(hit.map(|call| call.seq())).into()
        }
        other => other,
    })
}
