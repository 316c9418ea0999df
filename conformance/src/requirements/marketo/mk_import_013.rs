//! MK-IMPORT-013: a lost answer to an import is no reason to import again blindly.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, import, in_either_way};
use super::wire::must_make_one_import;

/// Nothing lists imports, so the batch cannot be found again: to say so is all that is left. That
/// this is better than loading twice follows from HTTP: a POST is not idempotent.
pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-013",
    text: "After a lost answer to an import its file is not sent again without asking.",
    level: Level::Should,
    source: "RFC 9110 9.2.2; marketo-bulk.md 4.1",
    grade: Grade::Documented,
    ops: &[Op::MkImport],
    provoke: "the file is stored and the answer is lost",
    observe: "the org's batches",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let lost = |end: &str| {
        let fault = json!({ "lost_response": { "end": end } });
        case(format!("answer lost, {end}"), import(3))
            .rule(Rule::on("lost", "marketo.import.create", fault).budget(1))
    };
    in_either_way(vec![lost("fin"), lost("reset")])
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("lost")?;
    evidence.call().must_end()?;
    must_make_one_import(evidence)?;
    evidence.ledger()?.must_load_once()
}
