//! SF-INGEST-001: a job says what it is for.

use crate::evidence::{Evidence, Exchange};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Args, Cell, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Given, Scenario, Seed};

use super::super::rows::sheet;
use super::load::{CREATE, asked, case};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-001",
    text: "The create of a job names its operation, its object and, for an upsert, the external id.",
    source: "salesforce-bulk2.md 3.2",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "an insert, an update, an upsert and a delete",
    observe: "journal: bodies of creates",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let seed = || Seed::Records { object: SHEET.to_owned(), table: sheet(2) };
    let load = |operation: &str, table: Table| {
        let call = Call::ingest(operation, SHEET, Given::Records(table));
        call.dialect(&crate::protocol::Dialect::plain())
    };
    let update = by_id(&["Id", "A__c"], "changed");
    vec![
        case("insert", load("insert", sheet(3))),
        case("update", load("update", update)).seed(seed()),
        case("upsert", load("upsert", sheet(3)).arg("externalIdFieldName", "Key__c")).seed(seed()),
        case("delete", load("delete", by_id(&["Id"], ""))).seed(seed()),
    ]
}

/// Two rows that name the records of the seed.
fn by_id(header: &[&str], value: &str) -> Table {
    let row = |at: usize| -> Vec<Cell> {
        let cells = [format!("{{record:{at}}}"), value.to_owned()];
        cells.into_iter().take(header.len()).map(Cell::from).collect()
    };
    Table::new(header.iter().copied()).row(row(1)).row(row(2))
}

fn judge(evidence: &Evidence) -> Judgement {
    let creates = evidence.exchanges_of(CREATE)?;
    let wanted = &evidence.scenario.calls[0].args;
    creates.iter().try_for_each(|create| names(create, wanted))?;
    evidence.call().must_succeed().map(drop)
}

fn names(create: &Exchange, wanted: &Args) -> Judgement {
    let body = asked(create);
    let said = |name: &str| body[name].as_str().unwrap_or_default();
    for (name, value) in wanted {
        let value = value.as_str().unwrap_or_default();
        let right = match name.as_str() {
            "operation" | "externalIdFieldName" => said(name) == value,
            // The server takes names of objects in any letter case.
            "object" => said(name).eq_ignore_ascii_case(value),
            _ => true,
        };
        if !right {
            let what = format!("the create of a job does not say its `{name}` as asked");
            let finding = Finding::new(what).at([create.seq()]);
            return Err(finding.differs(value, body[name].to_string()).into());
        }
    }
    Ok(())
}
