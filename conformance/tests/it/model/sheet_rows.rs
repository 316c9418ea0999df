//! Sections 3.8, 3.11, 3.12 and 10 of the sheet: what becomes of each row, and in which words.

use bulk_conformance::model::salesforce::{
    Body, Cell, Command, Operation, Outcome, RefusedId, ResultSet,
};

use super::walk::{Walk, error, faults, made, new_job, saved};

const TWO: &str = "LastName,External_Id__c\nAnn,K1\nBob,K2";

#[test]
fn inserted_rows_are_created() {
    let mut client = Walk::new();
    assert_eq!(client.run(1, Operation::Insert, TWO), [saved(1, 0, true), saved(1, 1, true)]);
    assert_eq!(client.contacts(), ["K1,Ann", "K2,Bob"]);
}

#[test]
fn a_new_record_needs_its_required_fields() {
    let mut client = Walk::new();
    let rows = client.run(1, Operation::Insert, "LastName,Description\n,x");
    assert_eq!(
        error(&rows[0]),
        "REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --"
    );
    assert!(matches!(rows[0], Outcome::Refused { id: RefusedId::Empty, .. }));
}

#[test]
fn an_insert_of_a_taken_external_id_names_the_record_that_has_it() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, TWO);
    let rows = client.run(2, Operation::Insert, "LastName,External_Id__c\nCy,k1");
    assert_eq!(
        error(&rows[0]),
        "DUPLICATE_VALUE:duplicate value found: External_Id__c duplicates value on record with \
         id: <row 0 of job 1>:--"
    );
}

#[test]
fn an_upsert_changes_what_it_finds_and_creates_the_rest() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, TWO);
    let file = "EXTERNAL_ID__C,lastname\nk2,Bea\nK3,Cy";
    assert_eq!(client.run(2, Operation::Upsert, file), [saved(1, 1, false), saved(2, 1, true)]);
    assert_eq!(client.contacts(), ["K1,Ann", "k2,Bea", "K3,Cy"]);
}

#[test]
fn an_upsert_that_names_an_external_id_twice_in_one_chunk_fails_both_rows() {
    let mut client = Walk::new();
    let file = "External_Id__c,LastName\nK1,Ann\nK2,Bob\nk1,Cy\nK1,Dee";
    let rows = client.run(1, Operation::Upsert, file);
    assert_eq!(
        error(&rows[0]),
        "DUPLICATE_VALUE:Duplicate external id specified: K1:External_Id__c --"
    );
    assert_eq!(
        error(&rows[2]),
        "DUPLICATE_VALUE:Duplicate external id specified: k1:External_Id__c --"
    );
    assert_eq!(rows[1], saved(1, 1, true));
    assert_eq!(rows[3], saved(1, 3, true), "the fourth row is in the next batch");
}

#[test]
fn an_upsert_by_id_without_an_id_column_creates_every_row() {
    let mut client = Walk::new();
    client.asks(&Command::Create(new_job(1, Operation::Upsert, Some("Id"))));
    assert_eq!(client.finish(1, "LastName\nAnn\nBob"), [saved(1, 0, true), saved(1, 1, true)]);
}

#[test]
fn an_upsert_by_id_changes_the_record_that_it_names() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, TWO);
    client.asks(&Command::Create(new_job(2, Operation::Upsert, Some("Id"))));
    let rows = client.finish(2, "Id,LastName\n@1.1,Bea\n,Cy");
    assert_eq!(rows, [saved(1, 1, false), saved(2, 1, true)]);
}

#[test]
fn an_empty_value_changes_nothing_and_na_clears() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, TWO);
    let file = "Id,LastName,External_Id__c\n@1.0,,#N/A\n@1.1,Bea,";
    assert_eq!(client.run(2, Operation::Update, file), [saved(1, 0, false), saved(1, 1, false)]);
    assert_eq!(client.contacts(), ["Ann", "K2,Bea"]);
}

#[test]
fn an_update_to_an_external_id_that_is_taken_fails_and_shows_its_own_id() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, TWO);
    let rows = client.run(2, Operation::Update, "Id,External_Id__c\n@1.0,K2");
    assert!(error(&rows[0]).starts_with("DUPLICATE_VALUE:duplicate value found: External_Id__c"));
    let own = RefusedId::Record(made(1, 0));
    assert!(matches!(rows[0], Outcome::Refused { id, .. } if id == own));
}

#[test]
fn an_id_that_never_existed_is_an_invalid_cross_reference() {
    for operation in [Operation::Update, Operation::Delete] {
        let mut client = Walk::new();
        let rows = client.run(1, operation, "Id\n@never\n@7.0");
        for row in rows {
            assert_eq!(error(row), "INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--");
        }
    }
}

#[test]
fn a_deleted_record_is_deleted() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, TWO);
    assert_eq!(client.run(2, Operation::Delete, "Id\n@1.0"), [saved(1, 0, false)]);
    assert_eq!(client.contacts(), ["K2,Bob"]);
    for (job, operation) in [(3, Operation::Update), (4, Operation::Delete)] {
        let rows = client.run(job, operation, "Id\n@1.0");
        assert_eq!(error(&rows[0]), "ENTITY_IS_DELETED:entity is deleted:--");
    }
}

#[test]
fn the_external_id_of_a_deleted_record_is_free() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, TWO);
    client.run(2, Operation::Delete, "Id\n@1.0");
    let rows = client.run(3, Operation::Upsert, "External_Id__c,LastName\nK1,Eve");
    assert_eq!(rows, [saved(3, 0, true)]);
}

#[test]
fn an_update_without_an_id_value_lacks_an_argument() {
    let mut client = Walk::new();
    let rows = client.run(1, Operation::Update, "Id,LastName\n,Ann");
    assert_eq!(error(&rows[0]), "MISSING_ARGUMENT:Id not specified in an update call:--");
}

#[test]
fn a_row_that_breaks_two_rules_may_fail_for_either() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, TWO);
    let rows = client.run(2, Operation::Insert, "LastName,External_Id__c\n,K1");
    let codes: Vec<_> = faults(&rows[0]).iter().map(|fault| fault.code()).collect();
    assert_eq!(codes, ["REQUIRED_FIELD_MISSING", "DUPLICATE_VALUE"]);
}

#[test]
fn an_id_of_a_record_made_after_the_upload_never_existed() {
    let mut client = Walk::new();
    client.create(2, Operation::Delete);
    client.put(2, "Id\n@1.0");
    client.run(1, Operation::Insert, TWO);
    client.close(2);
    client.wait(60_000);
    assert_eq!(client.contacts().len(), 2);
}

#[test]
fn result_files_repeat_the_uploaded_header_as_it_was_written() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, "LASTNAME,Description\nAnn,\n,x");
    let tables = [ResultSet::Successful, ResultSet::Failed, ResultSet::Unprocessed].map(|set| {
        let Body::Table(table) = client.results(1, set).body else { panic!("no table") };
        (table.added.join(","), table.columns.join(","), table.rows.len())
    });
    let row = |added: &str, rows| (added.to_owned(), "LASTNAME,Description".to_owned(), rows);
    let wanted = [row("sf__Id,sf__Created", 1), row("sf__Id,sf__Error", 1), row("", 0)];
    assert_eq!(tables, wanted, "an empty set still has its header");
}

#[test]
fn result_rows_carry_the_uploaded_values() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, "LastName\n Ann ");
    let Body::Table(table) = client.results(1, ResultSet::Successful).body else { panic!() };
    assert_eq!(table.rows[0].cells, [Cell::Text(" Ann ".to_owned())], "untrimmed");
}
