//! MK-EXPORT-011: a file that is not there is not an empty one.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, must_hand_over, of_january};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-011",
    text: "A 404 for the file of an export that is `Completed` is an error, or waited for; never an empty file.",
    source: "marketo-bulk.md 5.4 (file), 7 (19)",
    grade: Grade::ReliedUpon,
    ops: &[Op::MkExport],
    provoke: "the file of an export that is completed is gone; or comes at the second request only",
    observe: "the client's answer and rows",
    seen: "tap-marketo (its pull request 62); marketorestpython raises a TypeError",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let gone = Rule::on("no file", "marketo.export.create", json!({ "results_late": {} }));
    let late = Rule::on(
        "no file",
        "marketo.export.file",
        json!({ "status": { "status": 404, "page": { "text": "Not Found" } } }),
    );
    vec![
        case("gone", export()).rule(gone),
        case("there at the second request", export()).rule(late.first(1).per("job")),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("no file")?;
    let missing =
        evidence.journal().of("marketo.export.file").find(|file| file.status == Some(404));
    let Some(missing) = missing else {
        return Err(Objection::NotExercised("the client never met the 404".to_owned()));
    };
    let seen = evidence.call();
    seen.must_end()?;
    if seen.failure().is_some() {
        return Ok(());
    }
    must_hand_over(seen, &of_january(evidence)).map_err(|objection| match objection {
        Objection::Fails(finding) => {
            let what = "a file that is not there is taken for an empty one".to_owned();
            Finding { what, ..finding }.at([missing.seq()]).into()
        }
        other => other,
    })
}
