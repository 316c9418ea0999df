//! SF-INGEST-026: what went well is not sent again.

use serde_json::json;

use crate::csv::{Delimiter, read};
use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Dialect, Feature, Op};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Given, Rule, Scenario};

use super::load::{CREATE, Upload, case, keyless, loaded_once, not_exercised, uploads};

const RULE: &str = "locked";
const LOCKED: [u32; 2] = [2, 4];

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-026",
    text: "When rows have failed, another attempt sends those rows and no others.",
    level: Level::Should,
    source: "salesforce-bulk2.md 8.39",
    grade: Grade::Documented,
    ops: &[Op::SfRetryFailed],
    features: &[Feature::RetryFailed],
    provoke: "two rows of five are locked at the first attempt",
    observe: "journal: rows of the second upload; rows in the org",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let errors = json!({ "code": "UNABLE_TO_LOCK_ROW", "rows": LOCKED, "attempts": 1 });
    let call = Call::new(Op::SfRetryFailed)
        .arg("object", SHEET)
        .arg("operation", "insert")
        .dialect(&Dialect::plain())
        .given(Given::Records(keyless(5)));
    vec![case("two of five", call).rule(Rule::on(RULE, CREATE, json!({ "row_errors": errors })))]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let uploads = uploads(evidence.journal());
    let failed: Vec<_> = LOCKED.iter().map(|row| format!("row {row:04}")).collect();
    for again in uploads.iter().skip(1) {
        let rows = first_cells(again);
        if let Some(row) = rows.iter().find(|row| !failed.contains(row)) {
            let finding = Finding::new("a row that was loaded is sent again");
            let finding = finding.at([again.exchange.seq()]);
            return Err(finding.differs(format!("{failed:?}"), format!("{row:?}")).into());
        }
    }
    loaded_once(evidence)?;
    let success = evidence.call().must_succeed()?;
    if uploads.len() < 2 {
        return Err(not_exercised("nothing was sent a second time"));
    }
    if success.partial {
        return Err(Objection::fails("rows were loaded in the end, and are told as failed"));
    }
    Ok(())
}

/// The values of `A__c` in an upload.
fn first_cells(upload: &Upload<'_>) -> Vec<String> {
    let name = upload.job["columnDelimiter"].as_str().unwrap_or("COMMA");
    let delimiter = Delimiter::named(name).unwrap_or(Delimiter::Comma);
    let file = read(upload.text.as_bytes(), delimiter.byte());
    let Some(column) = file.column("A__c") else { return Vec::new() };
    let cells = file.rows().filter_map(|row| row.cells.get(column));
    cells.map(|cell| cell.text().into_owned()).collect()
}
