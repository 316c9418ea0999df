//! MK-EXPORT-005: a long range is read in parts, without a gap and without a double.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::evidence::Evidence;
use crate::generate::Draw;
use crate::judge::Judgement;
use crate::protocol::{Feature, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{CREATED, FIELDS, case, created, must_hand_over};

/// The longest range of one export, in days.
const RANGE_DAYS: i64 = 31;

/// The length of the ranges asked for, in days.
const ASKED_DAYS: i64 = 95;

/// That a range holds both of its ends is inferred; that rows on boundaries came twice was met by
/// several clients.
pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-005",
    text: "A range of more than 31 days is exported in parts: no row is missing, none is handed over twice.",
    source: "marketo-bulk.md 3 (date range), 7 (38, 39)",
    grade: Grade::ReliedUpon,
    ops: &[Op::MkExport],
    features: &[Feature::ExportSplit],
    provoke: "ranges of 95 days with leads created exactly where a part ends",
    observe: "the client's rows against those that the org holds",
    seen: "embulk (0.6.3, 0.6.7)",
    cases: Cases::Both(cases, drawn),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let day = |days: i64| 24 * days;
    vec![
        of("on the first boundary", at(CREATED[7], -RANGE_DAYS), day(ASKED_DAYS)),
        of("on the second boundary", at(CREATED[10], -2 * RANGE_DAYS), day(ASKED_DAYS)),
        of("no more than a part", at(CREATED[0], -1), day(RANGE_DAYS)),
        of("little more than a part", at(CREATED[2], -RANGE_DAYS), day(RANGE_DAYS) + 1),
    ]
}

/// Never with a lead where the whole range ends: whether that belongs to it is not settled.
fn drawn(draw: &mut Draw) -> Scenario {
    let (lead, parts, days) = draw.pick((0..CREATED.len(), 1..4i64, 32..125i64));
    let start = at(CREATED[lead], -parts * RANGE_DAYS);
    of(&format!("lead {} after {parts} parts, {days} days", lead + 1), start, 24 * days + 7)
}

fn of(name: &str, start: Timestamp, hours: i64) -> Scenario {
    let end = start + SignedDuration::from_hours(hours);
    let range = json!({ "startAt": start.to_string(), "endAt": end.to_string() });
    let call = Call::export(&FIELDS, json!({ "createdAt": range }));
    case(name, call).marketo("exports_queued", 100).marketo("exports_running", 100)
}

/// An instant so many days from when one of the standard leads was created.
fn at(created: &str, days: i64) -> Timestamp {
    let created: Timestamp = created.parse().unwrap_or_default();
    created + SignedDuration::from_hours(24 * days)
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.export.create")?;
    let seen = evidence.call();
    seen.must_succeed()?;
    let range = &seen.case.args["filter"]["createdAt"];
    let [from, until] = ["startAt", "endAt"].map(|end| range[end].as_str().unwrap_or_default());
    must_hand_over(seen, &created(evidence, from, until))
}
