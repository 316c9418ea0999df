//! What an org holds besides rows: what became of each row that was accepted, and its settings.

use bulk_mock::MockServer;
use serde_json::{Value, json};

use super::super::support::{Org, SEVEN, call, insert_contacts, server, show};
use crate::marketo::support::{Instance, LEADS};

async fn ledger(server: &MockServer, org: &str, query: &str) -> String {
    call(server, "GET", &format!("/_mock/orgs/{org}/ledger?{query}"), &[], "").await.ok().text()
}

#[tokio::test]
async fn every_accepted_row_stands_in_the_ledger_with_what_became_of_it() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "batch_rows = 2\nrecord_time = \"1s\"");
    let rows = "LastName,External_Id__c\nAda,C-1\n,C-2\nBob,C-3\n";
    sf.run(insert_contacts(), rows).await;
    let upsert = json!({ "object": "Contact", "operation": "upsert",
        "externalIdFieldName": "External_Id__c" });
    sf.run(upsert, "LastName,External_Id__c\nAda,C-1\nCyd,C-4\n").await;
    let id = sf.handle_id("Contact", 0);
    let delete = json!({ "object": "Contact", "operation": "delete" });
    sf.run(delete, format!("Id\n{id}\n")).await;
    let aborted = sf.open(insert_contacts()).await;
    sf.upload(&aborted, SEVEN.as_str()).await.ok();
    sf.close(&aborted).await.ok();
    sf.advance(2_000).await;
    sf.abort(&aborted).await.ok();
    let waiting = sf.open(insert_contacts()).await;
    sf.upload(&waiting, "LastName\nDan\n").await.ok();
    sf.open(insert_contacts()).await;
    let text = ledger(&server, "acme", "format=csv").await;
    insta::assert_snapshot!("ledger", sf.show_text(&text));
    let lines = ledger(&server, "acme", &format!("job={aborted}&outcome=unprocessed")).await;
    let rows: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0]["row"], 3);
    assert_eq!(ledger(&server, "demo", "").await, "");
}

#[tokio::test]
async fn so_does_every_row_of_an_import() {
    let server = server();
    let instance = Instance::fresh(&server, "import_row_time = \"1s\"");
    let file = "email,firstName\nada@example.com,Ada\nno address,Bob\n";
    instance.import(LEADS, file).await;
    instance.finish().await;
    instance.import(LEADS, "email,firstName\nada@example.com,Ida\ncyd@example.com,\n").await;
    instance.finish().await;
    instance.import(LEADS, "email\ndan@example.com\n").await;
    insta::assert_snapshot!(ledger(&server, "marketo", "format=csv").await, @r#"
    provider,job,row,outcome,record,error
    "marketo","1","1","created","14",""
    "marketo","1","2","created","15",""
    "marketo","2","1","updated","14",""
    "marketo","2","2","created","16",""
    "marketo","3","1","waiting","",""
    "#);
}

#[tokio::test]
async fn a_ledger_of_many_rows_comes_whole() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let rows: String = (0..5_000).map(|n| format!("Person {n}\n")).collect();
    sf.run(insert_contacts(), format!("LastName\n{rows}")).await;
    let text = ledger(&server, "acme", "outcome=created").await;
    assert_eq!(text.lines().count(), 5_000);
    assert_eq!(ledger(&server, "acme", "outcome=failed").await, "");
    assert_eq!(ledger(&server, "acme", "outcome=failed&format=csv").await.lines().count(), 1);
}

async fn settings(server: &MockServer) -> Vec<Value> {
    let target = "/_mock/orgs/demo/settings";
    let answer = call(server, "GET", target, &[], "").await.ok().json();
    answer["settings"].as_array().expect("a list").clone()
}

/// Grades of evidence, as the READMEs explain them; a switch or a limit of the server's own has none.
const GRADES: &[&str] =
    &["recorded", "documented", "documented_unread", "relied_upon", "assumed", "ours", "–"];

#[tokio::test]
async fn every_setting_says_what_it_takes_and_how_well_it_is_known() {
    let settings = settings(&server()).await;
    assert!(settings.len() > 100, "{}", settings.len());
    let mut broken = Vec::new();
    for setting in &settings {
        let name = format!("{} {}", setting["provider"], setting["name"]);
        let word = |key: &str| setting[key].as_str().unwrap_or("").to_owned();
        if word("says").is_empty() {
            broken.push(format!("{name} says nothing"));
        }
        let evidence = word("evidence");
        let grade = evidence.split([':', ';', ',', ' ']).next().unwrap_or("");
        if !GRADES.contains(&grade) {
            broken.push(format!("{name}: `{evidence}` is no grade"));
        }
        let choices = setting["choices"].as_array().map_or(0, Vec::len);
        if (word("type") == "choice") != (choices > 1) {
            broken.push(format!("{name} has {choices} choices"));
        }
        if setting["value"] != setting["default"] {
            broken.push(format!("{name} is {} and not {}", setting["value"], setting["default"]));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let shown = ["queue_wait", "quoted_newlines", "query_token_until", "messages.ragged_row"];
    let shown = settings.iter().filter(|s| shown.iter().any(|name| s["name"] == *name));
    let shown: Vec<String> = shown.map(|setting| format!("{setting:#}")).collect();
    insta::assert_snapshot!("settings", shown.join("\n"));
}

#[tokio::test]
async fn settings_are_changed_all_or_none() {
    let server = server();
    let target = "/_mock/orgs/demo/settings";
    let mut told = String::new();
    for body in [
        r#"{"salesforce":{"queue_wait":"6d","messages":{"ragged_row":"Ragged"}},"marketo":{"date_range_days":7}}"#,
        r#"{"salesforce":{"queue_wait":"7d"},"marketo":{"date_range_dys":7}}"#,
        r#"{"salesforce":{"quoted_newlines":"acept"}}"#,
        r#"{"salesforce":{"queue_wait":null}}"#,
        r#"{"salesforce":{"batch_rows":0}}"#,
        r#"{"salesforce":{"messages":{"raged_row":"x"}}}"#,
        r#"{"salesforce":{"batch_rows":1.5}}"#,
        r#"{"salesforces":{}}"#,
        "{}",
    ] {
        let answer = call(&server, "PATCH", target, &[], body).await;
        let shown = if answer.status == 200 {
            let json = answer.json();
            let values = json["settings"].as_array().expect("a list").iter();
            let short = values.filter(|s| s["value"] != s["default"]);
            let short = short.map(|s| format!("{} {} {}", s["provider"], s["name"], s["value"]));
            short.collect::<Vec<_>>().join("\n") + "\n"
        } else {
            show(&answer)
        };
        told.push_str(&format!("{body}\n{shown}"));
    }
    insta::assert_snapshot!("changed_settings", told);
    let changed: Vec<Value> = settings(&server)
        .await
        .into_iter()
        .filter(|setting| setting["value"] != setting["default"])
        .collect();
    assert_eq!(changed.len(), 3, "{changed:?}");
}
