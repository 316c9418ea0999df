//! X-ADP-001: the adapter keeps to the protocol.

use crate::evidence::{Evidence, Seen};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Op, Outcome, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario};

use super::super::reading::{one_page, timed};
use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "X-ADP-001",
    text: "The adapter echoes the ids of cases, answers each once, and hands rows over as tables.",
    source: "the adapter protocol, version 1",
    ops: &[Op::SfIngest, Op::SfQuery, Op::MkImport],
    provoke: "plain calls, and one that the provider refuses",
    observe: "the adapter's messages and files",
    cases: Cases::Fixed(cases),
    of_adapter: true,
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let people = Table::new(["email", "lastName"]).row(["a@example.com", "Blum"]);
    vec![
        timed(Scenario::new("load", Call::insert(SHEET, sheet(2)))),
        one_page("query"),
        timed(Scenario::new("refused query", Call::query("SELECT Key__c FROM"))),
        timed(Scenario::new("import", Call::import(people)))
            .marketo("import_queue_wait", "1s")
            .marketo("import_row_time", "1ms"),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.calls.iter().try_for_each(kept)
}

fn kept(seen: &Seen) -> Judgement {
    if let Some(note) = seen.report.notes.iter().find(|note| note.id != seen.case.id) {
        let what = "a note has the id of another case";
        return Err(Finding::new(what).differs(seen.case.id.clone(), note.id.clone()).into());
    }
    if let Some(Outcome::Ok(success)) = seen.outcome()
        && success.jobs.iter().any(|job| job.id.is_empty())
    {
        return Err(Finding::new("a job is told without its id").into());
    }
    let rows = &seen.rows;
    let tables = [&rows.success, &rows.failed, &rows.unprocessed, &rows.warnings, &rows.records];
    for table in tables.into_iter().flatten() {
        let wide = table.header.len();
        if let Some(row) = table.rows.iter().find(|row| row.len() > wide) {
            let what = "a file of rows has a row that is longer than its header";
            let seen = format!("{} cells", row.len());
            return Err(Finding::new(what).differs(format!("{wide} cells"), seen).into());
        }
    }
    Ok(())
}
