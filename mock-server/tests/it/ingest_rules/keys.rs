//! How rows find records: external ids, ids beside them, parents by their own keys.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::{Org, server};

fn insert(object: &str) -> Value {
    json!({ "object": object, "operation": "insert" })
}

fn upsert(object: &str, field: &str) -> Value {
    json!({ "object": object, "operation": "upsert", "externalIdFieldName": field })
}

/// The id of the only record that a job wrote.
async fn one(sf: &Org<'_>, object: &str, csv: &str) -> String {
    let job = sf.run(insert(object), csv.to_owned()).await;
    let file = sf.results(&job, "successfulResults").await.ok().text();
    let row = file.lines().nth(1).unwrap_or_else(|| panic!("no success: {file}"));
    row[1..19].to_owned()
}

#[tokio::test]
async fn an_id_column_beside_the_external_id_is_a_setting() {
    let server = server();
    let mut page = String::new();
    for choice in ["match", "refuse", "ignore"] {
        let sf = Org::fresh(&server, choice, &format!("upsert_with_id_column = \"{choice}\""));
        let ann = one(&sf, "Contact", "LastName,External_Id__c\nAnn,C-1\n").await;
        let bob = one(&sf, "Contact", "LastName,External_Id__c\nBob,C-2\n").await;
        let csv = format!(
            "Id,External_Id__c,LastName\n,C-3,No id\n{ann},C-1,Own id\n{ann},C-2,Other id\n\
             {bob},C-4,Id of a record with another key\nx,C-5,No id at all\n"
        );
        let told = sf.tell(upsert("Contact", "External_Id__c"), csv).await;
        let _ = writeln!(page, "{choice}: {told}");
    }
    insta::assert_snapshot!("upsert_with_id_column", page);
}

#[tokio::test]
async fn one_external_id_twice_fails_both_rows_of_a_transaction_and_no_others() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let mut rows: Vec<String> = (0..400).map(|n| format!("K-{n}")).collect();
    // Twice within the first 200 rows, and once on each side of their end.
    rows[5] = "K-3".into();
    rows[250] = "K-10".into();
    let csv = format!(
        "External_Id__c,LastName\n{}",
        rows.iter().map(|key| format!("{key},Person\n")).collect::<String>()
    );
    let job = sf.run(upsert("Contact", "External_Id__c"), csv).await;
    let failed = sf.results(&job, "failedResults").await;
    let done = sf.results(&job, "successfulResults").await.text();
    let again = done.lines().filter(|line| line.contains("\"K-10\"")).collect::<Vec<_>>();
    let page = format!("{}{}", sf.show(&failed), sf.show_text(&again.join("\n")));
    insta::assert_snapshot!(page, @r#"
    200 text/csv
    "sf__Id","sf__Error",External_Id__c,LastName\n
    "","DUPLICATE_VALUE:Duplicate external id specified: K-3:External_Id__c --","K-3","Person"\n
    "","DUPLICATE_VALUE:Duplicate external id specified: K-3:External_Id__c --","K-3","Person"\n
    "<contact1>","true","K-10","Person"
    "<contact1>","false","K-10","Person"
    "#);
}

#[tokio::test]
async fn equal_unique_values_in_one_file_leave_the_first_row() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let told =
        sf.tell(insert("Contact"), "LastName,External_Id__c\nAnn,K\nBob,k\nCid,\nDan,\n").await;
    insta::assert_snapshot!(told, @r#"
    JobComplete processed 4 failed 1
    successfulResults
    "sf__Id","sf__Created",LastName,External_Id__c\n
    "<contact1>","true","Ann","K"\n
    "<contact2>","true","Cid",""\n
    "<contact3>","true","Dan",""\n
    failedResults
    "sf__Id","sf__Error",LastName,External_Id__c\n
    "","DUPLICATE_VALUE:duplicate value found: External_Id__c duplicates value on record with id: <contact1>:--","Bob","k"\n
    "#);
}

#[tokio::test]
async fn a_parent_is_found_by_its_external_id_or_its_lookup_field() {
    let server = server();
    let sf = Org::demo(&server);
    let csv = "LastName,account.external_id__c,ReportsTo.Email\n\
        Ann,acc-1002,ada.lindqvist@northwind.example.com\nBob,,\nCid,#N/A,#N/A\n";
    let told = sf.tell(insert("Contact"), csv).await;
    let rows = sf.rows("Contact").await;
    let made: Vec<&str> = rows.lines().rev().take(3).collect();
    insta::assert_snapshot!(format!("{told}\n{}", made.join("\n")), @r##"
    JobComplete processed 3 failed 0
    successfulResults
    "sf__Id","sf__Created",LastName,account.external_id__c,ReportsTo.Email\n
    "<contact1>","true","Ann","acc-1002","ada.lindqvist@northwind.example.com"\n
    "<contact2>","true","Bob","",""\n
    "<contact3>","true","Cid","#N/A","#N/A"\n

    "<contact3>","false","","Cid","","","","","","",""
    "<contact2>","false","","Bob","","","","","","",""
    "<contact1>","false","<account2>","Ann","","","<contact4>","","","",""
    "##);
}

#[tokio::test]
async fn a_polymorphic_parent_is_named_with_its_object() {
    let server = server();
    let sf = Org::demo(&server);
    let ada = "ada.lindqvist@northwind.example.com";
    let nadia = "nadia.petrova@blueharbor.example.com";
    let mut page = String::new();
    for (header, value) in [
        ("Contact:Who.Email", ada),
        ("Lead:Who.Email", nadia),
        ("lead:who.email", nadia),
        ("Lead:Who.Email", ada),
        ("Who.Email", ada),
        ("Account:Who.Name", "Northwind Instruments"),
        ("Contact:Who.LastName", "Lindqvist"),
        ("Contact:Who.Account.External_Id__c", "ACC-1001"),
        ("Account:What.External_Id__c", "ACC-1001"),
    ] {
        let told = sf.tell(insert("Task"), format!("Subject,{header}\nCall,{value}\n")).await;
        let _ = writeln!(page, "{header} = {value}\n{told}");
    }
    let told = sf.tell(insert("Contact"), "LastName,Account:Account.External_Id__c\nA,ACC-1001\n");
    let _ = writeln!(page, "a prefix where there is one object\n{}", told.await);
    let _ = writeln!(page, "{}", sf.rows("Task").await);
    insta::assert_snapshot!("polymorphic_parents", page);
}

#[tokio::test]
async fn a_parent_that_is_not_found_costs_the_row_or_the_job() {
    let server = server();
    let mut page = String::new();
    for choice in ["row", "job"] {
        let sf = Org::fresh(&server, choice, &format!("unmatched_parent = \"{choice}\""));
        one(&sf, "Account", "Name,External_Id__c\nAcme,A-1\n").await;
        let csv = "LastName,Account.External_Id__c\nAnn,A-1\nBob,A-9\nCid,A-1\n";
        let _ = writeln!(page, "{choice}: {}", sf.tell(insert("Contact"), csv).await);
    }
    insta::assert_snapshot!(page, @r#"
    row: JobComplete processed 3 failed 1
    successfulResults
    "sf__Id","sf__Created",LastName,Account.External_Id__c\n
    "<contact1>","true","Ann","A-1"\n
    "<contact2>","true","Cid","A-1"\n
    failedResults
    "sf__Id","sf__Error",LastName,Account.External_Id__c\n
    "","INVALID_FIELD:Foreign key external ID: A-9 not found for field External_Id__c in entity Account:--","Bob","A-9"\n

    job: Failed processed 1 failed 0
    InvalidBatch : Foreign key external ID: A-9 not found for field External_Id__c in entity Account
    successfulResults
    "sf__Id","sf__Created",LastName,Account.External_Id__c\n
    "<contact1>","true","Ann","A-1"\n
    unprocessedrecords
    LastName,Account.External_Id__c\n
    "Bob","A-9"\n
    "Cid","A-1"\n
    "#);
}

#[tokio::test]
async fn a_parent_made_by_an_earlier_row_of_the_same_file_is_found() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let csv = "LastName,External_Id__c,Email,ReportsTo.Email\n\
        Boss,C-1,boss@x.example,\nClerk,C-2,,boss@x.example\n";
    let told = sf.tell(insert("Contact"), csv).await;
    insta::assert_snapshot!(told, @r#"
    JobComplete processed 2 failed 0
    successfulResults
    "sf__Id","sf__Created",LastName,External_Id__c,Email,ReportsTo.Email\n
    "<contact1>","true","Boss","C-1","boss@x.example",""\n
    "<contact2>","true","Clerk","C-2","","boss@x.example"\n
    "#);
}
