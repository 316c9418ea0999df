//! MK-EXPORT-009: who asks for the rest and gets the whole does not join the two.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Feature, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, must_hand_over, of_january};

/// The whole file of the case, as the org writes it.
const WHOLE: &str = "email,firstName\n\
    ada.quill@example.com,Ada\n\
    bjoern.aesch@example.org,Björn\n\
    hanako.mock@example.jp,花子\n\
    rocket@example.net,Rory\n\
    quinn@example.com,\"Quinn \"\"Q\"\"\"\n";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-009",
    text: "A `Range` that is answered with 200 and the whole file begins the download anew.",
    source: "RFC 9110 14.2; marketo-bulk.md 5.5.10",
    ops: &[Op::MkExport],
    features: &[Feature::Resume],
    provoke: "the download breaks, and ranges are not honoured",
    observe: "the client's rows",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let january = json!({ "startAt": "2024-01-01T00:00:00Z", "endAt": "2024-01-31T00:00:00Z" });
    let call = Call::export(&["email", "firstName"], json!({ "createdAt": january }));
    let on_file = |name: &str, fault| Rule::on(name, "marketo.export.file", fault);
    let whole = json!({ "status": { "status": 200, "page": { "text": WHOLE } } });
    let kind = json!({ "content_type": { "value": "text/csv;charset=UTF-8" } });
    let of_range = |rule: Rule| rule.where_("header", json!({ "range": "*" }));
    vec![
        case("the whole instead of the rest", call)
            .rule(on_file("broken", json!({ "truncate": { "at": { "byte": 60 } } })).budget(1))
            .rule(of_range(on_file("range not honoured", whole)))
            .rule(of_range(on_file("type", kind))),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("broken")?;
    evidence.must_have_fired("range not honoured")?;
    let said = evidence.journal().of("marketo.export.status").last();
    let size = said.and_then(|status| status.answer_json()["result"][0]["fileSize"].as_u64());
    if size != Some(WHOLE.len() as u64) {
        return Err(Objection::NotExercised(
            "the file is not the one that was expected".to_owned(),
        ));
    }
    let seen = evidence.call();
    seen.must_end()?;
    if seen.failure().is_some() {
        let what = "the client does not begin anew when it gets the whole instead of the rest";
        return Err(Finding::new(what).differs("the rows of the file", seen.ending()).into());
    }
    must_hand_over(seen, &of_january(evidence))
}
