//! SF-QUERY-009: a download that breaks off is never taken for a whole one.

use serde_json::{Value, json};

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, pages, whole};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-009",
    text: "A body that breaks off is noticed: the page is read again, or the call ends in an error.",
    source: "salesforce-bulk2.md 8; RFC 9112 8",
    ops: &[Op::SfQuery],
    provoke: "the second page breaks off behind its header row, inside a row, or one byte before its \
              end; once, and every time",
    observe: "the client's rows, or its error",
    seen: "Airbyte's source, by its comments",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let cut = |at: Value| json!({ "truncate": { "at": at } });
    let torn = json!({ "reset": { "at": { "row": 2 } } });
    let case = |name: &str, inject: Value, nth: Value| {
        pages(name).rule(Rule::on("broken off", RESULTS, inject).when("nth", nth))
    };
    let always: Vec<u32> = (2..60).collect();
    vec![
        case("behind the header row, once", cut(json!("after_header_row")), json!(2)),
        case("inside a row, once", cut(json!({ "row": 2 })), json!(2)),
        case("before the last byte, once", cut(json!({ "before_end": 1 })), json!(2)),
        case("torn down, once", torn, json!(2)),
        case("inside a row, always", cut(json!({ "row": 2 })), json!(always)),
        case("behind the header row, always", cut(json!("after_header_row")), json!(always)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("broken off")?;
    let call = evidence.call();
    call.must_end()?;
    if call.success().is_none() {
        return Ok(());
    }
    let broken = evidence.journal().of(RESULTS).filter(|page| page.hit_by("broken off"));
    let places: Vec<_> = broken.map(|page| page.seq()).collect();
    whole(evidence).map_err(|objection| match objection {
        crate::judge::Objection::Fails(finding) => {
            let what = format!("a page that broke off was taken for a whole one: {}", finding.what);
            Finding { what, ..finding }.at(places).into()
        }
        other => other,
    })
}
