//! SF-INGEST-018: the size of an upload is that of its bytes.

use crate::evidence::Evidence;
use crate::generate::Template;
use crate::judge::Judgement;
use crate::protocol::{Feature, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::sf_ingest_017::{limited, within_limit};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-018",
    text: "The size of an upload is measured in bytes of UTF-8, not in characters.",
    source: "salesforce-bulk2.md 3.4",
    ops: &[Op::SfIngest],
    features: &[Feature::Split],
    provoke: "text of three bytes a character: fewer characters than the limit, and more bytes",
    observe: "journal: the sizes of the uploads",
    seen: "simple-salesforce measures by getsizeof",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

/// The limit, in bytes.
const LIMIT: u64 = 32_768;

fn cases() -> Vec<Scenario> {
    // 30 rows of about 500 characters: half of the limit in characters, one and a half times in bytes.
    let cells = vec![("A__c", "\u{6F22}\u{5B57}".repeat(250))];
    limited("three bytes a character", &Template { key: "Key__c", cells, rows: 30 }, LIMIT)
}

fn judge(evidence: &Evidence) -> Judgement {
    within_limit(evidence)?;
    // Whether all rows arrive is the concern of SF-INGEST-017.
    evidence.call().must_succeed().map(drop)
}
