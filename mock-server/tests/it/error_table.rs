//! The table of all errors that the provider answers over HTTP: the place to review their texts.

use bulk_mock::providers::salesforce::errors::ApiError;
use bulk_mock::providers::salesforce::id::org_id;

/// Every error that the provider answers over HTTP. The place to review their texts.
#[test]
fn every_error_has_its_status_its_code_and_its_text() {
    let job = org_id(1, "demo");
    let table = [
        ApiError::session_expired(),
        ApiError::invalid_jwt_format(),
        ApiError::invalid_auth_header(),
        ApiError::request_limit_exceeded(),
        ApiError::not_found(),
        ApiError::method_not_allowed("PUT", &["GET", "PATCH", "HEAD"]),
        ApiError::version_gone(30),
        ApiError::too_large(413, 150_000_000),
        ApiError::unsupported_media_type(415, "text/xml"),
        ApiError::undecodable_body("corrupt deflate stream"),
        ApiError::json_parser("expected value at line 1 column 1"),
        ApiError::stalled(),
        ApiError::unknown_object("blah"),
        ApiError::not_an_external_id("Foo__c", "Account"),
        ApiError::not_an_external_id("", "Account"),
        ApiError::external_id_blank("Account"),
        ApiError::invalid_value("", "operation"),
        ApiError::hard_delete_not_enabled(),
        ApiError::not_bulkable("CaseStatus"),
        ApiError::batch_quota_exceeded(),
        ApiError::bad_multipart("part job is missing"),
        ApiError::multiple_contents("INVALIDJOB", &job),
        ApiError::wrong_transition("Aborting", "Completed"),
        ApiError::wrong_state("Closing a Job without data not allowed"),
        ApiError::not_terminated(),
        ApiError::query_jobs_exceeded(10_000),
        ApiError::query_bytes_exceeded(976_562),
        ApiError::other_version("The API version of the request must be that of the job, 62.0"),
        ApiError::conflict("Results are not available while the job is in state InProgress"),
        ApiError::invalid_locator("Invalid locator: x"),
        ApiError::too_many_groups(),
        ApiError::invalid_query_locator(),
        ApiError::no_query(),
        ApiError::entity_is_deleted(),
        ApiError::no_such_key("Colour__c"),
        ApiError::malformed_id("0015000000KUkGrAAA"),
        ApiError::no_such_column("Colour__c", "Account"),
        ApiError::key_in_body("Id"),
        ApiError::no_body(),
        ApiError::not_deserialized("double", "VALUE_STRING", Some("abc"), (1, 11)),
        ApiError::not_deserialized("string", "START_ARRAY", None, (2, 3)),
        ApiError::doubled_property("name"),
        ApiError::bad_columns("InvalidBatch : Field name not found : Colour__c"),
        ApiError::several_parent_keys("Account"),
        ApiError::no_parent_key("Phone", "Account"),
        ApiError::bad_replication_date("start", "soon"),
        ApiError::empty_replication_span(),
        ApiError::invalid_type("Nothing"),
        ApiError::too_many_records(200),
        ApiError::missing_parameter("records"),
        ApiError::untyped_record(),
        ApiError::rolled_back(),
        ApiError::transaction_rolled_back(),
        ApiError::no_referenced_value("made.records[0].Id"),
        ApiError::batch_halted(),
        ApiError::bad_reference_id("a b"),
        ApiError::too_many_requests("subrequests", 25),
        ApiError::tree_too_large("200 records"),
        ApiError::no_composite_inside("/services/data/v62.0/composite"),
        ApiError::gap("SOQL queries"),
        ApiError::no_org("this server has 2 orgs already"),
    ];
    let line = |error: &ApiError| {
        let header =
            error.header.map_or_else(String::new, |(name, value)| format!(" [{name}: {value}]"));
        format!("{} {:<26} {}{header}\n", error.status, error.code, error.message)
    };
    insta::assert_snapshot!("error_table", table.iter().map(line).collect::<String>());
}
