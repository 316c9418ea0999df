//! SF-INGEST-020: nothing to load is no accident.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Dialect, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, CsvFile, Given, Scenario};

use super::super::rows::sheet;
use super::load::case;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-020",
    text: "Input without rows ends as a load of no rows, or is refused in words.",
    source: "salesforce-bulk2.md 3.4, 9.5",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "records or a file with a header only, records without anything, a file of no bytes",
    observe: "the client's answer",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let file = |text: &str, table: Table| {
        let file = CsvFile { bytes: text.into(), dialect: Dialect::plain(), table };
        Call::ingest("insert", SHEET, Given::File(file))
    };
    let header_only = || file("Key__c,A__c,B__c\n", sheet(0));
    vec![
        case("records with a header only", Call::insert(SHEET, sheet(0))),
        case("no records", Call::insert(SHEET, Table::default())),
        case("file with a header only", header_only()),
        case("file with a header only, where the job fails", header_only())
            .salesforce("header_only_file", "fail"),
        case("file of no bytes", file("", Table::default())),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    call.must_end()?;
    if let Some(failure) = call.failure() {
        call.must_fail_as(&[Class::Data, Class::Rejected, Class::JobFailed])?;
        if failure.message.trim().is_empty() {
            return Err(Finding::new("input without rows is refused without a word").into());
        }
        return Ok(());
    }
    let success = call.must_succeed()?;
    let rows = [&call.rows.success, &call.rows.failed, &call.rows.unprocessed];
    let told: usize = rows.into_iter().flatten().map(|table| table.rows.len()).sum();
    let counted: u64 = success.jobs.iter().filter_map(|job| job.processed).sum();
    if success.partial || told > 0 || counted > 0 {
        let what = "the client tells of rows, and there were none";
        let seen = format!("{}; {told} rows handed over, {counted} counted", call.ending());
        return Err(Finding::new(what).differs("no rows", seen).into());
    }
    Ok(())
}
