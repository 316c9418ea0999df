//! SF-INGEST-024: a file that is refused for its token goes up again whole, or not at all.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Cell, Dialect, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, CsvFile, Given, Rule, Scenario};

use super::load::{UPLOAD, case, loaded_once};

const RULE: &str = "late";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-024",
    text: "An upload that is refused for its token is made again with all of its bytes, or told as an \
           error; it never goes up short.",
    source: "salesforce-bulk2.md 8.31",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfIngest],
    provoke: "the token dies while 40 kB are uploaded, from records, a file, a stream",
    observe: "journal: sizes of the uploads; rows in the org",
    seen: "jsforce cannot read its stream again",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let table = long(40);
    let mut text = "A__c\n".to_owned();
    for value in table.values("A__c").into_iter().filter_map(Cell::as_text) {
        text += value;
        text += "\n";
    }
    let file = CsvFile { bytes: text.into(), dialect: Dialect::plain(), table: table.clone() };
    let ingest = |given| {
        let call = Call::ingest("insert", SHEET, given).dialect(&Dialect::plain());
        call.deadline_ms(10_000)
    };
    let dies = || Rule::on(RULE, UPLOAD, json!({ "token_dies": { "late": true } })).budget(1);
    vec![
        case("records", ingest(Given::Records(table))).rule(dies()),
        case("file", ingest(Given::File(file.clone()))).rule(dies()),
        case("stream", ingest(Given::Stream(file))).rule(dies()),
    ]
}

/// Rows of a thousand characters each, without a key.
fn long(rows: usize) -> Table {
    let row = |at: usize| vec![Cell::text(format!("row {at:04} {}", "x".repeat(990)))];
    Table { header: vec!["A__c".to_owned()], rows: (0..rows).map(row).collect() }
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let uploads: Vec<_> = evidence.journal().of(UPLOAD).collect();
    let refused = uploads.iter().find(|upload| upload.hit_by(RULE));
    let whole = refused.map_or(0, |refused| refused.request.decoded_bytes);
    let taken = |upload: &&&crate::evidence::Exchange| upload.status == Some(201);
    let short = uploads.iter().filter(taken).find(|again| again.request.decoded_bytes < whole);
    if let Some(again) = short {
        let finding = Finding::new("an upload that was made again is shorter than the first");
        let places = refused.map(|refused| refused.seq()).into_iter().chain([again.seq()]);
        let seen = format!("{} bytes", again.request.decoded_bytes);
        return Err(finding.at(places).differs(format!("{whole} bytes"), seen).into());
    }
    evidence.call().must_end()?;
    loaded_once(evidence)
}
