//! MK-EXPORT-007: a file is checked against its checksum.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-007",
    text: "A file whose SHA-256 is not the one of its status is not handed over as good.",
    level: Level::Should,
    source: "marketo-bulk.md 5.3, 5.5.11",
    ops: &[Op::MkExport],
    provoke: "the rows come in another order than when the checksum was made, or the checksum is another one",
    observe: "the client's answer",
    seen: "no client but Adobe's sample looks at it",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |name: &str, operation: &str, fault| {
        case(name, export()).rule(Rule::on("other file", operation, fault))
    };
    vec![
        of(
            "another order",
            "marketo.export.file",
            json!({ "columns_permuted": { "first": ["title"] } }),
        ),
        of("another checksum", "marketo.export.status", json!({ "checksum": "wrong" })),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("other file")?;
    let seen = evidence.call();
    seen.must_end()?;
    if seen.failure().is_some() {
        return Ok(());
    }
    let files = evidence.journal().of("marketo.export.file").map(|file| file.seq());
    let what = "a file is handed over as good though its checksum is another than its status says";
    Err(Finding::new(what).at(files).differs("an error", seen.ending()).into())
}
