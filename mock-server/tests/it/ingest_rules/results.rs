//! Result files: ids by version, order, numbers, content type, quoting.

use std::fmt::Write;

use serde_json::json;

use crate::support::{Org, SEVEN, insert_contacts, server};

#[tokio::test]
async fn failed_rows_carry_their_id_from_v53_on() {
    let server = server();
    let mut page = String::new();
    for version in ["v52.0", "v53.0"] {
        for choice in ["by_version", "always", "empty"] {
            let settings = format!("failed_results_id = \"{choice}\"");
            let sf =
                Org::fresh(&server, &format!("{version} {choice}"), &settings).speaking(version);
            let job = sf.run(insert_contacts(), "LastName,External_Id__c\nAnn,C-1\n").await;
            let made = sf.results(&job, "successfulResults").await.text();
            let id = &made.lines().nth(1).expect("a row")[1..19];
            let update = json!({ "object": "Contact", "operation": "update" });
            let job = sf.run(update, format!("Id,Email\n{id},no mail\n")).await;
            let update = sf.results(&job, "failedResults").await;
            let upsert = json!({
                "object": "Contact", "operation": "upsert", "externalIdFieldName": "External_Id__c"
            });
            let job = sf.run(upsert, "External_Id__c,Email\nC-1,no mail\nC-2,no mail\n").await;
            let upsert = sf.results(&job, "failedResults").await;
            let _ = writeln!(page, "{version} {choice}\n{}{}", sf.show(&update), sf.show(&upsert));
        }
    }
    insta::assert_snapshot!("failed_ids", page);
}

#[tokio::test]
async fn shuffled_results_hold_the_same_rows_in_another_order_each_time_the_same() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "result_order = \"shuffled\"");
    let job = sf.run(insert_contacts(), SEVEN.as_str()).await;
    let first = sf.results(&job, "successfulResults").await.text();
    let second = sf.results(&job, "successfulResults").await.text();
    let mut sorted: Vec<&str> = first.lines().skip(1).collect();
    assert_eq!(first, second);
    assert!(!sorted.is_sorted(), "{first}");
    sorted.sort_unstable();
    let names: Vec<&str> = sorted.iter().map(|row| &row[29..37]).collect();
    let all: Vec<String> = (1..=7).map(|n| format!("Person {n}")).collect();
    assert_eq!(names, all);
}

#[tokio::test]
async fn numbers_come_back_as_sent_or_as_java_prints_them() {
    let server = server();
    let mut page = String::new();
    for choice in ["as_sent", "java"] {
        let sf = Org::fresh(&server, choice, &format!("numbers_in_results = \"{choice}\""));
        let csv = "Name,AnnualRevenue,NumberOfEmployees\nAcme,912260031,2676\nBolt,71664061.5,1\n\
            Calc,0.00001,0\nDone,2676,\n";
        let told = sf.tell(json!({ "object": "Account", "operation": "insert" }), csv).await;
        let _ = writeln!(page, "{choice}: {told}");
    }
    insta::assert_snapshot!(page, @r#"
    as_sent: JobComplete processed 4 failed 0
    successfulResults
    "sf__Id","sf__Created",Name,AnnualRevenue,NumberOfEmployees\n
    "<account1>","true","Acme","912260031","2676"\n
    "<account2>","true","Bolt","71664061.5","1"\n
    "<account3>","true","Calc","0.00001","0"\n
    "<account4>","true","Done","2676",""\n

    java: JobComplete processed 4 failed 0
    successfulResults
    "sf__Id","sf__Created",Name,AnnualRevenue,NumberOfEmployees\n
    "<account1>","true","Acme","9.12260031E8","2676"\n
    "<account2>","true","Bolt","7.16640615E7","1"\n
    "<account3>","true","Calc","1.0E-5","0"\n
    "<account4>","true","Done","2676",""\n
    "#);
}

#[tokio::test]
async fn the_content_type_of_results_is_a_setting() {
    let server = server();
    let mut page = String::new();
    for (name, settings) in
        [("default", ""), ("utf8", "results_content_type = \"text/csv; charset=UTF-8\"")]
    {
        let sf = Org::fresh(&server, name, settings);
        let job = sf.run(insert_contacts(), "LastName\nAnn\n").await;
        let answer = sf.results(&job, "successfulResults").await;
        let _ = writeln!(
            page,
            "{:?} {:?}",
            answer.header("content-type"),
            answer.header("content-length")
        );
    }
    insta::assert_snapshot!(page, @r#"
    Some("text/csv") None
    Some("text/csv; charset=UTF-8") None
    "#);
}

#[tokio::test]
async fn results_say_what_was_left_of_the_limits() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "daily_api_requests = 5000");
    let job = sf.run(insert_contacts(), "LastName\nAnn\n").await;
    let answer = sf.results(&job, "successfulResults").await;
    insta::assert_snapshot!(answer.header("sforce-limit-info").unwrap_or("none"), @"api-usage=4/5000");
}
