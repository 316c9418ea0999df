//! What fires does not depend on who comes first.

use std::collections::BTreeSet;

use super::*;
use crate::support::{Org, server};

/// The objects, among 40 creates that come in that order, whose create is refused.
async fn refused(seed: u64, numbers: &[u32]) -> BTreeSet<u32> {
    let server = crate::support::builder().seed(seed).offline().expect("a server");
    let org = Org::fresh(&server, "order", "");
    lay(
        &org,
        "on.operation = \"salesforce.query.create\"\nwhen.probability = 0.4\n\
         inject.status = { status = 503 }",
    );
    let mut refused = BTreeSet::new();
    for number in numbers {
        let soql = format!("SELECT Id FROM Contact WHERE LastName = 'Person {number}'");
        let job = json!({ "operation": "query", "query": soql });
        if org.send("POST", "/jobs/query", &job).await.status == 503 {
            refused.insert(*number);
        }
    }
    refused
}

#[tokio::test]
async fn the_same_seed_hits_the_same_requests_in_any_order() {
    let forwards: Vec<u32> = (0..40).collect();
    let backwards: Vec<u32> = (0..40).rev().collect();
    let mixed: Vec<u32> = (0..40).map(|n| n * 7 % 40).collect();
    let hit = refused(1, &forwards).await;
    assert!((6..34).contains(&hit.len()), "{hit:?}");
    assert_eq!(hit, refused(1, &backwards).await);
    assert_eq!(hit, refused(1, &mixed).await);
    assert_ne!(hit, refused(2, &forwards).await);
}

#[tokio::test]
async fn a_job_has_its_fate_whatever_its_number() {
    let fates = async |before: usize| {
        let server = server();
        let org = org_with(
            &server,
            "fate",
            "when.probability = 0.5\non.body.\"/operation\" = \"query\"\n\
             inject.fail.message = \"Lost\"",
        );
        for _ in 0..before {
            org.open(crate::support::insert_contacts()).await;
        }
        let mut told = Vec::new();
        for number in 0..12 {
            let soql = format!("SELECT Id FROM Contact LIMIT {}", number + 1);
            let job = json!({ "operation": "query", "query": soql });
            let created = org.send("POST", "/jobs/query", &job).await.ok().json();
            let id = created["id"].as_str().expect("an id").to_owned();
            org.until_idle().await;
            told.push(brief(&query_info(&org, &id).await));
        }
        told
    };
    let told = fates(0).await;
    assert!(told.iter().any(|job| job.starts_with("Failed")), "{told:?}");
    assert!(told.iter().any(|job| job.starts_with("JobComplete")), "{told:?}");
    assert_eq!(told, fates(3).await);
}
