//! One record over REST: made, read, changed, deleted, by id and by external id.

use serde_json::json;

use crate::support::{Org, server};

#[tokio::test]
async fn a_record_is_made_read_changed_and_deleted() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let account = json!({
        "attributes": { "type": "Account" },
        "name": "Acme & \"Sons\", Inc.\nBerlin", "NumberOfEmployees": 12, "AnnualRevenue": 1.5e9,
        "External_Id__c": "A-1", "BillingCity": "Berlin", "Description": "#N/A", "Phone": ""
    });
    let made = sf.send("POST", "/sobjects/account", &account).await;
    insta::assert_snapshot!(sf.show(&made), @r#"
    201 application/json;charset=UTF-8
    location: /services/data/v62.0/sobjects/Account/<account1>
    {
      "id": "<account1>",
      "success": true,
      "errors": []
    }
    "#);
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let path = format!("/sobjects/Account/{id}");

    insta::assert_snapshot!(sf.show(&sf.get(&path).await), @r##"
    200 application/json;charset=UTF-8
    {
      "attributes": {
        "type": "Account",
        "url": "/services/data/v62.0/sobjects/Account/<account1>"
      },
      "Id": "<account1>",
      "OwnerId": "<user1>",
      "IsDeleted": false,
      "MasterRecordId": null,
      "Name": "Acme & \"Sons\", Inc.\nBerlin",
      "Type": null,
      "ParentId": null,
      "BillingStreet": null,
      "BillingCity": "Berlin",
      "BillingState": null,
      "BillingPostalCode": null,
      "BillingCountry": null,
      "BillingLatitude": null,
      "BillingLongitude": null,
      "BillingGeocodeAccuracy": null,
      "BillingAddress": {
        "city": "Berlin",
        "country": null,
        "geocodeAccuracy": null,
        "latitude": null,
        "longitude": null,
        "postalCode": null,
        "state": null,
        "street": null
      },
      "ShippingStreet": null,
      "ShippingCity": null,
      "ShippingState": null,
      "ShippingPostalCode": null,
      "ShippingCountry": null,
      "ShippingLatitude": null,
      "ShippingLongitude": null,
      "ShippingGeocodeAccuracy": null,
      "ShippingAddress": null,
      "Phone": null,
      "Fax": null,
      "AccountNumber": null,
      "Website": null,
      "PhotoUrl": null,
      "Sic": null,
      "Industry": null,
      "AnnualRevenue": 1500000000.0,
      "NumberOfEmployees": 12,
      "Ownership": null,
      "TickerSymbol": null,
      "Description": "#N/A",
      "Rating": null,
      "Site": null,
      "LastActivityDate": null,
      "LastViewedDate": null,
      "LastReferencedDate": null,
      "Jigsaw": null,
      "JigsawCompanyId": null,
      "CleanStatus": null,
      "AccountSource": null,
      "DunsNumber": null,
      "Tradestyle": null,
      "NaicsCode": null,
      "NaicsDesc": null,
      "YearStarted": null,
      "SicDesc": null,
      "DandbCompanyId": null,
      "OperatingHoursId": null,
      "CreatedDate": "2026-01-01T00:00:00.000+0000",
      "CreatedById": "<user1>",
      "LastModifiedDate": "2026-01-01T00:00:00.000+0000",
      "LastModifiedById": "<user1>",
      "SystemModstamp": "2026-01-01T00:00:00.000+0000",
      "CustomerPriority__c": null,
      "SLA__c": null,
      "Active__c": null,
      "NumberofLocations__c": null,
      "UpsellOpportunity__c": null,
      "SLASerialNumber__c": null,
      "SLAExpirationDate__c": null,
      "External_Id__c": "A-1",
      "Long_Text__c": null
    }
    "##);
    let fields = "?fields=name,Phone,description,BillingAddress,CreatedById";
    insta::assert_snapshot!(sf.show(&sf.get(&format!("{path}{fields}")).await), @r##"
    200 application/json;charset=UTF-8
    {
      "attributes": {
        "type": "Account",
        "url": "/services/data/v62.0/sobjects/Account/<account1>"
      },
      "Name": "Acme & \"Sons\", Inc.\nBerlin",
      "Phone": null,
      "Description": "#N/A",
      "BillingAddress": {
        "city": "Berlin",
        "country": null,
        "geocodeAccuracy": null,
        "latitude": null,
        "longitude": null,
        "postalCode": null,
        "state": null,
        "street": null
      },
      "CreatedById": "<user1>",
      "Id": "<account1>"
    }
    "##);

    let change = json!({ "Name": "Acme", "BillingCity": null, "Description": "" });
    insta::assert_snapshot!(sf.show(&sf.send("PATCH", &path, &change).await), @"204");
    insta::assert_snapshot!(sf.show(&sf.get(&format!("{path}{fields},External_Id__c")).await), @r#"
    200 application/json;charset=UTF-8
    {
      "attributes": {
        "type": "Account",
        "url": "/services/data/v62.0/sobjects/Account/<account1>"
      },
      "Name": "Acme",
      "Phone": null,
      "Description": null,
      "BillingAddress": null,
      "CreatedById": "<user1>",
      "External_Id__c": "A-1",
      "Id": "<account1>"
    }
    "#);

    insta::assert_snapshot!(sf.show(&sf.call("DELETE", &path, &[], "").await), @"204");
    for method in ["GET", "DELETE", "PATCH"] {
        let gone = sf.send(method, &path, &json!({ "Name": "Acme" })).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(sf.show(&gone), @r#"
            404 application/json;charset=UTF-8
            [{"message":"entity is deleted","errorCode":"ENTITY_IS_DELETED","fields":[]}]
            "#);
        }
    }
}

#[tokio::test]
async fn a_record_is_reached_by_external_id() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let key = "/sobjects/Contact/external_id__c/C%2F1";
    let body = json!({ "LastName": "Ann", "Account": null });
    insta::assert_snapshot!(sf.show(&sf.send("PATCH", key, &body).await), @r#"
    201 application/json;charset=UTF-8
    location: /services/data/v62.0/sobjects/Contact/<contact1>
    {
      "id": "<contact1>",
      "success": true,
      "errors": [],
      "created": true
    }
    "#);
    insta::assert_snapshot!(sf.show(&sf.send("PATCH", key, &json!({ "Email": "a@b.example" })).await), @r#"
    200 application/json;charset=UTF-8
    {
      "id": "<contact1>",
      "success": true,
      "errors": [],
      "created": false
    }
    "#);
    let shown = sf.get(&format!("{key}?fields=LastName,Email,External_Id__c")).await;
    insta::assert_snapshot!(sf.show(&shown), @r#"
    200 application/json;charset=UTF-8
    {
      "attributes": {
        "type": "Contact",
        "url": "/services/data/v62.0/sobjects/Contact/<contact1>"
      },
      "LastName": "Ann",
      "Email": "a@b.example",
      "External_Id__c": "C/1",
      "Id": "<contact1>"
    }
    "#);
    insta::assert_snapshot!(sf.show(&sf.send("DELETE", key, &json!({})).await), @"204");
    insta::assert_snapshot!(sf.show(&sf.get(key).await), @r#"
    404 application/json;charset=UTF-8
    [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    "#);

    let sf = sf.speaking("v45.0");
    insta::assert_snapshot!(sf.show(&sf.send("POST", &format!("{key}?_HttpMethod=PATCH"), &body).await), @r#"
    201 application/json;charset=UTF-8
    location: /services/data/v45.0/sobjects/Contact/<contact2>
    {
      "id": "<contact2>",
      "success": true,
      "errors": []
    }
    "#);
    insta::assert_snapshot!(sf.show(&sf.send("PATCH", key, &body).await), @"204");
}

#[tokio::test]
async fn a_key_that_several_records_hold_is_answered_with_all_of_them() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let account = json!({ "Name": "Acme", "External_Id__c": "A-1" });
    sf.send("POST", "/sobjects/Account", &account).await.ok();
    let line = json!({ "Account__r": { "External_Id__c": "a-1" }, "Plan__c": "Team", "Legacy_Number__c": 7 });
    for _ in 0..2 {
        sf.send("POST", "/sobjects/Subscription__c", &line).await.ok();
    }
    for method in ["GET", "PATCH", "DELETE"] {
        let several =
            sf.send(method, "/sobjects/Subscription__c/Legacy_Number__c/7", &json!({})).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(sf.show(&several), @r#"
            300 application/json;charset=UTF-8
            [
              "/services/data/v62.0/sobjects/Subscription__c/<subscription1>",
              "/services/data/v62.0/sobjects/Subscription__c/<subscription2>"
            ]
            "#);
        }
    }
    insta::assert_snapshot!(sf.rows("Subscription__c").await, @r#"
    "Id","IsDeleted","Legacy_Number__c","Account__c","Plan__c"
    "<subscription1>","false","7","<account1>","Team"
    "<subscription2>","false","7","<account1>","Team"
    "#);
}

#[tokio::test]
async fn records_are_counted() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    sf.send("POST", "/sobjects/Account", &json!({ "Name": "Acme" })).await.ok();
    insta::assert_snapshot!(sf.get("/limits/recordCount?sObjects=account,Contact,Nothing").await.text(), @r#"{"sObjects":[{"count":1,"name":"Account"},{"count":0,"name":"Contact"}]}"#);
    insta::assert_snapshot!(sf.get("/limits/recordCount").await.text(), @r#"{"sObjects":[{"count":1,"name":"Account"},{"count":1,"name":"Organization"},{"count":1,"name":"User"}]}"#);
}

/// What a command line asks for before anything else.
#[tokio::test]
async fn the_orgs_own_user_and_organization_can_be_read() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let user = sf.handle_id("User", 0);
    let shown = sf.get(&format!("/sobjects/User/{user}?fields=Username,IsActive,Email")).await;
    insta::assert_snapshot!(sf.show_text(&shown.text()), @r#"{"attributes":{"type":"User","url":"/services/data/v62.0/sobjects/User/<user1>"},"Username":"acme@example.com","IsActive":true,"Email":"acme@example.com","Id":"<user1>"}"#);
    let organization = sf.handle_id("Organization", 0);
    let shown =
        sf.get(&format!("/sobjects/organization/{organization}?fields=Name,IsSandbox")).await;
    insta::assert_snapshot!(sf.show_text(&shown.text()), @r#"{"attributes":{"type":"Organization","url":"/services/data/v62.0/sobjects/Organization/<org1>"},"Name":"acme","IsSandbox":false,"Id":"<org1>"}"#);
}

/// Times and writers are the org's, and a change by somebody else's bulk job is seen at once.
#[tokio::test]
async fn rest_and_ingest_write_the_same_records() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let body = json!({
        "LastName": "Ann", "External_Id__c": "C-1", "Department": "#N/A", "MailingCity": "Rome"
    });
    sf.send("POST", "/sobjects/Contact", &body).await.ok();
    sf.advance(60_000).await;
    let upsert = json!({
        "object": "Contact", "operation": "upsert", "externalIdFieldName": "External_Id__c"
    });
    sf.run(upsert, "External_Id__c,Email,MailingCity\nc-1,ann@x.example,#N/A\n").await;
    sf.advance(60_000).await;
    let key = "/sobjects/Contact/External_Id__c/C-1";
    let fields =
        "Email,Department,MailingCity,Birthdate,CreatedDate,LastModifiedDate,SystemModstamp";
    insta::assert_snapshot!(sf.show(&sf.get(&format!("{key}?fields={fields}")).await), @r##"
    200 application/json;charset=UTF-8
    {
      "attributes": {
        "type": "Contact",
        "url": "/services/data/v62.0/sobjects/Contact/<contact1>"
      },
      "Email": "ann@x.example",
      "Department": "#N/A",
      "MailingCity": null,
      "Birthdate": null,
      "CreatedDate": "2026-01-01T00:00:00.000+0000",
      "LastModifiedDate": "2026-01-01T00:01:00.000+0000",
      "SystemModstamp": "2026-01-01T00:01:00.000+0000",
      "Id": "<contact1>"
    }
    "##);
    // Often changed, so that its layers are put together.
    for n in 1..=12 {
        let change = json!({ "Birthdate": format!("2000-01-{n:02}"), "Email": null });
        sf.send("PATCH", key, &change).await.ok();
    }
    insta::assert_snapshot!(sf.rows("Contact").await, @r##"
    "Id","IsDeleted","LastName","MailingCity","Email","Department","Birthdate","External_Id__c"
    "<contact1>","false","Ann","","","#N/A","2000-01-12","C-1"
    "##);
}

#[tokio::test]
async fn a_deletion_does_to_children_what_ingest_does() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let account = json!({ "Name": "Acme", "External_Id__c": "A-1" });
    let id = sf.send("POST", "/sobjects/Account", &account).await.ok().json()["id"].clone();
    let id = id.as_str().expect("an id");
    let contact = json!({ "LastName": "Ann", "Account": { "External_Id__c": "A-1" } });
    sf.send("POST", "/sobjects/Contact", &contact).await.ok();
    let case = json!({ "Subject": "Help", "AccountId": id });
    let case = sf.send("POST", "/sobjects/Case", &case).await.ok().json()["id"].clone();
    let path = format!("/sobjects/Account/{id}");
    insta::assert_snapshot!(sf.show(&sf.call("DELETE", &path, &[], "").await), @r#"
    400 application/json;charset=UTF-8
    [{"message":"Your attempt to delete the record could not be completed because it is associated with the following Cases.","errorCode":"DELETE_FAILED","fields":[]}]
    "#);
    let case = format!("/sobjects/Case/{}", case.as_str().expect("an id"));
    sf.call("DELETE", &case, &[], "").await.ok();
    sf.call("DELETE", &path, &[], "").await.ok();
    insta::assert_snapshot!(sf.rows("Contact").await, @r#"
    "Id","IsDeleted","AccountId","LastName"
    "<contact1>","true","<account1>","Ann"
    "#);
}

#[tokio::test]
async fn what_was_changed_or_deleted_in_a_span_of_time_can_be_asked_for() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    for name in ["early", "late", "gone"] {
        let key = format!("/sobjects/Account/External_Id__c/{name}");
        sf.send("PATCH", &key, &json!({ "Name": name })).await.ok();
        sf.advance(60_000).await;
    }
    sf.call("DELETE", "/sobjects/Account/External_Id__c/gone", &[], "").await.ok();
    let span = "start=2026-01-01T01:01:00%2B01:00&end=2026-01-01T00:30:00+00:00";
    let updated = sf.get(&format!("/sobjects/Account/updated?{span}")).await;
    insta::assert_snapshot!(sf.show(&updated), @r#"
    200 application/json;charset=UTF-8
    {
      "ids": [
        "<account1>"
      ],
      "latestDateCovered": "2026-01-01T00:03:00.000+0000"
    }
    "#);
    let deleted = sf.get(&format!("/sobjects/Account/deleted/?{span}")).await;
    insta::assert_snapshot!(sf.show(&deleted), @r#"
    200 application/json;charset=UTF-8
    {
      "deletedRecords": [
        {
          "id": "<account2>",
          "deletedDate": "2026-01-01T00:03:00.000+0000"
        }
      ],
      "earliestDateAvailable": "2025-12-17T00:03:00.000+0000",
      "latestDateCovered": "2026-01-01T00:03:00.000+0000"
    }
    "#);
}

#[tokio::test]
async fn the_id_is_a_key_like_others() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let made = sf.send("POST", "/sobjects/Account/Id", &json!({ "Name": "Acme" })).await;
    let path = format!("/sobjects/Account/id/{}", made.json()["id"].as_str().expect("an id"));
    insta::assert_snapshot!(sf.show(&sf.send("PATCH", &path, &json!({ "Phone": "1" })).await), @"204");
    insta::assert_snapshot!(sf.get(&format!("{path}?fields=Name,Phone")).await.json()["Phone"], @r#""1""#);
    insta::assert_snapshot!(sf.show(&sf.send("DELETE", &path, &json!({})).await), @"204");
}

#[tokio::test]
async fn numbers_are_stored_as_they_were_sent() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let json = [("content-type", "application/json")];
    let account = r#"{ "Name": 1.10, "Phone": 123456789012345678901234, "AnnualRevenue" : 5.50 , "Fax": 1.0, "Fax": 2.50,
        "NumberOfEmployees":7,"External_Id__c": 1e2}"#;
    sf.call("POST", "/sobjects/Account", &json, account).await.ok();
    let child = r#"{"Name":"B","Parent":{"External_Id__c":1e2},"AnnualRevenue":"7"}"#;
    sf.call("POST", "/sobjects/Account", &json, child).await.ok();
    insta::assert_snapshot!(sf.rows("Account").await, @r#"
    "Id","IsDeleted","Name","ParentId","Phone","Fax","AnnualRevenue","NumberOfEmployees","External_Id__c"
    "<account1>","false","1.10","","123456789012345678901234","2.5","5.50","7","1e2"
    "<account2>","false","B","<account1>","","","7","",""
    "#);
    let shown = sf.get("/sobjects/Account/External_Id__c/1e2?fields=AnnualRevenue").await;
    insta::assert_snapshot!(shown.json()["AnnualRevenue"], @"5.5");
}
