//! Marketo, each operation against the fake.

use bulk_conformance::protocol::{Case, Class, Op, Table};
use bulk_mock::faults::fate::TokenDies;
use bulk_mock::faults::wire::{End, LostResponse, Truncate};
use bulk_mock::faults::{Per, Place};
use serde_json::json;

use crate::support::{World, shown};

fn leads(rows: usize) -> Table {
    (1..=rows).fold(Table::new(["email", "lastName", "company"]), |table, row| {
        table.row([
            format!("lead{row}@example.com"),
            format!("Äsch {row}"),
            "a\\,b, \"c\"\nd".into(),
        ])
    })
}

fn import(world: &World, table: &Table) -> Case {
    let args = json!({ "object": "leads", "format": "csv", "lookupField": "email" });
    Case { input: world.records(table), ..world.case(Op::MkImport, &args) }
}

/// The companies of the leads that a test brought, which the fake was not born with.
fn companies(world: &World) -> Vec<String> {
    let rows = world.org.marketo().rows("leads");
    let own = rows.iter().filter(|row| row["email"].starts_with("lead"));
    own.map(|row| row["company"].to_owned()).collect()
}

fn export(world: &World) -> Case {
    let fields = json!(["email", "lastName", "company", "title"]);
    let filter = json!({ "createdAt": { "startAt": "2020-01-01T00:00:00Z", "endAt": "2030-01-01T00:00:00Z" } });
    let args = json!({ "object": "leads", "fields": fields, "filter": filter });
    let mut case = world.case(Op::MkExport, &args);
    case.limits.export_range_days = Some(10_000);
    case
}

/// A fake with so many leads in it.
fn stocked(rows: usize) -> World {
    let world = World::new();
    world.run_well(&import(&world, &leads(rows)));
    world
}

/// An export of all leads, which needs a range that the fake takes.
fn recent(world: &World) -> Case {
    let now = world.org.now().to_string();
    let day = |days: i64| {
        let now: jiff::Timestamp = now.parse().expect("a time");
        (now + jiff::SignedDuration::from_hours(24 * days)).to_string()
    };
    let mut case = export(world);
    let filter = json!({ "createdAt": { "startAt": day(-40), "endAt": day(50) } });
    case.args.insert("filter".into(), filter);
    case.limits.export_range_days = None;
    case
}

#[test]
fn rows_are_imported_as_they_are_and_reports_fetched() {
    let world = World::new();
    let table = leads(2).row(["".to_owned(), "Nobody".to_owned(), "x".to_owned()]);
    let success = world.run_well(&import(&world, &table));
    assert!(success.partial);
    let failed = shown(success.rows.failed.as_ref());
    assert!(failed.starts_with("email | lastName | company | Import Failure Reason\n"), "{failed}");
    assert!(failed.contains("\"\" | \"Nobody\" | \"x\" | \"Value for lookup"), "{failed}");
    assert_eq!(companies(&world), ["a\\,b, \"c\"\nd"; 2]);
}

#[test]
fn large_input_goes_up_in_parts() {
    let world = World::new();
    let mut case = import(&world, &leads(30));
    case.limits.upload_bytes = Some(900);
    let success = world.run_well(&case);
    assert!(success.jobs.len() > 2);
    assert_eq!(companies(&world).len(), 30);
}

#[test]
fn an_import_whose_answer_is_lost_is_not_sent_again() {
    let world = World::new();
    let _lost = world
        .org
        .fault("lost")
        .on("marketo.import.create")
        .inject(LostResponse { end: End::default() });
    let failure = world.run_badly(&import(&world, &leads(1)));
    assert_eq!((failure.class, failure.retryable), (Class::Transport, Some(false)));
    assert_eq!(world.calls("marketo.import.create"), 1);
}

#[test]
fn a_long_range_is_exported_in_pieces() {
    let world = stocked(5);
    let success = world.run_well(&recent(&world));
    assert_eq!(success.jobs.len(), 3);
    let rows = shown(success.rows.records.as_ref());
    assert_eq!(rows.lines().count(), 6, "{rows}");
    assert!(rows.starts_with("email | lastName | company | title\n"), "{rows}");
    assert!(rows.contains(r#""a\\,b, \"c\"\nd" | null"#), "{rows}");
}

#[test]
fn a_file_that_breaks_off_is_resumed() {
    let world = stocked(9);
    let cut = Truncate { at: Place::Byte(150) };
    let fault = world.org.fault("cut").on("marketo.export.file").per(Per::Org).first(2).inject(cut);
    let success = world.run_well(&recent(&world));
    assert_eq!(fault.fired(), 2);
    assert_eq!(shown(success.rows.records.as_ref()).lines().count(), 10);
}

#[test]
fn a_token_that_dies_is_replaced_and_the_call_repeated() {
    for operation in ["marketo.export.enqueue", "marketo.export.status", "marketo.export.file"] {
        let world = stocked(2);
        let _dies = world
            .org
            .fault("dies")
            .on(operation)
            .per(Per::Org)
            .first(1)
            .inject(TokenDies { late: false });
        let success = world.run_well(&recent(&world));
        assert_eq!(shown(success.rows.records.as_ref()).lines().count(), 3, "{operation}");
        assert_eq!(world.calls("marketo.export.create"), 3, "{operation}");
    }
}

#[test]
fn too_fast_waits_and_a_full_queue_waits() {
    let world = stocked(2);
    let _ = world.org.marketo().fail_next("marketo.export.status", "606");
    let _ = world.org.marketo().fail_next("marketo.export.enqueue", "615");
    let success = world.run_well(&recent(&world));
    assert_eq!(shown(success.rows.records.as_ref()).lines().count(), 3);
}

#[test]
fn a_quota_of_the_day_ends_at_once() {
    let world = World::new();
    let _ = world.org.marketo().fail_next("marketo.export.create", "607");
    let failure = world.run_badly(&recent(&world));
    assert_eq!((failure.class, failure.code.as_deref()), (Class::Quota, Some("607")));
    assert_eq!(world.calls("marketo.export.create"), 1);
}

#[test]
fn an_export_that_is_there_is_cancelled() {
    let world = World::new();
    let _stuck = world
        .org
        .fault("stuck")
        .inject(bulk_mock::faults::fate::Stuck { state: "Processing".to_owned(), lasts: None });
    let mut case = recent(&world);
    case.limits.timeout_ms = Some(300);
    let failure = world.run_badly(&case);
    assert_eq!(failure.class, Class::Timeout);
    let args = json!({ "object": "leads", "export_id": failure.job_id });
    let success = world.run_well(&world.case(Op::MkCancel, &args));
    assert_eq!(success.jobs[0].state.as_deref(), Some("Cancelled"));
}
