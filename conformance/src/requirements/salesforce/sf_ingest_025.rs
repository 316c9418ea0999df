//! SF-INGEST-025: who deletes sends ids.

use crate::csv::read;
use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Cell, Class, Dialect, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Given, Scenario, Seed};

use super::super::rows::sheet;
use super::load::{case, uploads};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-025",
    text: "The file of a delete or hardDelete has the one column `Id`.",
    source: "salesforce-bulk2.md 3.12",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfIngest],
    provoke: "deletes of records that are given by their ids, and with more columns",
    observe: "journal: the header of the upload",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let seed = || Seed::Records { object: SHEET.to_owned(), table: sheet(2) };
    let load = |name: &str, operation: &str, more: bool| {
        let call = Call::ingest(operation, SHEET, Given::Records(rows(more)));
        case(name, call.dialect(&Dialect::plain()))
            .salesforce("hard_delete_permission", true)
            .seed(seed())
    };
    vec![
        load("delete", "delete", false),
        load("hardDelete", "hardDelete", false),
        load("delete of whole records", "delete", true),
    ]
}

fn rows(more: bool) -> Table {
    let header: &[&str] = if more { &["Key__c", "Id", "A__c"] } else { &["Id"] };
    let mut table = Table::new(header.iter().copied());
    for row in 1..=2 {
        let id = Cell::text(format!("{{record:{row}}}"));
        let key = Cell::text(format!("k{row:04}"));
        table.rows.push(if more { vec![key, id, "text".into()] } else { vec![id] });
    }
    table
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    call.must_end()?;
    for upload in uploads(evidence.journal()) {
        let file = read(upload.text.as_bytes(), b',');
        let header = file.header().map(|header| header.texts()).unwrap_or_default();
        if header.len() != 1 || !header[0].eq_ignore_ascii_case("Id") {
            let finding = Finding::new("the file of a delete has more than the ids");
            let finding = finding.at([upload.exchange.seq()]);
            return Err(finding.differs("Id", header.join(",")).into());
        }
    }
    let has_more =
        evidence.scenario.calls[0].given.as_ref().map(|given| given.table().header.len());
    if call.failure().is_some() && has_more > Some(1) {
        // To refuse such rows before they are sent is right as well.
        return call.must_fail_as(&[Class::Data, Class::Rejected]).map(drop);
    }
    call.must_succeed().map(drop)
}
