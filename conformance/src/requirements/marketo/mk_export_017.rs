//! MK-EXPORT-017: a filter that the subscription has not is told of, or done without.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{FIELDS, case};
use super::wire::refused;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-017",
    text: "1035 for a filter leads to another filter or to an error that says so, and not to the same request again.",
    level: Level::Should,
    source: "marketo-bulk.md 2.8, 5.2, 7 (40)",
    ops: &[Op::MkExport],
    provoke: "a subscription without `updatedAt`, or without smart lists",
    observe: "journal: creates; the client's answer",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let january = json!({ "startAt": "2024-01-01T00:00:00Z", "endAt": "2024-01-31T00:00:00Z" });
    let of = |name: &str, filter| case(name, Call::export(&FIELDS, filter));
    vec![
        of("updatedAt", json!({ "updatedAt": january })).marketo("updated_at_filter", false),
        of("smartListId", json!({ "smartListId": 1 })).marketo("smart_list_filter", false),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let refused = refused(evidence.journal(), "1035");
    let Some(first) = refused.first() else {
        return Err(Objection::NotExercised("no export was refused with 1035".to_owned()));
    };
    let same: Vec<_> =
        refused.iter().filter(|call| call.sent_json() == first.sent_json()).collect();
    if same.len() > 1 {
        let what = "an export that the subscription does not have is asked for again";
        return Err(Finding::new(what).at(same.iter().map(|call| call.seq())).into());
    }
    let seen = evidence.call();
    seen.must_end()?;
    let Some(failure) = seen.failure() else {
        // It did with another filter.
        return seen.must_succeed().map(drop);
    };
    let says = failure.code.as_deref() == Some("1035")
        || failure.message.contains("1035")
        || failure.message.contains("Unsupported filter");
    if says {
        return Ok(());
    }
    let what = "the error does not say that the filter is not supported";
    Err(Finding::new(what)
        .at([first.seq()])
        .differs("1035, or its text", format!("{:?}", failure.message))
        .into())
}
