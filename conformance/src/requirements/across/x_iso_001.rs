//! X-ISO-001: two tenants in one process have nothing of each other.

use serde_json::Value;

use crate::evidence::{Evidence, OrgBook};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Cell, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario};

use super::super::reading::timed;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "X-ISO-001",
    text: "Two tenants in one process have nothing of each other: no token, no job, no row.",
    source: "salesforce-bulk2.md 1.1; marketo-bulk.md 1; RFC 6750 5.3",
    ops: &[Op::SfIngest, Op::MkImport],
    provoke: "loads into two orgs at the same time, and one after the other",
    observe: "journals and stored rows of both orgs; the client's rows",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

const ROWS: usize = 6;

fn cases() -> Vec<Scenario> {
    let load = |org| Call::insert(SHEET, rows("Key__c", org)).in_org(org);
    let import = |org| Call::import(rows("email", org)).in_org(org);
    let two = |name: &str, first: Call, second: Call| {
        timed(Scenario::new(name, first).call(second).orgs(2))
            .marketo("import_queue_wait", "1s")
            .marketo("import_row_time", "1ms")
    };
    vec![
        two("loads at once", load(0), load(1)).together(),
        two("loads one after the other", load(0), load(1)),
        // A session is a client object that calls share; a login belongs to one tenant in it.
        two("loads in one session", load(0).session("both"), load(1).session("both")).together(),
        two("imports at once", import(0), import(1)).together(),
        two("imports one after the other", import(0), import(1)),
    ]
}

/// Rows that say whose they are.
fn rows(key: &str, org: usize) -> Table {
    let mut table = Table::new(match key {
        "email" => ["email", "lastName"],
        _ => ["Key__c", "A__c"],
    });
    for row in 0..ROWS {
        table.rows.push(vec![
            Cell::text(format!("tenant{org}.{row}@example.com")),
            Cell::text(format!("of tenant {org}")),
        ]);
    }
    table
}

fn judge(evidence: &Evidence) -> Judgement {
    for (org, book) in evidence.orgs.iter().enumerate() {
        own_jobs(org, book)?;
    }
    for call in &evidence.calls {
        call.must_succeed()?;
    }
    for (org, book) in evidence.orgs.iter().enumerate() {
        own_rows(org, book)?;
    }
    for (org, call) in evidence.calls.iter().enumerate() {
        let tables = [&call.rows.success, &call.rows.failed, &call.rows.warnings];
        for cell in tables.into_iter().flatten().flat_map(|table| &table.rows).flatten() {
            if cell.as_text().is_some_and(|text| is_of_another(org, text)) {
                let what = "a caller was given a row of the other tenant";
                return Err(Finding::new(what).differs(tenant(org), format!("{cell:?}")).into());
            }
        }
    }
    Ok(())
}

/// Every job that is asked about in an org was made in it.
fn own_jobs(org: usize, book: &OrgBook) -> Judgement {
    let made = |id: &str| {
        book.journal.transitions().any(|change| {
            // Ids are known in a form of 15 characters too.
            change.subject == id || (id.len() == 15 && change.subject.starts_with(id))
        })
    };
    for exchange in book.journal.exchanges() {
        let is_look = exchange.is("salesforce.ingest.*") || exchange.is("marketo.import.*");
        let Some(job) = exchange.job().filter(|_| is_look) else { continue };
        if exchange.status == Some(404) && !made(job) {
            let what = format!("{} was asked about a job that is not its own", tenant(org));
            return Err(Finding::new(what).at([exchange.seq()]).into());
        }
        if is_of_another(org, exchange.request.text()) {
            let what = format!("{} was sent rows of the other", tenant(org));
            return Err(Finding::new(what).at([exchange.seq()]).into());
        }
    }
    Ok(())
}

/// Every org holds its own rows, all of them, and no others.
fn own_rows(org: usize, book: &OrgBook) -> Judgement {
    let own = |text: &str| text.contains(&format!("of tenant {org}"));
    let held = book.stored.values().flatten();
    let held = held.filter(|record| record.values().filter_map(Value::as_str).any(own)).count();
    if held != ROWS {
        let what = format!("rows of {} did not come to it", tenant(org));
        let (expected, seen) = (format!("{ROWS} rows"), format!("{held} rows"));
        return Err(Finding::new(what).differs(expected, seen).into());
    }
    for record in book.stored.values().flatten() {
        let texts = record.values().filter_map(Value::as_str);
        if let Some(text) = texts.into_iter().find(|text| is_of_another(org, text)) {
            let what = format!("{} holds a row of the other", tenant(org));
            return Err(Finding::new(what).differs(tenant(org), text).into());
        }
    }
    Ok(())
}

fn is_of_another(org: usize, text: &str) -> bool {
    text.contains(&format!("tenant{}.", 1 - org))
        || text.contains(&format!("of tenant {}", 1 - org))
}

fn tenant(org: usize) -> String {
    format!("tenant {org}")
}
