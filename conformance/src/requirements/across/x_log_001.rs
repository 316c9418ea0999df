//! X-LOG-001: logs hold no secrets and no data.

use crate::evidence::{Evidence, Seen};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{NoteKind, Op, Table};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::reading::{COLUMNS, RESULTS, call, over, timed};
use super::super::waits::LOOK;

/// Stands in every row.
const CANARY: &str = "canary-row";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "X-LOG-001",
    text: "At its usual level a client writes no secret and no row data on standard error.",
    level: Level::Should,
    source: "RFC 6749 10.3, 10.6; RFC 6750 5.3",
    ops: &[Op::SfIngest, Op::SfQuery, Op::MkImport],
    provoke: "loads and queries with secrets and rows that cannot be mistaken, also when something goes \
              wrong",
    observe: "standard error, and lines on standard out that are no messages",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn rows(columns: [&str; 2]) -> Table {
    Table::new(columns)
        .row(["k1@example.com", "canary-row-one"])
        .row(["k2@example.com", "canary-row-two"])
}

fn cases() -> Vec<Scenario> {
    let bad = |on: &str| {
        Rule::on("bad answer", on, serde_json::json!({ "status": { "status": 503 } })).first(1)
    };
    let load = || Call::insert(SHEET, rows(COLUMNS));
    let refused =
        serde_json::json!({ "row_errors": { "code": "STORAGE_LIMIT_EXCEEDED", "rows": 1 } });
    vec![
        timed(Scenario::new("load", load())).rule(bad(LOOK)),
        timed(Scenario::new("load with a bad row", load())).rule(Rule::on(
            "bad row",
            "salesforce.ingest.create",
            refused,
        )),
        over("query", call(), rows(COLUMNS), 100).rule(bad(RESULTS)),
        timed(Scenario::new("import", Call::import(rows(["email", "lastName"])))),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.call().must_end()?;
    for (seen, book) in evidence.calls.iter().zip(&evidence.orgs) {
        let said = said(seen);
        for line in &said {
            if let Some(secret) =
                book.secrets.iter().find(|it| !it.is_empty() && line.contains(*it))
            {
                let what = "the log holds a secret";
                let shown = line.replace(secret.as_str(), "(the secret)");
                return Err(Finding::new(what).differs("none", shown).into());
            }
            if line.contains(CANARY) {
                let what = "the log holds data of rows";
                return Err(Finding::new(what).differs("none", line.clone()).into());
            }
        }
    }
    Ok(())
}

/// What the client said beside its messages. A client in this process has no standard error of its
/// own: what it would log, it tells as notes.
fn said(seen: &Seen) -> Vec<String> {
    let report = &seen.report;
    let logs = report.notes.iter().filter(|note| note.kind == NoteKind::Log);
    report
        .stderr
        .lines()
        .map(str::to_owned)
        .chain(report.noise.iter().cloned())
        .chain(logs.map(|note| note.data.to_string()))
        .collect()
}
