//! The leads that every org of Marketo begins with, exports of them, and leads that cases import.
//!
//! When they were created is a fact of the standard instance; what they hold is asked of the org.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::csv::Style;
use crate::evidence::{Evidence, Seen, StoredRow};
use crate::generate::{csv_file, file_class};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Cell, Table, Typed};
use crate::scenario::{Call, Given, Scenario};

/// When each lead of the standard instance was created, in the order of their ids, which begin at 1.
pub(super) const CREATED: [&str; 13] = [
    "2024-01-10T09:15:00Z",
    "2024-01-11T08:00:00Z",
    "2024-01-12T01:20:00Z",
    "2024-01-15T23:59:59Z",
    "2024-01-20T12:00:00Z",
    "2024-02-01T06:00:00Z",
    "2024-02-03T00:00:00Z",
    "2024-02-10T10:10:10Z",
    "2024-02-15T15:00:00Z",
    "2024-02-20T18:45:00Z",
    "2024-03-01T00:00:01Z",
    "2024-03-05T11:30:00Z",
    "2024-03-06T11:30:00Z",
];

/// The columns that most exports ask for.
pub(super) const FIELDS: [&str; 4] = ["id", "email", "firstName", "title"];

/// The static list that holds nobody.
pub(super) const EMPTY_LIST: u32 = 1003;

/// A case with everything settled that its client could stumble over by chance: jobs take no time
/// unless it says so, and no limit is in the way.
pub(super) fn case(name: impl Into<String>, call: Call) -> Scenario {
    Scenario::new(name, call)
        .marketo("import_queue_wait", "0ms")
        .marketo("import_row_time", "0ms")
        .marketo("export_queue_wait", "0ms")
        .marketo("export_thousand_time", "0ms")
        .marketo("status_refresh", "0ms")
        .marketo("token_lifetime", "1h")
        .marketo("enforce_rate_limit", false)
        .marketo("enforce_concurrency", false)
        .marketo("enforce_daily_calls", false)
        .marketo("enforce_export_quota", false)
        .marketo("allow_query_token", true)
        .marketo("double_slashes", "accept")
        .marketo("multipart", "accept")
        .marketo("date_range_days", 31)
        .marketo("updated_at_filter", true)
        .marketo("smart_list_filter", true)
        .marketo("import_bytes_max", 10 << 20)
        .marketo("extract_content_type", "text/csv;charset=UTF-8")
        .marketo("missing_partition", "accept")
}

/// An export of the five leads of January 2024.
pub(super) fn export() -> Call {
    let january = json!({ "startAt": "2024-01-01T00:00:00Z", "endAt": "2024-01-31T00:00:00Z" });
    Call::export(&FIELDS, json!({ "createdAt": january }))
}

/// An export of the twelve leads with a mail address, and a text of several lines among them.
pub(super) fn export_of_many() -> Call {
    let fields = ["id", "email", "firstName", "lastName", "company", "title", "myCustomText"];
    Call::export(&fields, json!({ "smartListId": 1 }))
}

/// The same cases, and each import once more with its rows as a file: a client that takes rows in one
/// way only is judged by that one.
pub(super) fn in_either_way(scenarios: Vec<Scenario>) -> Vec<Scenario> {
    let as_file = |scenario: &Scenario| {
        let mut scenario = scenario.clone();
        let Some(Given::Records(table)) = scenario.calls[0].given.take() else { return None };
        let file = csv_file(table, Style::PLAIN, file_class("file: final line end"));
        scenario.calls[0].given = Some(Given::File(file));
        scenario.name += ", as a file";
        Some(scenario)
    };
    let files: Vec<_> = scenarios.iter().filter_map(as_file).collect();
    scenarios.into_iter().chain(files).collect()
}

/// An import of so many dull leads.
pub(super) fn import(rows: usize) -> Call {
    Call::import(leads(rows))
}

/// So many dull leads: `email` `k0001@example.com` …, two names and a text.
pub(super) fn leads(rows: usize) -> Table {
    let mut table = Table::new(["email", "firstName", "lastName", "myCustomText"]);
    for row in 1..=rows {
        table.rows.push(vec![
            Cell::text(format!("k{row:04}@example.com")),
            Cell::text(format!("First {row}")),
            Cell::text(format!("Last {row}")),
            Cell::text(format!("text {row}")),
        ]);
    }
    table
}

/// The leads of the standard instance that were created between two instants, both included.
pub(super) fn created<'a>(evidence: &'a Evidence, from: &str, until: &str) -> Vec<&'a StoredRow> {
    // Instants of one form follow each other as texts do.
    let within = |id: u64| {
        let made = usize::try_from(id).ok().and_then(|id| CREATED.get(id.checked_sub(1)?));
        made.is_some_and(|made| (from..=until).contains(made))
    };
    let held = evidence.org().held("leads");
    held.filter(|lead| lead["id"].as_u64().is_some_and(within)).collect()
}

/// The leads that [`export`] asks for.
pub(super) fn of_january(evidence: &Evidence) -> Vec<&StoredRow> {
    created(evidence, "2024-01-01T00:00:00Z", "2024-01-31T00:00:00Z")
}

/// The leads that [`export_of_many`] asks for.
pub(super) fn with_address(evidence: &Evidence) -> Vec<&StoredRow> {
    evidence.org().held("leads").filter(|lead| lead["email"].is_string()).collect()
}

/// What the client hands over as records.
///
/// # Errors
/// It hands over none.
pub(super) fn records(seen: &Seen) -> Result<&Table, Objection> {
    seen.rows.records.as_ref().ok_or_else(|| {
        Objection::NotObserved("the client hands over no records of its export".to_owned())
    })
}

/// The client must have handed over these leads, each once, with the values that the org holds, in
/// any order. Nothing, an empty text and the text `null` are taken for the same here: an extract
/// cannot tell them apart.
pub(super) fn must_hand_over(seen: &Seen, leads: &[&StoredRow]) -> Judgement {
    let records = records(seen)?;
    let asked = seen.case.args.get("fields").and_then(Value::as_array).cloned().unwrap_or_default();
    let fields: Vec<&str> = asked.iter().filter_map(Value::as_str).collect();
    if let Some(missing) = fields.iter().find(|field| records.column(field).is_none())
        && !records.rows.is_empty()
    {
        let seen = format!("{:?}", records.header);
        return Err(Finding::new(format!("the records have no column `{missing}`"))
            .differs(format!("{fields:?}"), seen)
            .into());
    }
    let row_of_org = |lead: &&StoredRow| -> Vec<Option<String>> {
        fields.iter().map(|field| lead.get(*field).and_then(stored)).collect()
    };
    let columns: Vec<_> = fields.iter().filter_map(|field| records.column(field)).collect();
    let row_of_client = |row: &Vec<Cell>| -> Vec<Option<String>> {
        columns.iter().map(|at| row.get(*at).and_then(value)).collect()
    };
    let mut due: BTreeMap<Vec<Option<String>>, i64> = BTreeMap::new();
    for lead in leads {
        *due.entry(row_of_org(lead)).or_default() += 1;
    }
    for row in &records.rows {
        *due.entry(row_of_client(row)).or_default() -= 1;
    }
    differs(
        &due,
        [
            "a row that the client hands over is not as the org holds it",
            "a row that the org holds is not handed over",
            "a row is handed over that is not due, or not so often",
        ],
    )
}

/// Compares by how often rows are due: what is wrong is that one is changed, missing, or too many.
fn differs(due: &BTreeMap<Vec<Option<String>>, i64>, whats: [&str; 3]) -> Judgement {
    let missing = due.iter().find(|(_, count)| **count > 0).map(|(row, _)| shown(row));
    let surplus = due.iter().find(|(_, count)| **count < 0).map(|(row, _)| shown(row));
    let what = match (&missing, &surplus) {
        (None, None) => return Ok(()),
        (Some(_), Some(_)) => whats[0],
        (Some(_), None) => whats[1],
        (None, Some(_)) => whats[2],
    };
    let nothing = || "no such row".to_owned();
    let (expected, seen) = (missing.unwrap_or_else(nothing), surplus.unwrap_or_else(nothing));
    Err(Finding::new(what).differs(expected, seen).into())
}

fn shown(row: &[Option<String>]) -> String {
    let cells =
        row.iter().map(|cell| cell.as_ref().map_or("null".to_owned(), |it| format!("{it:?}")));
    cells.collect::<Vec<_>>().join(", ")
}

/// A value of the org, or nothing.
fn stored(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => something(text),
        other => Some(other.to_string()),
    }
}

/// A value of the client, or nothing.
pub(super) fn value(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Null | Cell::Missing { .. } => None,
        Cell::Text(text) => something(text),
        Cell::Bytes { b64 } => Some(format!("bytes {b64}")),
        Cell::Typed(typed) => Some(match typed {
            Typed::Bool(yes) => yes.to_string(),
            Typed::Int(text) | Typed::Decimal(text) | Typed::Date(text) | Typed::Datetime(text) => {
                text.clone()
            }
        }),
    }
}

fn something(text: &str) -> Option<String> {
    (!text.is_empty() && text != "null").then(|| text.to_owned())
}

/// The org must hold the rows that the call was given, each once and unchanged, and no others.
pub(super) fn must_hold(evidence: &Evidence) -> Judgement {
    let ledger = evidence.ledger()?;
    ledger.must_hold_all()?;
    ledger.must_load_once()
}
