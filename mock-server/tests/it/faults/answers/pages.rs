//! What leads from page to page: locators and counts that are odd, missing or wrong.

use super::*;
use crate::faults::raw::{clear, inject, install, listening};

/// A query of three rows a page, and what its answers say besides rows: as a client goes on that
/// takes the locator as it comes, four pages at most.
async fn walk(server: &MockServer, org: &Org<'_>, results: &str) -> String {
    let mut walked = String::new();
    let mut locator = String::new();
    for _ in 0..4 {
        let page = get(server, &org.token, &format!("{results}?maxRecords=2{locator}")).await;
        let say = |name: &str| page.header(name).unwrap_or("-").to_owned();
        let rows = String::from_utf8_lossy(&page.body).lines().count();
        let next = say("sforce-locator");
        let count = say("sforce-numberofrecords");
        walked += &format!("{} lines {rows}, count {count}, locator {next}\n", page.status);
        if page.status != 200 {
            walked += &String::from_utf8_lossy(&page.body);
            walked.push('\n');
        }
        if next == "-" || next == "null" {
            break;
        }
        locator = format!("&locator={next}");
    }
    walked
}

async fn walks(faults: &[&str]) -> String {
    let server = listening().await;
    let org = Org::fresh(&server, "a", "");
    let [_, results] = salesforce_files(&org).await;
    let mut told = format!("no fault\n{}", walk(&server, &org, &results).await);
    for fault in faults {
        clear(&org.handle);
        inject(&org.handle, fault);
        told += &format!("\n{fault}\n{}", walk(&server, &org, &results).await);
    }
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locator_is_missing_odd_repeated_or_refused() {
    let told = walks(&[
        "locator = \"missing\"",
        "locator = \"repeated\"",
        "locator = \"expired\"",
        "locator = \"padded\"",
        "locator = \"number\"",
        "locator = { value = \"17\" }",
        "locator = { last = \"NULL\" }",
        "locator = { last = \"\" }",
    ]);
    insta::assert_snapshot!("locators", told.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_count_of_rows_is_missing_or_wrong() {
    let told = walks(&[
        "row_count = \"missing\"",
        "row_count = { off_by = 1 }",
        "row_count = { off_by = -9 }",
        "row_count = { value = \"many\" }",
    ]);
    insta::assert_snapshot!("counts", told.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locator_expires_once_and_the_next_attempt_is_fine() {
    let server = listening().await;
    let org = Org::fresh(&server, "a", "");
    let [_, results] = salesforce_files(&org).await;
    install(&org.handle, "name = \"once\"\nwhen.budget = 1\ninject.locator = \"expired\"");
    let first = get(&server, &org.token, &format!("{results}?maxRecords=2")).await;
    let next = first.header("sforce-locator").expect("a locator").to_owned();
    let path = format!("{results}?maxRecords=2&locator={next}");
    let statuses = [
        get(&server, &org.token, &path).await.status,
        get(&server, &org.token, &path).await.status,
    ];
    // The first page carries no locator, and does not use up the budget.
    assert_eq!(statuses, [400, 200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_without_pages_refuses_a_rule_about_them() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let rule = "name = \"x\"\non.operation = \"marketo.*\"\ninject.locator = \"missing\"";
    let rule: bulk_mock::faults::Rule = toml::from_str(rule).expect("a rule");
    let refused = instance.handle.install(&rule).expect_err("refused");
    insta::assert_snapshot!(refused, @"fault `x`: inject.locator: marketo says no such thing in its answers; name operations of another provider in `on.operation`");
}
