//! What becomes of records: each operation, empty values and nulls, defaults, deletions.

use bulk_mock::providers::salesforce::record::Records;
use serde_json::json;

use crate::support::{Org, server};

/// Two contacts and their ids.
async fn two_contacts(sf: &Org<'_>) -> Vec<String> {
    let job = json!({ "object": "Contact", "operation": "insert" });
    let csv = "LastName,External_Id__c,Title,Phone\nAnn,C-1,Boss,1\nBob,C-2,Clerk,2\n";
    ids(sf, &sf.run(job, csv).await).await
}

/// The ids in a job's file of successes.
async fn ids(sf: &Org<'_>, job: &str) -> Vec<String> {
    let file = sf.results(job, "successfulResults").await.ok().body;
    let mut reader = csv::Reader::from_reader(file.as_ref());
    reader.records().map(|row| row.expect("a row")[0].to_owned()).collect()
}

#[tokio::test]
async fn an_insert_makes_a_record_for_each_row() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let job = json!({ "object": "Contact", "operation": "insert" });
    let told = sf.tell(job, "lastname,EXTERNAL_ID__C\nAnn,C-1\n,C-2\nCid,C-3\n").await;
    let page = format!("{told}\n{}", sf.rows("Contact").await);
    insta::assert_snapshot!(page, @r#"
    JobComplete processed 3 failed 1
    successfulResults
    "sf__Id","sf__Created",lastname,EXTERNAL_ID__C\n
    "<contact1>","true","Ann","C-1"\n
    "<contact2>","true","Cid","C-3"\n
    failedResults
    "sf__Id","sf__Error",lastname,EXTERNAL_ID__C\n
    "","REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --","","C-2"\n

    "Id","IsDeleted","LastName","External_Id__c"
    "<contact1>","false","Ann","C-1"
    "<contact2>","false","Cid","C-3"
    "#);
}

#[tokio::test]
async fn an_update_changes_what_is_given_and_keeps_the_rest() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let ids = two_contacts(&sf).await;
    let csv = format!("Id,Title,Phone\n{},Chair,\n{},#N/A,3\n", ids[0], &ids[1][..15]);
    let told = sf.tell(json!({ "object": "Contact", "operation": "update" }), csv).await;
    let page = format!("{told}\n{}", sf.rows("Contact").await);
    insta::assert_snapshot!(page, @r##"
    JobComplete processed 2 failed 0
    successfulResults
    "sf__Id","sf__Created",Id,Title,Phone\n
    "<contact1>","false","<contact1>","Chair",""\n
    "<contact2>","false","<contact2:15>","#N/A","3"\n

    "Id","IsDeleted","LastName","Phone","Title","External_Id__c"
    "<contact1>","false","Ann","1","Chair","C-1"
    "<contact2>","false","Bob","3","","C-2"
    "##);
}

#[tokio::test]
async fn an_upsert_by_external_id_changes_what_it_finds_in_any_letter_case() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    two_contacts(&sf).await;
    let job = json!({
        "object": "Contact", "operation": "upsert", "externalIdFieldName": "External_Id__c"
    });
    let told = sf.tell(job, "External_Id__c,LastName\nc-2,Bo\nC-3,Cid\n").await;
    let page = format!("{told}\n{}", sf.rows("Contact").await);
    insta::assert_snapshot!(page, @r#"
    JobComplete processed 2 failed 0
    successfulResults
    "sf__Id","sf__Created",External_Id__c,LastName\n
    "<contact1>","false","c-2","Bo"\n
    "<contact2>","true","C-3","Cid"\n

    "Id","IsDeleted","LastName","Phone","Title","External_Id__c"
    "<contact3>","false","Ann","1","Boss","C-1"
    "<contact1>","false","Bo","2","Clerk","c-2"
    "<contact2>","false","Cid","","","C-3"
    "#);
}

#[tokio::test]
async fn an_upsert_by_id_makes_a_record_where_there_is_no_id() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let ids = two_contacts(&sf).await;
    let job = json!({ "object": "Contact", "operation": "upsert", "externalIdFieldName": "Id" });
    let csv = format!("Id,LastName\n{},Anna\n,Cid\n", ids[0]);
    let with_column = sf.tell(job.clone(), csv).await;
    let without_column = sf.tell(job, "LastName\nDan\nEve\n").await;
    let page = format!("{with_column}\n{without_column}\n{}", sf.rows("Contact").await);
    insta::assert_snapshot!("upsert_by_id", page);
}

#[tokio::test]
async fn a_delete_marks_its_records_and_finds_them_gone_the_next_time() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let ids = two_contacts(&sf).await;
    let csv = format!("Id\n{}\n{}\n", ids[0], ids[0]);
    let job = json!({ "object": "Contact", "operation": "delete" });
    let told = sf.tell(job, csv).await;
    let page = format!("{told}\n{}", sf.rows("Contact").await);
    insta::assert_snapshot!(page, @r#"
    JobComplete processed 2 failed 1
    successfulResults
    "sf__Id","sf__Created",Id\n
    "<contact1>","false","<contact1>"\n
    failedResults
    "sf__Id","sf__Error",Id\n
    "<contact1>","ENTITY_IS_DELETED:entity is deleted:--","<contact1>"\n

    "Id","IsDeleted","LastName","Phone","Title","External_Id__c"
    "<contact1>","true","Ann","1","Boss","C-1"
    "<contact2>","false","Bob","2","Clerk","C-2"
    "#);
}

#[tokio::test]
async fn a_hard_delete_needs_its_permission() {
    let server = server();
    let job = json!({ "object": "Contact", "operation": "hardDelete" });
    let refused = Org::fresh(&server, "acme", "").create(job.clone()).await;
    let sf = Org::fresh(&server, "bolt", "hard_delete_permission = true");
    let ids = two_contacts(&sf).await;
    let told = sf.tell(job, format!("Id\n{}\n", ids[1])).await;
    let page = format!("{}\n{told}\n{}", sf.show(&refused), sf.rows("Contact").await);
    insta::assert_snapshot!(page, @r#"
    400 application/json;charset=UTF-8
    [{"errorCode":"FEATURENOTENABLED","message":"hardDelete operation requires special user profile permission, please contact your system administrator"}]

    JobComplete processed 1 failed 0
    successfulResults
    "sf__Id","sf__Created",Id\n
    "<contact1>","false","<contact1>"\n

    "Id","IsDeleted","LastName","Phone","Title","External_Id__c"
    "<contact2>","false","Ann","1","Boss","C-1"
    "<contact1>","true","Bob","2","Clerk","C-2"
    "#);
}

#[tokio::test]
async fn a_key_is_free_again_once_its_record_is_deleted() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let ids = two_contacts(&sf).await;
    let delete = json!({ "object": "Contact", "operation": "delete" });
    sf.run(delete, format!("Id\n{}\n", ids[0])).await;
    let insert = json!({ "object": "Contact", "operation": "insert" });
    let told = sf.tell(insert, "LastName,External_Id__c\nAnn the second,C-1\n").await;
    insta::assert_snapshot!(told, @r#"
    JobComplete processed 1 failed 0
    successfulResults
    "sf__Id","sf__Created",LastName,External_Id__c\n
    "<contact1>","true","Ann the second","C-1"\n
    "#);
}

#[tokio::test]
async fn a_deletion_takes_children_along_clears_lookups_or_is_refused() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let insert = |object: &str| json!({ "object": object, "operation": "insert" });
    let accounts = sf.run(insert("Account"), "Name,External_Id__c\nAcme,A-1\nBolt,A-2\n").await;
    let accounts = ids(&sf, &accounts).await;
    let contacts = "LastName,External_Id__c,Account.External_Id__c\nAnn,C-1,A-1\nBob,C-2,A-2\n";
    sf.run(insert("Contact"), contacts).await;
    let tasks =
        "Subject,Contact:Who.Email,WhatId\n".to_owned() + &format!("Call,,{}\n", accounts[0]);
    sf.run(insert("Task"), tasks).await;
    let cases = "Subject,Account.External_Id__c\nHelp,A-2\n";
    sf.run(insert("Case"), cases).await;
    let delete = json!({ "object": "Account", "operation": "delete" });
    let told = sf.tell(delete, format!("Id\n{}\n{}\n", accounts[0], accounts[1])).await;
    let mut page = told;
    for object in ["Account", "Contact", "Task", "Case"] {
        page += &format!("\n{object}\n{}", sf.rows(object).await);
    }
    insta::assert_snapshot!("delete_with_children", page);
}

#[tokio::test]
async fn a_record_has_its_defaults_and_what_the_provider_adds() {
    let server = server();
    let sf = Org::demo(&server);
    sf.advance(90_000).await;
    let insert = |object: &str| json!({ "object": object, "operation": "insert" });
    let csv = "Account__r.External_Id__c,Plan__c,Auto_Renew__c\nACC-1001,Team,\nACC-1001,ENT,0\n";
    let job = sf.run(insert("Subscription__c"), csv).await;
    let ids = ids(&sf, &job).await;
    sf.advance(5_000).await;
    let update = json!({ "object": "Subscription__c", "operation": "update" });
    sf.run(update, format!("Id,Seats__c,Status__c\n{},5,#N/A\n", ids[1])).await;
    let fields = [
        "Id",
        "Name",
        "IsDeleted",
        "OwnerId",
        "CreatedDate",
        "CreatedById",
        "LastModifiedDate",
        "LastModifiedById",
        "SystemModstamp",
        "Account__c",
        "Plan__c",
        "Status__c",
        "Auto_Renew__c",
        "Seats__c",
    ];
    let page: String = sf.handle.with(|org| {
        let world = &org.salesforce.world;
        let object = world.tables.schema().object("Subscription__c").expect("an object").clone();
        let records = Records::of(&world.tables, &object).expect("records");
        let tell = |field: &str| {
            let values: Vec<String> =
                records.iter().map(|record| record.text(field).unwrap_or("-".into())).collect();
            format!("{field:<17} {}\n", values.join(" | "))
        };
        fields.iter().map(|field| tell(field)).collect()
    });
    insta::assert_snapshot!("defaults_and_system_fields", sf.show_text(&page));
}

#[tokio::test]
async fn a_job_that_accepted_rows_accounts_for_each_of_them() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "batch_rows = 250\nrecord_time = \"1ms\"");
    let rows: String = (0..1000)
        .map(|n| match n % 7 {
            0 => format!("\"broken, {n}\",bad mail\n"),
            1 => format!("too,many,cells {n}\n"),
            _ => format!("Person {n},p{n}@x.example\n"),
        })
        .collect();
    let job = sf.open(json!({ "object": "Contact", "operation": "insert" })).await;
    sf.upload(&job, format!("LastName,Email\n{rows}")).await.ok();
    sf.close(&job).await.ok();
    sf.advance(600).await;
    sf.abort(&job).await.ok();
    let mut counted = Vec::new();
    for kind in ["successfulResults", "failedResults", "unprocessedrecords"] {
        let file = sf.results(&job, kind).await.ok().body;
        counted.push(file.iter().filter(|byte| **byte == b'\n').count() - 1);
    }
    let info = sf.info(&job).await.json();
    assert_eq!(counted.iter().sum::<usize>(), 1000);
    assert_eq!(info["numberRecordsProcessed"], counted[0] + counted[1]);
    assert_eq!(info["numberRecordsFailed"], counted[1]);
    let admin = sf.rows("Contact").await;
    assert_eq!(admin.lines().count() - 1, counted[0]);
}

#[tokio::test]
async fn a_default_outlives_any_number_of_updates_that_say_nothing() {
    let server = server();
    let sf = Org::demo(&server);
    let insert = json!({ "object": "Subscription__c", "operation": "insert" });
    let csv = "Account__r.External_Id__c,Plan__c\nACC-1001,Team\n";
    let id = ids(&sf, &sf.run(insert, csv).await).await.remove(0);
    let update = json!({ "object": "Subscription__c", "operation": "update" });
    for seats in 1..=12 {
        sf.run(update.clone(), format!("Id,Seats__c,Status__c\n{id},{seats},\n")).await;
    }
    let told = sf.handle.with(|org| {
        let world = &org.salesforce.world;
        let object = world.tables.schema().object("Subscription__c").expect("an object").clone();
        let records = Records::of(&world.tables, &object).expect("records");
        let record = records.iter().next().expect("a record");
        (record.text("Seats__c"), record.text("Status__c"))
    });
    assert_eq!(told, (Some("12".into()), Some("Draft".into())));
}

#[tokio::test]
async fn a_deletion_reaches_the_children_of_children() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    sf.run(json!({ "object": "Account", "operation": "insert" }), "Name,External_Id__c\nA,A-1\n")
        .await;
    let contacts = json!({ "object": "Contact", "operation": "insert" });
    sf.run(contacts, "LastName,External_Id__c,Account.External_Id__c\nAnn,C-1,A-1\n").await;
    let campaigns = json!({ "object": "Campaign", "operation": "insert" });
    sf.run(campaigns, "Name,External_Id__c\nSpring,P-1\n").await;
    let members = json!({ "object": "CampaignMember", "operation": "insert" });
    let csv = "Campaign.External_Id__c,Contact.External_Id__c\nP-1,C-1\n";
    sf.run(members, csv).await;
    let account = sf.rows("Account").await;
    let id = sf.handle_id("Account", 0);
    sf.run(json!({ "object": "Account", "operation": "delete" }), format!("Id\n{id}\n")).await;
    assert!(account.contains("\"false\""));
    for object in ["Account", "Contact", "CampaignMember"] {
        assert!(sf.rows(object).await.contains("\"true\""), "{object} is deleted");
    }
}

#[tokio::test]
async fn an_object_that_may_not_be_deleted_is_not() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let user = sf.handle_id("User", 0);
    let job = json!({ "object": "User", "operation": "delete" });
    let errors = sf.row_errors(job, format!("Id\n{user}\n")).await;
    let refused = "INSUFFICIENT_ACCESS_OR_READONLY:insufficient access rights on object id:--";
    assert_eq!(errors, [refused]);
}

#[tokio::test]
async fn an_empty_cell_in_a_column_that_nobody_may_write_does_no_harm() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let told = sf.tell(
        json!({ "object": "Contact", "operation": "insert" }),
        "Id,LastName,CreatedDate\n,Ann,\n,Bob,2026-01-01T00:00:00Z\n003000000000001,Cid,\n",
    );
    insta::assert_snapshot!("cells_of_read_only_columns", told.await);
}

#[tokio::test]
async fn rows_of_two_uploads_come_back_unprocessed() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let job = sf.open(json!({ "object": "Contact", "operation": "insert" })).await;
    sf.upload(&job, "LastName\nAnn\n").await.ok();
    sf.upload(&job, "LastName\nBob\n").await.ok();
    sf.abort(&job).await.ok();
    insta::assert_snapshot!(sf.outcome(&job).await, @r#"
    Aborted processed 0 failed 0
    unprocessedrecords
    LastName\n
    "Ann"\n
    "Bob"\n
    "#);
}

#[tokio::test]
async fn a_parent_is_found_by_its_id() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    sf.run(json!({ "object": "Account", "operation": "insert" }), "Name\nA\n").await;
    let csv = format!("LastName,Account.Id\nAnn,{}\n", sf.handle_id("Account", 0));
    let told = sf.tell(json!({ "object": "Contact", "operation": "insert" }), csv).await;
    assert!(told.starts_with("JobComplete processed 1 failed 0"), "{told}");
}

#[tokio::test]
async fn a_user_name_may_have_any_letters() {
    let user = json!({ "username": "aüüüü@x.de", "password": "p" });
    let declared = json!({ "name": "acme", "users": [user] });
    let declared = serde_json::from_value(declared).expect("a declaration");
    let org = server().declare(&declared).expect("an org");
    let user = org.with(|org| org.salesforce.auth.user_number("AÜÜÜÜ@x.de"));
    assert!(user.is_some());
}
