//! SF-INGEST-019: where input is split, and the header of each part.

use crate::csv::visible;
use crate::evidence::Evidence;
use crate::judge::ledger::Upload;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Cell, Feature, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::both;
use super::sf_ingest_017::under;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-019",
    text: "Input is never split inside of a value, and each part has the header exactly once.",
    source: "RFC 4180 2.6; salesforce-bulk2.md 3.12 and 8.8",
    ops: &[Op::SfIngest],
    features: &[Feature::Split],
    provoke: "values full of line feeds, many more of them than rows, and a small limit",
    observe: "journal: the first and the last record of each upload",
    seen: "simple-salesforce (pull 736)",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

/// The limit, in bytes: about six rows.
const LIMIT: u64 = 4_096;

fn cases() -> Vec<Scenario> {
    let mut table = Table::new(["Key__c", "A__c"]);
    for number in 1..=24 {
        // Lines that look like rows, and like the header.
        let lines = format!("k{number:04},line\nKey__c,A__c\n\n").repeat(22 + number % 5);
        table.rows.push(vec![Cell::text(format!("k{number:04}")), Cell::Text(lines)]);
    }
    both("line feeds in values", &table).map(|scenario| under(scenario, LIMIT)).into()
}

fn judge(evidence: &Evidence) -> Judgement {
    let uploads = evidence.journal().uploads();
    uploads.iter().try_for_each(is_whole)?;
    evidence.call().must_succeed()?;
    if uploads.len() < 2 {
        return Err(Objection::NotExercised("the input was not split".to_owned()));
    }
    Ok(())
}

fn is_whole(upload: &Upload<'_>) -> Judgement {
    let file = upload.file();
    let place = [upload.seq()];
    if let Some(flaw) = file.broken() {
        return Err(Finding::new(format!("a part has {flaw}: a value was cut")).at(place).into());
    }
    let is_header = |record: &crate::csv::Record| {
        let texts = record.texts();
        ["Key__c", "A__c"]
            .iter()
            .all(|name| texts.iter().any(|text| text.eq_ignore_ascii_case(name)))
    };
    let first = file.header().map(|header| header.texts().join(",")).unwrap_or_default();
    if !file.header().is_some_and(is_header) {
        let finding = Finding::new("a part does not begin with the header").at(place);
        return Err(finding.differs(visible("Key__c,A__c"), visible(&first)).into());
    }
    if file.rows().any(is_header) {
        return Err(Finding::new("a part has the header more than once").at(place).into());
    }
    Ok(())
}
