//! One dull case of each operation, in an org where nothing goes wrong: what any client can do.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use serde_json::json;

use super::talk::words;
use super::{CheckReport, Patience};
use crate::adapter::{Ended, Process, Subject};
use crate::evidence::Evidence;
use crate::fake::{Fake, SHEET};
use crate::protocol::{Feature, Op, Outcome, Table};
use crate::requirements::Requirement;
use crate::runner::{Played, Stage};
use crate::scenario::{Call, Rule, Scenario, Seed};

/// Stands where a requirement would: there is none.
const NONE: Requirement = Requirement { id: "", ..Requirement::TEMPLATE };

/// Rows of the sheet that are loaded and queried.
const ROWS: usize = 2;

/// Plays a case of each operation that is declared, then what goes beyond single cases.
pub(super) fn play(
    fake: &Arc<Fake>,
    process: &Process,
    dir: &Path,
    patience: Patience,
    report: &mut CheckReport,
) {
    let ready = process.ready();
    let stage = Stage { fake, subject: process, dir };
    let mut noise = Vec::new();
    for op in &ready.ops {
        let played = stage.play(&NONE, &Arc::new(scenario(*op, patience)), op.name());
        dull(*op, &played, report);
        noise.extend(noise_of(&played));
    }
    if let Some(op) = ready.ops.first().filter(|_| ready.parallel > 1) {
        together(&stage, *op, patience, report);
    }
    if ready.support(Feature::Cancel).is_yes() {
        cancel(&stage, &ready.ops, patience, report);
    }
    match noise.first() {
        None => report.ok("standard out", "nothing but messages"),
        Some(line) => report.hint(
            "standard out",
            format!("{} lines that are no messages, the first one {line:?}", noise.len()),
        ),
    }
}

/// A case of an operation that any right client brings to a good end.
fn scenario(op: Op, patience: Patience) -> Scenario {
    let rows = Seed::Records { object: SHEET.to_owned(), table: sheet() };
    let there = |call: Call| call.arg("job_id", "{job}").arg("type", "ingest");
    let (call, seed) = match op {
        Op::SfIngest => (Call::insert(SHEET, sheet()), None),
        Op::SfRetryFailed => {
            let call = Call::insert(SHEET, sheet());
            (Call { op: Op::SfRetryFailed, ..call }, None)
        }
        Op::SfQuery => (Call::query(&format!("SELECT Key__c, A__c FROM {SHEET}")), Some(rows)),
        Op::SfAbort => {
            (there(Call::new(op)), Some(Seed::Job { query: false, state: "InProgress" }))
        }
        Op::SfDelete => {
            (there(Call::new(op)), Some(Seed::Job { query: false, state: "JobComplete" }))
        }
        Op::MkImport => (Call::import(leads()), None),
        Op::MkExport => {
            let range =
                json!({ "startAt": "2020-01-01T00:00:00Z", "endAt": "2020-01-02T00:00:00Z" });
            (Call::export(&["email"], json!({ "createdAt": range })), None)
        }
        Op::MkCancel => {
            let call = Call::new(op).arg("object", "leads").arg("export_id", "{export}");
            (call, Some(Seed::Export { state: "Queued" }))
        }
    };
    let scenario = Scenario::new("dull", call.deadline_ms(patience.case_ms));
    seed.into_iter().fold(scenario, Scenario::seed)
}

fn sheet() -> Table {
    Table::new(["Key__c", "A__c"]).row(["k1", "one"]).row(["k2", "two"])
}

fn leads() -> Table {
    Table::new(["email", "firstName"]).row(["a@example.com", "A"]).row(["b@example.com", "B"])
}

/// How a dull case ended.
fn dull(op: Op, played: &Played, report: &mut CheckReport) {
    let evidence = match played {
        Played::Whole(evidence) => evidence,
        Played::Broken { what, .. } => return report.wrong(op.name(), what.clone()),
    };
    let seen = evidence.call();
    let success = match &seen.report.ended {
        Ended::Done(Outcome::Ok(success)) => success,
        Ended::Done(Outcome::Unsupported { what }) => {
            return report.wrong(op.name(), format!("declared, and yet unsupported: {what}"));
        }
        Ended::Done(Outcome::Error(failure)) => {
            let (class, message) = (failure.class.name(), &failure.message);
            let what = format!("an error where nothing goes wrong: {class}: {message}");
            return report.wrong(op.name(), format!("{what}\n{}", seen.report.stderr));
        }
        other => return report.wrong(op.name(), words(other)),
    };
    let before = report.lines().len();
    rows(op, evidence, report);
    if report.lines().len() == before {
        report.ok(op.name(), "a case in which nothing goes wrong");
    }
    if success.jobs.is_empty() {
        report.hint(op.name(), "`jobs` is empty: what is asked of states and counters is not seen");
    }
}

/// What the adapter made of the rows that the client handed over.
fn rows(op: Op, evidence: &Evidence, report: &mut CheckReport) {
    let rows = &evidence.call().rows;
    let (handed, name, count) = match op {
        Op::SfIngest | Op::SfRetryFailed => (&rows.success, "rows.success", ROWS),
        Op::SfQuery => (&rows.records, "rows.records", ROWS),
        Op::MkExport => (&rows.records, "rows.records", 0),
        Op::SfAbort | Op::SfDelete | Op::MkImport | Op::MkCancel => return,
    };
    match handed {
        None => report.hint(
            op.name(),
            format!("no `{name}`: nothing is seen of the rows that the client hands over"),
        ),
        Some(table) if table.rows.len() != count => report.wrong(
            op.name(),
            format!("{count} rows were to come, and `{name}` has {}", table.rows.len()),
        ),
        Some(table) if count > 0 && table.column("Key__c").is_none() => report.wrong(
            op.name(),
            format!("`{name}` has no column Key__c; its header is {:?}", table.header),
        ),
        Some(_) => {}
    }
}

/// Two cases at a time, in one program.
fn together(stage: &Stage<'_>, op: Op, patience: Patience, report: &mut CheckReport) {
    let scenario = Arc::new(scenario(op, patience));
    let names = ["together-a", "together-b"];
    let played = thread::scope(|scope| {
        let running = names.map(|name| {
            let scenario = &scenario;
            scope.spawn(move || stage.play(&NONE, scenario, name))
        });
        running.map(|running| running.join().ok())
    });
    let ok = |played: &Option<Played>| match played {
        Some(Played::Whole(evidence)) => {
            matches!(evidence.call().report.ended, Ended::Done(Outcome::Ok(_)))
        }
        _ => false,
    };
    if played.iter().all(ok) {
        report.ok("parallel", "two cases at a time");
        return;
    }
    for played in played.iter().filter(|played| !ok(played)) {
        let what = match played {
            Some(Played::Whole(evidence)) => words(&evidence.call().report.ended),
            Some(Played::Broken { what, .. }) => what.clone(),
            None => "the check itself panicked".to_owned(),
        };
        report.wrong("parallel", format!("`parallel` is more than 1; of two at a time {what}"));
    }
}

/// A case that only ends because it is cancelled.
fn cancel(stage: &Stage<'_>, ops: &[Op], patience: Patience, report: &mut CheckReport) {
    let stuck = |state: &str| json!({ "stuck": { "state": state } });
    let (op, rule, poll) = if ops.contains(&Op::SfIngest) {
        let rule = Rule::on("stuck", "salesforce.ingest.create", stuck("InProgress"));
        (Op::SfIngest, rule, "salesforce.ingest.info")
    } else if ops.contains(&Op::MkExport) {
        let rule = Rule::on("stuck", "marketo.export.enqueue", stuck("Queued"));
        (Op::MkExport, rule, "marketo.export.status")
    } else {
        return;
    };
    let mut scenario = scenario(op, patience).rule(rule);
    for call in &mut scenario.calls {
        *call = call.clone().cancel(poll, 1);
    }
    match stage.play(&NONE, &Arc::new(scenario), "cancelled") {
        Played::Broken { what, .. } => report.wrong("cancel", what),
        Played::Whole(evidence) => match &evidence.call().report.ended {
            Ended::Done(Outcome::Error(failure)) => {
                report.ok("cancel", format!("ends as {}", failure.class.name()));
            }
            other => report.wrong(
                "cancel",
                format!("a cancelled case ends as `error`, class `cancelled`; {}", words(other)),
            ),
        },
    }
}

fn noise_of(played: &Played) -> Vec<String> {
    match played {
        Played::Whole(evidence) => {
            evidence.calls.iter().flat_map(|call| call.report.noise.clone()).collect()
        }
        Played::Broken { .. } => Vec::new(),
    }
}
