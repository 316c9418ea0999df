//! MK-EXPORT-012: an export of nothing is no failure.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{EMPTY_LIST, FIELDS, case, records};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-012",
    text: "An export without records, whose file has no bytes at all or a header only, has zero rows.",
    source: "marketo-bulk.md 5.5.9, 7 (25)",
    grade: Grade::ReliedUpon,
    ops: &[Op::MkExport],
    provoke: "a list that nobody is in; the file is empty, or a header",
    observe: "the client's answer and rows",
    seen: "Keboola had to mend it; tap-marketo's reader ends in a RuntimeError",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let call = || Call::export(&FIELDS, json!({ "staticListId": EMPTY_LIST }));
    vec![
        case("no bytes", call()).marketo("empty_extract", "nothing"),
        case("a header", call()).marketo("empty_extract", "header"),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.export.create")?;
    let seen = evidence.call();
    seen.must_succeed()?;
    let records = records(seen)?;
    if records.rows.is_empty() {
        return Ok(());
    }
    let what = "rows are handed over of an export that has none";
    Err(Finding::new(what).differs("0 rows", format!("{} rows", records.rows.len())).into())
}
