//! Rows that faults refuse: by their place, by what stands in them, by chance, for some attempts.

use std::fmt::Write as _;

use super::*;
use crate::support::{Org, SEVEN, insert_contacts, server};

#[tokio::test]
async fn rows_are_refused_by_their_place_and_by_what_stands_in_them() {
    let server = server();
    let mut told = String::new();
    for (place, which) in [
        "rows = 3",
        "rows = [1, { from = 6 }]",
        "where = { column = \"external_id__c\", equals = \"C-2\" }",
        "where = { column = \"LastName\", like = \"*7\" }, fields = [\"LastName\", \"Email\"]",
        "rows = [1, 2, 3], where = { column = \"LastName\", like = \"*3\" }, message = \"this record\"",
    ]
    .into_iter()
    .enumerate()
    {
        let rule = format!("inject.row_errors = {{ code = \"UNABLE_TO_LOCK_ROW\", {which} }}");
        let org = org_with(&server, &format!("rows {place}"), &rule);
        let job = closed(&org).await;
        org.until_idle().await;
        let _ = writeln!(told, "{which}\n{}", org.outcome(&job).await);
        assert_eq!(accounted(&org, &job).await, sent(&SEVEN), "{which}");
        let _ = writeln!(told, "contacts: {}\n", org.rows("Contact").await.lines().count() - 1);
    }
    insta::assert_snapshot!("refused_rows", told);
}

#[tokio::test]
async fn a_refused_row_of_an_update_names_its_record_and_leaves_it_as_it_was() {
    let server = server();
    let org = Org::fresh(&server, "update", "");
    org.run(insert_contacts(), SEVEN.as_str()).await;
    lay(&org, "inject.row_errors = { code = \"DUPLICATES_DETECTED\", rows = 1 }");
    let job = json!({ "object": "Contact", "operation": "upsert",
                      "externalIdFieldName": "External_Id__c" });
    let told = org.tell(job, "External_Id__c,LastName\nC-1,One\nC-2,Two\n").await;
    insta::assert_snapshot!(told, @r#"
    JobComplete processed 2 failed 1
    successfulResults
    "sf__Id","sf__Created",External_Id__c,LastName\n
    "<contact1>","false","C-2","Two"\n
    failedResults
    "sf__Id","sf__Error",External_Id__c,LastName\n
    "<contact2>","DUPLICATES_DETECTED:Use one of these records?:--","C-1","One"\n
    "#);
    let names = org.rows("Contact").await;
    assert!(names.contains("Person 1") && !names.contains("Person 2"), "{names}");
}

#[tokio::test]
async fn a_row_that_failed_so_many_times_is_taken_when_it_comes_again() {
    let server = server();
    let org = org_with(
        &server,
        "attempts",
        "inject.row_errors = { code = \"UNABLE_TO_LOCK_ROW\", attempts = 2, \
         where = { column = \"LastName\", like = \"Person [24]\" } }"
            .replace("Person [24]", "*4")
            .as_str(),
    );
    let mut told = String::new();
    let mut rows = SEVEN.clone();
    while rows.lines().count() > 1 {
        let job = closed_with(&org, insert_contacts(), &rows).await;
        org.until_idle().await;
        let _ = writeln!(told, "{}", brief(&org.info(&job).await));
        let failed = org.results(&job, "failedResults").await.ok().text();
        let again = failed.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split("\",\"").collect();
            format!("{},{}\n", cells[2], cells[3].trim_end_matches('"'))
        });
        rows = format!("LastName,External_Id__c\n{}", again.collect::<String>());
    }
    insta::assert_snapshot!(told, @"
    JobComplete, 7 processed, 1 failed
    JobComplete, 1 processed, 1 failed
    JobComplete, 1 processed, 0 failed
    ");
    assert_eq!(org.rows("Contact").await.lines().count() - 1, 7);
}

#[tokio::test]
async fn a_share_of_rows_is_drawn_by_what_they_say_wherever_they_stand() {
    let rows: Vec<String> = (0..400).map(|n| format!("Person {n},C-{n}")).collect();
    let rule = "inject.row_errors = { code = \"UNABLE_TO_LOCK_ROW\", share = 0.25 }";
    let refused = async |files: Vec<Vec<String>>| {
        let server = server();
        let org = org_with(&server, "share", rule);
        let mut refused = Vec::new();
        for rows in files {
            let csv = format!("LastName,External_Id__c\n{}\n", rows.join("\n"));
            let job = closed_with(&org, insert_contacts(), &csv).await;
            org.until_idle().await;
            let failed = org.results(&job, "failedResults").await.ok().body;
            let mut reader = csv::Reader::from_reader(failed.as_ref());
            refused.extend(reader.records().map(|row| row.expect("a row")[3].to_owned()));
        }
        refused.sort();
        refused
    };
    let forwards = refused(vec![rows.clone()]).await;
    let backwards = refused(vec![rows.iter().rev().cloned().collect()]).await;
    let quoted = rows.iter().map(|row| format!("\"{}\"", row.replace(',', "\",\""))).collect();
    let (first, second) = rows.split_at(150);
    let in_two = refused(vec![second.to_vec(), first.to_vec()]).await;
    assert!((60..140).contains(&forwards.len()), "{}", forwards.len());
    assert_eq!(forwards, backwards);
    assert_eq!(forwards, refused(vec![quoted]).await);
    assert_eq!(forwards, in_two);
}

#[tokio::test]
async fn rows_are_refused_before_a_job_fails_at_a_share_of_them() {
    let server = server();
    let org =
        org_with(&server, "both", "inject.row_errors = { code = \"DUPLICATE_VALUE\", rows = 2 }");
    lay(&org, "name = \"fails\"\ninject.fail = { message = \"Lost\", at = 0.5 }");
    let job = closed(&org).await;
    org.until_idle().await;
    assert_eq!(brief(&org.info(&job).await), "Failed, 3 processed, 1 failed: Lost");
    assert_eq!(accounted(&org, &job).await, sent(&SEVEN));
}
