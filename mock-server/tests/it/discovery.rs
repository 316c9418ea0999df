//! What an org says of itself: versions, resources, limits.

use bulk_mock::providers::salesforce::auth::OrgIdentity;
use bulk_mock::providers::salesforce::discovery::{Used, limit_info, limits, resources, versions};
use bulk_mock::providers::salesforce::id::{IdSpace, org_id};
use bulk_mock::providers::salesforce::settings::Settings;
use bulk_mock::providers::salesforce::version::{ApiVersion, NamedVersion};
use serde_json::json;

fn version(segment: &str) -> ApiVersion {
    match ApiVersion::named(segment) {
        NamedVersion::Served(version) => version,
        NamedVersion::Retired(_) | NamedVersion::Unknown => panic!("{segment} is not served"),
    }
}

#[test]
fn versions_go_from_the_oldest_to_the_newest_that_is_served() {
    let versions = versions();
    let list = versions.as_array().expect("an array");
    assert_eq!(list.len(), 38);
    insta::assert_json_snapshot!("versions_ends", [&list[0], &list[1], &list[37]]);
}

#[test]
fn resources_are_paths_and_the_identity_is_a_url() {
    let org = OrgIdentity {
        org_id: org_id(7, "acme"),
        org_name: "Acme".into(),
        ids: IdSpace::of_org(7, "acme"),
    };
    let of = |segment| resources(version(segment), "https://acme.example/", &org, 1);
    insta::assert_json_snapshot!("resources", of("v62.0"));
    assert!(of("v40.0").get("jobs").is_none());
}

#[test]
fn limits_show_what_was_used_and_never_fall_below_zero() {
    let settings = Settings { daily_batches: 2, ..Settings::default() };
    let used = Used { api_requests: 18, batches: 3, query_jobs: 1, query_megabytes: 2 };
    let limits = limits(&settings, &used);
    insta::assert_json_snapshot!("limits", limits);
    assert_eq!(limits["DailyBulkApiBatches"], json!({ "Max": 2, "Remaining": 0 }));
}

#[test]
fn the_usage_header_is_what_clients_match_from_end_to_end() {
    let settings = Settings { daily_api_requests: 5000, ..Settings::default() };
    let used = Used { api_requests: 18, ..Used::default() };
    assert_eq!(limit_info(&settings, used.api_requests), "api-usage=18/5000");
}
