//! Records and those that hang on them, all or none.

use serde_json::{Value, json};

use crate::support::{Org, server};

fn account(name: &str) -> Value {
    json!({ "attributes": { "type": "Account", "referenceId": name }, "Name": name })
}

fn contact(reference: &str, name: impl Into<Value>) -> Value {
    let name = name.into();
    json!({ "attributes": { "type": "Contact", "referenceId": reference }, "LastName": name })
}

#[tokio::test]
async fn a_tree_is_written_level_by_level() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let mut first = account("first");
    let ann = contact("ann", "Ann");
    first["Contacts"] = json!({ "records": [ann, contact("bob", "Bob")] });
    first["Subscriptions__r"] = json!({ "records": [
        { "attributes": { "type": "Subscription__c", "referenceId": "plan" }, "Plan__c": "Team" },
    ] });
    let body = json!({ "records": [first, account("second")] });
    let made = sf.send("POST", "/composite/tree/Account", &body).await;
    insta::assert_snapshot!(sf.show(&made), @r#"
    201 application/json;charset=UTF-8
    {
      "hasErrors": false,
      "results": [
        {
          "referenceId": "first",
          "id": "<account1>"
        },
        {
          "referenceId": "second",
          "id": "<account2>"
        },
        {
          "referenceId": "ann",
          "id": "<contact1>"
        },
        {
          "referenceId": "bob",
          "id": "<contact2>"
        },
        {
          "referenceId": "plan",
          "id": "<subscription1>"
        }
      ]
    }
    "#);
    insta::assert_snapshot!(sf.rows("Contact").await, @r#"
    "Id","IsDeleted","AccountId","LastName"
    "<contact1>","false","<account1>","Ann"
    "<contact2>","false","<account1>","Bob"
    "#);
}

#[tokio::test]
async fn a_tree_with_one_bad_record_is_not_written_at_all() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let mut first = account("first");
    first["Contacts"] = json!({ "records": [contact("ann", Value::Null), contact("bob", "Bob")] });
    let body = json!({ "records": [first] });
    let refused = sf.send("POST", "/composite/tree/Account", &body).await;
    insta::assert_snapshot!(sf.show(&refused), @r#"
    400 application/json;charset=UTF-8
    {
      "hasErrors": true,
      "results": [
        {
          "referenceId": "ann",
          "errors": [
            {
              "statusCode": "REQUIRED_FIELD_MISSING",
              "message": "Required fields are missing: [LastName]",
              "fields": [
                "LastName"
              ]
            }
          ]
        }
      ]
    }
    "#);
    insta::assert_snapshot!(sf.get("/limits/recordCount?sObjects=Account,Contact").await.text(), @r#"{"sObjects":[{"count":0,"name":"Account"},{"count":0,"name":"Contact"}]}"#);
}

#[tokio::test]
async fn a_tree_that_cannot_be_read_is_refused_in_the_providers_words() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let many: Vec<Value> = (0..201).map(|n| account(&format!("r{n}"))).collect();
    let mut deep = account("r6");
    for level in (0..6).rev() {
        let mut above = account(&format!("r{level}"));
        above["ChildAccounts"] = json!({ "records": [deep] });
        deep = above;
    }
    let with = |key: &str, value: Value| {
        let mut one = account("a");
        one[key] = value;
        json!({ "records": [one] })
    };
    let tries = [
        json!({}),
        json!({ "records": 7 }),
        json!({ "records": [7] }),
        json!({ "records": [] }),
        json!({ "records": many }),
        json!({ "records": [deep] }),
        json!({ "records": [{ "Name": "A" }] }),
        json!({ "records": [account("a"), account("a")] }),
        json!({ "records": [contact("a", "Ann")] }),
        with("Colour__c", json!("red")),
        with("Friends", json!({ "records": [] })),
        with("Contacts", json!({ "records": 7 })),
        with("Contacts", json!({ "records": [account("b")] })),
        with("Contacts", json!([])),
        with("NumberOfEmployees", json!("many")),
    ];
    let mut page = String::new();
    for body in tries {
        let answer = sf.send("POST", "/composite/tree/Account", &body).await;
        let text: String = body.to_string().chars().take(120).collect();
        page += &format!("{text}\n    {} {}\n", answer.status, answer.text());
    }
    insta::assert_snapshot!(page, @r#"
    {}
        400 [{"message":"Required parameter is missing: records","errorCode":"MISSING_ARGUMENT"}]
    {"records":7}
        400 [{"message":"Required parameter is missing: records","errorCode":"MISSING_ARGUMENT"}]
    {"records":[7]}
        400 [{"message":"Required parameter is missing: records","errorCode":"MISSING_ARGUMENT"}]
    {"records":[]}
        201 {"hasErrors":false,"results":[]}
    {"records":[{"attributes":{"type":"Account","referenceId":"r0"},"Name":"r0"},{"attributes":{"type":"Account","referenceI
        400 [{"message":"The request has more than 200 records.","errorCode":"INVALID_INPUT"}]
    {"records":[{"attributes":{"type":"Account","referenceId":"r0"},"Name":"r0","ChildAccounts":{"records":[{"attributes":{"
        400 [{"message":"The request has more than 5 levels.","errorCode":"INVALID_INPUT"}]
    {"records":[{"Name":"A"}]}
        400 {"hasErrors":true,"results":[{"referenceId":"","errors":[{"statusCode":"INVALID_INPUT","message":"Provided referenceId ('') must be unique, must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').","fields":[]}]}]}
    {"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"a"},{"attributes":{"type":"Account","referenceId"
        400 {"hasErrors":true,"results":[{"referenceId":"a","errors":[{"statusCode":"INVALID_INPUT","message":"Provided referenceId ('a') must be unique, must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').","fields":[]}]}]}
    {"records":[{"attributes":{"type":"Contact","referenceId":"a"},"LastName":"Ann"}]}
        400 {"hasErrors":true,"results":[{"referenceId":"a","errors":[{"statusCode":"INVALID_TYPE","message":"sObject type 'Contact' is not supported.","fields":[]}]}]}
    {"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"a","Colour__c":"red"}]}
        400 {"hasErrors":true,"results":[{"referenceId":"a","errors":[{"statusCode":"INVALID_FIELD","message":"No such column 'Colour__c' on sobject of type Account","fields":[]}]}]}
    {"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"a","Friends":{"records":[]}}]}
        400 {"hasErrors":true,"results":[{"referenceId":"a","errors":[{"statusCode":"INVALID_FIELD","message":"No such column 'Friends' on sobject of type Account","fields":[]}]}]}
    {"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"a","Contacts":{"records":7}}]}
        400 [{"message":"Required parameter is missing: records","errorCode":"MISSING_ARGUMENT"}]
    {"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"a","Contacts":{"records":[{"attributes":{"type":"
        400 {"hasErrors":true,"results":[{"referenceId":"b","errors":[{"statusCode":"INVALID_TYPE","message":"sObject type 'Account' is not supported.","fields":[]}]}]}
    {"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"a","Contacts":[]}]}
        400 {"hasErrors":true,"results":[{"referenceId":"a","errors":[{"statusCode":"INVALID_FIELD","message":"No such column 'Contacts' on sobject of type Account","fields":[]}]}]}
    {"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"a","NumberOfEmployees":"many"}]}
        400 {"hasErrors":true,"results":[{"referenceId":"a","errors":[{"statusCode":"JSON_PARSER_ERROR","message":"Cannot deserialize instance of int from VALUE_STRING value many or request may be missing a required field at [line:1, column:75]","fields":[]}]}]}
    "#);
}
