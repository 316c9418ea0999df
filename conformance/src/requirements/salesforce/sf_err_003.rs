//! SF-ERR-003: answers may have more members, fewer, and in another order.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{case, slow_case};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-ERR-003",
    text: "Members of a job that the client does not know, counters that are not there, and another \
           order of members change nothing.",
    source: "salesforce-bulk2.md 3.3, 1.4",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "answers about jobs with more members; without counters while they work; reordered",
    observe: "the client's answer; rows in the org",
    seen: "Data Loader's mapper refuses unknown members",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let jobs = "salesforce.ingest.*";
    let more = json!({ "/newMember": { "nested": [1, null, "text"] }, "/anotherOne": null });
    let counters = json!(["/numberRecordsProcessed", "/numberRecordsFailed", "/retries"]);
    // A member that goes and comes back stands at the end.
    let object = json!({ "/object": SHEET, "/operation": "insert" });
    vec![
        case("more members", load()).rule(Rule::on(
            "odd",
            jobs,
            json!({ "answer": { "set": more } }),
        )),
        slow_case("no counters yet", load()).rule(
            Rule::on("odd", "salesforce.ingest.info", json!({ "answer": { "remove": counters } }))
                .where_("state", json!(["UploadComplete", "InProgress"]))
                .first(1),
        ),
        case("another order", load())
            .rule(Rule::on(
                "odd",
                jobs,
                json!({ "answer": { "remove": ["/object", "/operation"] } }),
            ))
            .rule(Rule::on("odd back", jobs, json!({ "answer": { "set": object } }))),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("odd")?;
    let success = evidence.call().must_succeed()?;
    if success.partial {
        return Err(Objection::fails("the client tells of failed rows, and none has failed"));
    }
    let stored = evidence.org().rows(SHEET).len();
    if stored != 3 {
        let what = "the client reports success, and not all rows are in the org";
        return Err(Finding::new(what).differs("3 rows", format!("{stored} rows")).into());
    }
    Ok(())
}
