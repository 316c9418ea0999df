//! What is refused of a call about one record, and in which words.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::{Org, server};

/// An org with a record or two to speak of.
async fn stage(sf: &Org<'_>) -> (String, String) {
    let account = json!({ "Name": "Acme", "External_Id__c": "A-1" });
    let account = sf.send("POST", "/sobjects/Account", &account).await.ok().json();
    let contact = json!({ "LastName": "Ann", "External_Id__c": "C-1", "Email": "ann@x.example" });
    let contact = sf.send("POST", "/sobjects/Contact", &contact).await.ok().json();
    let text = |value: &Value| value["id"].as_str().expect("an id").to_owned();
    (text(&account), text(&contact))
}

async fn page(sf: &Org<'_>, tries: &[(&str, &str, &str)]) -> String {
    let mut page = String::new();
    for (method, path, body) in tries {
        let json = [("content-type", "application/json")];
        let answer = sf.call(method, path, &json, (*body).to_owned()).await;
        let shown = sf.show(&answer).replace(" application/json;charset=UTF-8\n", " ");
        let _ = writeln!(page, "{method} {} {body}\n    {}", sf.show_text(path), shown.trim_end());
    }
    page
}

#[tokio::test]
async fn a_path_that_names_no_record_is_refused_in_the_providers_words() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let (account, contact) = stage(&sf).await;
    let far = format!("/sobjects/Account/{}000zzz", &account[..9]);
    let wrong = format!("/sobjects/Account/{}AAA", &account[..15]);
    let other = format!("/sobjects/Account/{contact}");
    let short = format!("/sobjects/Account/{}?fields=Name", &account[..15]);
    let related = format!("/sobjects/Account/{account}/Contacts");
    let unknown_field = format!("/sobjects/Account/{account}?fields=Name,Colour__c");
    let tries = [
        ("GET", short.as_str(), ""),
        ("GET", &far, ""),
        ("PATCH", &far, "{}"),
        ("DELETE", &far, ""),
        ("GET", &wrong, ""),
        ("GET", &other, ""),
        ("GET", "/sobjects/Account/-1", ""),
        ("GET", "/sobjects/Account/External_Id__c", ""),
        ("GET", "/sobjects/Nothing/001000000000001", ""),
        ("POST", "/sobjects/Nothing", "{}"),
        ("GET", "/sobjects/Account/Colour__c/red", ""),
        ("GET", "/sobjects/Account/Phone/1", ""),
        ("GET", "/sobjects/Account/External_Id__c/A-9", ""),
        ("DELETE", "/sobjects/Account/External_Id__c/A-9", ""),
        ("PATCH", "/sobjects/Contact/Email/ann@x.example", "{}"),
        ("GET", &related, ""),
        ("GET", &unknown_field, ""),
        ("PUT", "/sobjects/Account", "{}"),
        ("PUT", &short, "{}"),
        ("POST", &far, "{}"),
        ("POST", "/sobjects/Account/describe", "{}"),
        ("GET", "/sobjects/Account/deleted", ""),
        ("GET", "/sobjects/Account/deleted?start=soon&end=2026-01-01T00:00:00Z", ""),
        (
            "GET",
            "/sobjects/Account/updated?start=2026-01-01T00:00:00Z&end=2026-01-01T00:00:00Z",
            "",
        ),
        ("POST", "/sobjects/Account/updated", ""),
    ];
    insta::assert_snapshot!(page(&sf, &tries).await, @r#"
    GET /sobjects/Account/<account1:15>?fields=Name 
        200 {
      "attributes": {
        "type": "Account",
        "url": "/services/data/v62.0/sobjects/Account/<account1>"
      },
      "Name": "Acme",
      "Id": "<account1>"
    }
    GET /sobjects/Account/<account2:15> 
        404 [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    PATCH /sobjects/Account/<account2:15> {}
        404 [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    DELETE /sobjects/Account/<account2:15> 
        404 [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    GET /sobjects/Account/001psj0fWY6CHMeAAA 
        400 [{"message":"malformed id 001psj0fWY6CHMeAAA","errorCode":"MALFORMED_ID"}]
    GET /sobjects/Account/<contact1> 
        404 [{"message":"Provided external ID field does not exist or is not accessible: <contact1>","errorCode":"NOT_FOUND"}]
    GET /sobjects/Account/-1 
        404 [{"message":"Provided external ID field does not exist or is not accessible: -1","errorCode":"NOT_FOUND"}]
    GET /sobjects/Account/External_Id__c 
        404 [{"message":"Provided external ID field does not exist or is not accessible: External_Id__c","errorCode":"NOT_FOUND"}]
    GET /sobjects/Nothing/<account3:15> 
        404 [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    POST /sobjects/Nothing {}
        404 [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    GET /sobjects/Account/Colour__c/red 
        404 [{"message":"Provided external ID field does not exist or is not accessible: Colour__c","errorCode":"NOT_FOUND"}]
    GET /sobjects/Account/Phone/1 
        404 [{"message":"Provided external ID field does not exist or is not accessible: Phone","errorCode":"NOT_FOUND"}]
    GET /sobjects/Account/External_Id__c/A-9 
        404 [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    DELETE /sobjects/Account/External_Id__c/A-9 
        404 [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    PATCH /sobjects/Contact/Email/ann@x.example {}
        404 [{"message":"Provided external ID field does not exist or is not accessible: Email","errorCode":"NOT_FOUND"}]
    GET /sobjects/Account/<account1>/Contacts 
        501 [{"message":"bulk-mock does not fake records reached through a relationship","errorCode":"NOT_IMPLEMENTED_IN_MOCK"}]
    GET /sobjects/Account/<account1>?fields=Name,Colour__c 
        400 [{"message":"No such column 'Colour__c' on sobject of type Account","errorCode":"INVALID_FIELD"}]
    PUT /sobjects/Account {}
        405 [{"message":"HTTP Method 'PUT' not allowed. Allowed are GET,POST,HEAD","errorCode":"METHOD_NOT_ALLOWED"}]
    PUT /sobjects/Account/<account1:15>?fields=Name {}
        405 [{"message":"HTTP Method 'PUT' not allowed. Allowed are GET,PATCH,POST,DELETE,HEAD","errorCode":"METHOD_NOT_ALLOWED"}]
    POST /sobjects/Account/<account2:15> {}
        405 [{"message":"HTTP Method 'POST' not allowed. Allowed are DELETE,GET,PATCH,HEAD","errorCode":"METHOD_NOT_ALLOWED"}]
    POST /sobjects/Account/describe {}
        405 [{"message":"HTTP Method 'POST' not allowed. Allowed are GET,HEAD","errorCode":"METHOD_NOT_ALLOWED"}]
    GET /sobjects/Account/deleted 
        400 [{"message":"Required parameter is missing: start","errorCode":"MISSING_ARGUMENT"}]
    GET /sobjects/Account/deleted?start=soon&end=2026-01-01T00:00:00Z 
        400 [{"message":"start is not a valid date and time: soon","errorCode":"INVALID_REPLICATION_DATE"}]
    GET /sobjects/Account/updated?start=2026-01-01T00:00:00Z&end=2026-01-01T00:00:00Z 
        400 [{"message":"start must be before end","errorCode":"INVALID_REPLICATION_DATE"}]
    POST /sobjects/Account/updated 
        405 [{"message":"HTTP Method 'POST' not allowed. Allowed are GET,HEAD","errorCode":"METHOD_NOT_ALLOWED"}]
    "#);
}

#[tokio::test]
async fn a_body_that_is_no_record_is_refused_in_the_providers_words() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let (account, _) = stage(&sf).await;
    let own = format!("/sobjects/Account/{account}");
    let new = "/sobjects/Account";
    let by_key = "/sobjects/Account/External_Id__c/A-1";
    let deep = format!("{{\"Name\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    let tries = [
        ("POST", new, ""),
        ("POST", new, "{\"Name\":"),
        ("POST", new, "[]"),
        ("POST", new, "7"),
        ("POST", new, "{}"),
        ("POST", new, &deep),
        ("POST", new, r#"{"Name":"A","Colour__c":1}"#),
        ("POST", new, r#"{"Name":"A","name":"B"}"#),
        ("POST", new, r#"{"Name":{"a":1}}"#),
        ("POST", new, "{\"Name\":\"A\",\n  \"Phone\":[1]}"),
        ("POST", new, r#"{"Name":"A","AnnualRevenue":"abc"}"#),
        ("POST", new, r#"{"Name":"A","AnnualRevenue":true}"#),
        ("POST", new, r#"{"Name":"A","AnnualRevenue":1e999}"#),
        ("POST", new, r#"{"Name":"A","NumberOfEmployees":99999999999999999999999}"#),
        ("POST", new, r#"{"Name":"A","NumberOfEmployees":1.5}"#),
        ("POST", new, r#"{"Name":"A","SLAExpirationDate__c":"2017-05-30T-06:00:00X"}"#),
        ("POST", new, r#"{"Name":"A","BillingAddress":{"city":"B"}}"#),
        ("POST", new, r#"{"Name":"A","Id":"001000000000001"}"#),
        ("POST", new, r#"{"Name":"A","CreatedDate":"2026-01-01T00:00:00Z"}"#),
        ("POST", new, r#"{"Name":"A","ParentId":7}"#),
        ("POST", new, r#"{"Name":"A","Parent":7}"#),
        ("POST", new, r#"{"Name":"A","Parent":{}}"#),
        ("POST", new, r#"{"Name":"A","Parent":{"Colour__c":1}}"#),
        ("POST", new, r#"{"Name":"A","Parent":{"Phone":"1"}}"#),
        ("POST", new, r#"{"Name":"A","Parent":{"External_Id__c":"A-9"}}"#),
        ("POST", new, r#"{"Name":"A","Parent":{"External_Id__c":["A-1"]}}"#),
        ("POST", new, r#"{"Name":"A","Owner":{"attributes":{"type":"Lead"},"Name":"x"}}"#),
        ("POST", "/sobjects/Task", r#"{"Who":{"Email":"ann@x.example"}}"#),
        (
            "POST",
            "/sobjects/Task",
            r#"{"Who":{"attributes":{"type":"Lead"},"Email":"no@x.example"}}"#,
        ),
        ("PATCH", &own, r#"{"Id":"001000000000001"}"#),
        ("PATCH", &own, r#"{"Name":null}"#),
        ("PATCH", by_key, r#"{"Id":"001000000000001"}"#),
        ("PATCH", by_key, r#"{"External_Id__c":"A-1"}"#),
    ];
    let shown = page(&sf, &tries).await.replace(&deep, "{500 brackets}");
    insta::assert_snapshot!(shown, @r#"
    POST /sobjects/Account 
        400 [{"message":"The HTTP entity body is required, but this request has no entity body.","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":
        400 [{"message":"EOF while parsing a value at [line:1, column:8]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account []
        400 [{"message":"A JSON object is expected at [line:1, column:1]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account 7
        400 [{"message":"A JSON object is expected at [line:1, column:1]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {}
        400 [{"message":"Required fields are missing: [Name]","errorCode":"REQUIRED_FIELD_MISSING","fields":["Name"]}]
    POST /sobjects/Account {500 brackets}
        400 [{"message":"recursion limit exceeded at [line:1, column:135]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","Colour__c":1}
        400 [{"message":"No such column 'Colour__c' on sobject of type Account","errorCode":"INVALID_FIELD"}]
    POST /sobjects/Account {"Name":"A","name":"B"}
        400 [{"message":"Duplicate field: name","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":{"a":1}}
        400 [{"message":"Cannot deserialize instance of string from START_OBJECT value { or request may be missing a required field at [line:1, column:2]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A",
      "Phone":[1]}
        400 [{"message":"Cannot deserialize instance of phone from START_ARRAY value [line:2, column:3]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","AnnualRevenue":"abc"}
        400 [{"message":"Cannot deserialize instance of currency from VALUE_STRING value abc or request may be missing a required field at [line:1, column:13]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","AnnualRevenue":true}
        400 [{"message":"Cannot deserialize instance of currency from VALUE_TRUE value true or request may be missing a required field at [line:1, column:13]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","AnnualRevenue":1e999}
        400 [{"message":"number out of range at [line:1, column:33]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","NumberOfEmployees":99999999999999999999999}
        400 [{"message":"Cannot deserialize instance of int from VALUE_NUMBER_FLOAT value 1e+23 or request may be missing a required field at [line:1, column:13]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","NumberOfEmployees":1.5}
        400 [{"message":"Cannot deserialize instance of int from VALUE_NUMBER_FLOAT value 1.5 or request may be missing a required field at [line:1, column:13]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","SLAExpirationDate__c":"2017-05-30T-06:00:00X"}
        400 [{"message":"Cannot deserialize instance of date from VALUE_STRING value 2017-05-30T-06:00:00X or request may be missing a required field at [line:1, column:13]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","BillingAddress":{"city":"B"}}
        400 [{"message":"Unable to create/update fields: BillingAddress. Please check the security settings of this field and verify that it is read/write for your profile or permission set.","errorCode":"INVALID_FIELD_FOR_INSERT_UPDATE","fields":["BillingAddress"]}]
    POST /sobjects/Account {"Name":"A","Id":"001000000000001"}
        400 [{"message":"cannot specify Id in an insert call","errorCode":"INVALID_FIELD_FOR_INSERT_UPDATE","fields":["Id"]}]
    POST /sobjects/Account {"Name":"A","CreatedDate":"2026-01-01T00:00:00Z"}
        400 [{"message":"Unable to create/update fields: CreatedDate. Please check the security settings of this field and verify that it is read/write for your profile or permission set.","errorCode":"INVALID_FIELD_FOR_INSERT_UPDATE","fields":["CreatedDate"]}]
    POST /sobjects/Account {"Name":"A","ParentId":7}
        400 [{"message":"Parent Account ID: id value of incorrect type: 7","errorCode":"MALFORMED_ID","fields":["ParentId"]}]
    POST /sobjects/Account {"Name":"A","Parent":7}
        400 [{"message":"Cannot deserialize instance of Account from VALUE_NUMBER_INT value 7 or request may be missing a required field at [line:1, column:13]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","Parent":{}}
        400 [{"message":"More than 1 field provided in an external foreign key reference in entity: Account","errorCode":"INVALID_FIELD"}]
    POST /sobjects/Account {"Name":"A","Parent":{"Colour__c":1}}
        400 [{"message":"No such column 'Colour__c' on sobject of type Account","errorCode":"INVALID_FIELD"}]
    POST /sobjects/Account {"Name":"A","Parent":{"Phone":"1"}}
        400 [{"message":"Field name provided, Phone does not match an External ID, Salesforce Id, or indexed field for Account","errorCode":"INVALID_FIELD"}]
    POST /sobjects/Account {"Name":"A","Parent":{"External_Id__c":"A-9"}}
        400 [{"message":"Foreign key external ID: A-9 not found for field External_Id__c in entity Account","errorCode":"INVALID_FIELD","fields":[]}]
    POST /sobjects/Account {"Name":"A","Parent":{"External_Id__c":["A-1"]}}
        400 [{"message":"Cannot deserialize instance of string from START_ARRAY value [line:1, column:13]","errorCode":"JSON_PARSER_ERROR"}]
    POST /sobjects/Account {"Name":"A","Owner":{"attributes":{"type":"Lead"},"Name":"x"}}
        400 [{"message":"sObject type 'Lead' is not supported.","errorCode":"INVALID_TYPE"}]
    POST /sobjects/Task {"Who":{"Email":"ann@x.example"}}
        400 [{"message":"The attributes of each record must name its type.","errorCode":"INVALID_TYPE"}]
    POST /sobjects/Task {"Who":{"attributes":{"type":"Lead"},"Email":"no@x.example"}}
        400 [{"message":"Foreign key external ID: no@x.example not found for field Email in entity Lead","errorCode":"INVALID_FIELD","fields":[]}]
    PATCH /sobjects/Account/<account1> {"Id":"001000000000001"}
        400 [{"message":"The Id field should not be specified in the sobject data.","errorCode":"INVALID_FIELD"}]
    PATCH /sobjects/Account/<account1> {"Name":null}
        400 [{"message":"Required fields are missing: [Name]","errorCode":"REQUIRED_FIELD_MISSING","fields":["Name"]}]
    PATCH /sobjects/Account/External_Id__c/A-1 {"Id":"001000000000001"}
        400 [{"message":"The Id field should not be specified in the sobject data.","errorCode":"INVALID_FIELD"}]
    PATCH /sobjects/Account/External_Id__c/A-1 {"External_Id__c":"A-1"}
        400 [{"message":"The External_Id__c field should not be specified in the sobject data.","errorCode":"INVALID_FIELD"}]
    "#);

    let form = [("content-type", "application/x-www-form-urlencoded")];
    let refused = sf.call("POST", new, &form, "Name=A").await;
    insta::assert_snapshot!(sf.show(&refused), @r#"
    415 application/json;charset=UTF-8
    [{"message":"Content-Type 'application/x-www-form-urlencoded' is not supported for this request.","errorCode":"UNSUPPORTED_MEDIA_TYPE"}]
    "#);
}
