//! Salesforce, each operation against the fake.

use bulk_conformance::protocol::{Case, Cell, Class, Op, Table};
use bulk_mock::faults::answer::Locator;
use bulk_mock::faults::fate::{RowErrors, TokenDies};
use bulk_mock::faults::wire::{End, LostResponse, Reset};
use bulk_mock::faults::{Per, Place};
use serde_json::json;

use crate::support::{World, shown};

fn contacts(rows: usize) -> Table {
    (1..=rows).fold(Table::new(["LastName", "External_Id__c", "Description"]), |table, row| {
        table.row([format!("Name {row}"), format!("K-{row}"), "línea 1\nline 2, \"q\"".to_owned()])
    })
}

fn insert(world: &World, table: &Table) -> Case {
    let args = json!({ "object": "Contact", "operation": "insert" });
    Case { input: world.records(table), ..world.case(Op::SfIngest, &args) }
}

/// The stored names, in order.
fn names(world: &World) -> Vec<String> {
    let rows = world.org.salesforce().rows("Contact");
    let mut names: Vec<_> = rows.iter().map(|row| row["LastName"].to_owned()).collect();
    names.sort();
    names
}

#[test]
fn rows_are_loaded_as_they_are() {
    let world = World::new();
    let table = contacts(3).row([Cell::text(""), Cell::text("K-4"), Cell::Null]);
    let success = world.run_well(&insert(&world, &table));
    assert!(success.partial);
    assert_eq!(success.jobs[0].state.as_deref(), Some("JobComplete"));
    let success_rows = shown(success.rows.success.as_ref());
    assert_eq!(success_rows.lines().count(), 4, "{success_rows}");
    assert!(success_rows.contains(r#""Name 2" | "K-2" | "línea 1\nline 2, \"q\"""#));
    assert!(shown(success.rows.failed.as_ref()).contains("REQUIRED_FIELD_MISSING"));
    assert_eq!(
        shown(success.rows.unprocessed.as_ref()),
        "LastName | External_Id__c | Description\n"
    );
    assert_eq!(names(&world), ["Name 1", "Name 2", "Name 3"]);
}

#[test]
fn large_input_goes_up_in_parts() {
    let world = World::new();
    let mut case = insert(&world, &contacts(40));
    case.limits.upload_bytes = Some(600);
    let success = world.run_well(&case);
    assert!(success.jobs.len() > 2, "{success:?}");
    assert_eq!(names(&world).len(), 40);
    assert_eq!(shown(success.rows.success.as_ref()).lines().count(), 41);
}

#[test]
fn a_file_is_read_in_its_own_dialect() {
    let world = World::new();
    let args = json!({ "object": "Contact", "operation": "insert" });
    let mut case = world.case(Op::SfIngest, &args);
    case.input = world.file(
        "\u{feff}LastName;Description\r\nBlum;\"a\r\nb;c\"\r\nSato;",
        "SEMICOLON",
        "CRLF",
    );
    world.run_well(&case);
    let rows = world.org.salesforce().rows("Contact");
    assert_eq!(&rows[0]["Description"], "a\r\nb;c");
    assert_eq!(names(&world), ["Blum", "Sato"]);
}

#[test]
fn a_ragged_row_is_refused_before_anything_is_sent() {
    let world = World::new();
    let args = json!({ "object": "Contact", "operation": "insert" });
    let mut case = world.case(Op::SfIngest, &args);
    case.input = world.file("LastName,Title\nBlum,x\nSato\n", "COMMA", "LF");
    let failure = world.run_badly(&case);
    assert_eq!(failure.class, Class::Data);
    assert_eq!(failure.message, "row 2 has 1 cells under 2 names");
    assert_eq!(world.calls("salesforce.ingest.create"), 0);
}

#[test]
fn a_token_that_dies_is_replaced_once_and_the_call_repeated() {
    for operation in
        ["salesforce.ingest.upload", "salesforce.ingest.info", "salesforce.ingest.change"]
    {
        let world = World::new();
        let _dies = world
            .org
            .fault("dies")
            .on(operation)
            .per(Per::Org)
            .first(1)
            .inject(TokenDies { late: false });
        world.run_well(&insert(&world, &contacts(2)));
        assert_eq!(world.calls("salesforce.ingest.create"), 1, "{operation}");
        assert_eq!(names(&world).len(), 2, "{operation}");
    }
}

#[test]
fn a_lost_answer_loads_nothing_twice() {
    for operation in
        ["salesforce.ingest.create", "salesforce.ingest.upload", "salesforce.ingest.change"]
    {
        let world = World::new();
        let _lost = world
            .org
            .fault("lost")
            .on(operation)
            .per(Per::Org)
            .first(1)
            .inject(LostResponse { end: End::default() });
        world.run_well(&insert(&world, &contacts(2)));
        assert_eq!(names(&world), ["Name 1", "Name 2"], "{operation}");
        let calls = world.calls("salesforce.ingest.upload");
        assert_eq!(calls, 1 + usize::from(operation.ends_with("upload")), "{operation}");
    }
}

#[test]
fn a_result_that_breaks_off_is_fetched_again() {
    let world = World::new();
    let reset = Reset { at: Place::Row(2) };
    let _cut =
        world.org.fault("cut").on("salesforce.ingest.successful_results").nth(1).inject(reset);
    let success = world.run_well(&insert(&world, &contacts(4)));
    assert_eq!(shown(success.rows.success.as_ref()).lines().count(), 5);
}

#[test]
fn a_failed_job_is_an_error_with_its_reason() {
    let world = World::new();
    let table = Table::new(["LastName", "Nope__c"]).row(["Blum", "x"]);
    let failure = world.run_badly(&insert(&world, &table));
    assert_eq!(failure.class, Class::JobFailed);
    assert_eq!(failure.code.as_deref(), Some("InvalidBatch"));
    assert!(failure.message.contains("Nope__c"), "{failure:?}");
    assert!(failure.job_id.is_some());
}

#[test]
fn an_upload_that_never_goes_through_leaves_no_open_job() {
    let world = World::new();
    for _ in 0..3 {
        let _ = world.org.salesforce().fail_next("salesforce.ingest.upload", 500);
    }
    let failure = world.run_badly(&insert(&world, &contacts(2)));
    assert_eq!(failure.class, Class::Transport);
    let jobs = world.org.salesforce().jobs();
    assert_eq!(jobs.len(), 3);
    assert!(jobs.iter().all(|job| job["state"] == "Aborted"), "{jobs:?}");
    assert_eq!(shown(failure.rows.unprocessed.as_ref()).lines().count(), 3);
}

#[test]
fn rows_are_deleted_by_their_ids_alone() {
    let world = World::new();
    let loaded = world.run_well(&insert(&world, &contacts(2)));
    let ids = Table::load(loaded.rows.success.as_ref().unwrap()).unwrap();
    let table = ids
        .values("sf__Id")
        .into_iter()
        .fold(Table::new(["LastName", "Id"]), |table, id| table.row([Cell::text("x"), id.clone()]));
    let args = json!({ "object": "Contact", "operation": "delete" });
    let case = Case { input: world.records(&table), ..world.case(Op::SfIngest, &args) };
    let success = world.run_well(&case);
    assert!(!success.partial);
    assert!(shown(success.rows.success.as_ref()).starts_with("sf__Id | sf__Created | Id\n"));
}

#[test]
fn only_failed_rows_are_sent_again() {
    let world = World::new();
    let errors = json!({ "code": "UNABLE_TO_LOCK_ROW", "rows": [2, 3], "attempts": 1 });
    let errors: RowErrors = serde_json::from_value(errors).unwrap();
    let _locked = world.org.fault("locked").inject(errors);
    let case = Case { op: Op::SfRetryFailed, ..insert(&world, &contacts(4)) };
    let success = world.run_well(&case);
    assert!(!success.partial, "{}", shown(success.rows.failed.as_ref()));
    assert_eq!(success.jobs.len(), 2);
    assert_eq!(success.jobs[1].processed, Some(2));
    assert_eq!(names(&world).len(), 4);
}

#[test]
fn a_query_reads_all_pages_in_order() {
    let world = World::new();
    world.run_well(&insert(&world, &contacts(7)));
    let soql = "SELECT LastName, Description FROM Contact ORDER BY LastName";
    let success =
        world.run_well(&world.case(Op::SfQuery, &json!({ "soql": soql, "maxRecords": 3 })));
    let rows = shown(success.rows.records.as_ref());
    assert_eq!(rows.lines().count(), 8, "{rows}");
    assert!(rows.starts_with("LastName | Description\n\"Name 1\" | \"línea 1\\nline 2"), "{rows}");
    assert!(rows.lines().last().unwrap().starts_with("\"Name 7\""));
}

#[test]
fn pages_that_go_in_circles_are_an_error() {
    let world = World::new();
    world.run_well(&insert(&world, &contacts(7)));
    let _circle =
        world.org.fault("circle").on("salesforce.query.results").inject(Locator::Repeated);
    let args = json!({ "soql": "SELECT Id FROM Contact", "maxRecords": 2 });
    let failure = world.run_badly(&world.case(Op::SfQuery, &args));
    assert_eq!(failure.class, Class::Data);
    assert!(failure.message.starts_with("the pages go in circles"), "{failure:?}");
}

#[test]
fn a_wrong_query_is_refused_with_its_code() {
    let world = World::new();
    let failure = world.run_badly(&world.case(Op::SfQuery, &json!({ "soql": "SELECT FROM" })));
    assert_eq!(
        (failure.class, failure.code.as_deref()),
        (Class::Rejected, Some("MALFORMED_QUERY"))
    );
    assert_eq!(world.calls("salesforce.query.info"), 0);
}

#[test]
fn a_job_that_is_there_is_aborted_then_deleted() {
    let world = World::new();
    let mut case = insert(&world, &contacts(1));
    let _stuck = world
        .org
        .fault("stuck")
        .inject(bulk_mock::faults::fate::Stuck { state: "InProgress".to_owned(), lasts: None });
    case.limits.timeout_ms = Some(300);
    let failure = world.run_badly(&case);
    assert_eq!(failure.class, Class::Timeout);
    let args = json!({ "job_id": failure.job_id, "type": "ingest" });
    let aborted = world.run_well(&world.case(Op::SfAbort, &args));
    assert_eq!(aborted.jobs[0].state.as_deref(), Some("Aborted"));
    let deleted = world.run_well(&world.case(Op::SfDelete, &args));
    assert_eq!(deleted.jobs.len(), 1);
    assert_eq!(world.org.salesforce().jobs().len(), 0);
}
