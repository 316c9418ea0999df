//! MK-IMPORT-008: a 413, which is no JSON, is understood.

use crate::evidence::Evidence;
use crate::judge::{Judgement, Objection};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::leads::{case, import, in_either_way, must_hold};

/// Bytes that the org takes: less than the case sends.
const LIMIT_BYTES: u64 = 600;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-008",
    text: "HTTP 413 with a page instead of JSON is a refusal of the request, not a crash of the parser.",
    source: "marketo-bulk.md 0.6, 2.5, 4.2.10",
    ops: &[Op::MkImport],
    provoke: "a file that is larger than the org takes, which the client is not told",
    observe: "the class of the client's error",
    seen: "marketorestpython raises a JSONDecodeError at pages",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    in_either_way(vec![case("small limit", import(60)).marketo("import_bytes_max", LIMIT_BYTES)])
}

fn judge(evidence: &Evidence) -> Judgement {
    let calls = evidence.exchanges_of("marketo.import.create")?;
    if !calls.iter().any(|call| call.status == Some(413)) {
        return Err(Objection::NotExercised("no upload was refused with 413".to_owned()));
    }
    let seen = evidence.call();
    seen.must_end()?;
    if seen.success().is_some() {
        // It sent less at a time.
        return must_hold(evidence);
    }
    seen.must_fail_as(&[Class::Rejected, Class::Data]).map(drop)
}
