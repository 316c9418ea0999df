//! Up to 200 records in one call.

use serde_json::{Value, json};

use crate::support::{Org, server};

fn contact(name: &str, key: &str) -> Value {
    json!({ "attributes": { "type": "Contact" }, "LastName": name, "External_Id__c": key })
}

#[tokio::test]
async fn records_are_made_changed_read_and_deleted_together() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let body = json!({ "records": [
        contact("Ann", "C-1"),
        { "attributes": { "type": "Account" }, "Name": "Acme" },
        { "attributes": { "type": "contact" }, "FirstName": "Nobody" },
        contact("Twin", "C-1"),
    ] });
    let made = sf.send("POST", "/composite/sobjects", &body).await;
    insta::assert_snapshot!(sf.show(&made), @r#"
    200 application/json;charset=UTF-8
    [
      {
        "id": "<contact1>",
        "success": true,
        "errors": []
      },
      {
        "id": "<account1>",
        "success": true,
        "errors": []
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "REQUIRED_FIELD_MISSING",
            "message": "Required fields are missing: [LastName]",
            "fields": [
              "LastName"
            ]
          }
        ]
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "DUPLICATE_VALUE",
            "message": "duplicate value found: External_Id__c duplicates value on record with id: <contact1>",
            "fields": []
          }
        ]
      }
    ]
    "#);
    let id = |place: usize| made.json()[place]["id"].as_str().expect("an id").to_owned();
    let (ann, acme) = (id(0), id(1));

    let body = json!({ "allOrNone": false, "records": [
        { "attributes": { "type": "Contact" }, "id": ann, "FirstName": "Ann", "Email": "foo" },
        { "attributes": { "type": "Contact" }, "id": ann, "FirstName": "Ann" },
        { "attributes": { "type": "Account" }, "Id": acme, "Name": null },
        { "attributes": { "type": "Account" }, "Name": "A" },
    ] });
    insta::assert_snapshot!(sf.show(&sf.send("PATCH", "/composite/sobjects", &body).await), @r#"
    200 application/json;charset=UTF-8
    [
      {
        "success": false,
        "errors": [
          {
            "statusCode": "INVALID_EMAIL_ADDRESS",
            "message": "Email: invalid email address: foo",
            "fields": [
              "Email"
            ]
          }
        ]
      },
      {
        "id": "<contact1>",
        "success": true,
        "errors": []
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "REQUIRED_FIELD_MISSING",
            "message": "Required fields are missing: [Name]",
            "fields": [
              "Name"
            ]
          }
        ]
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "MISSING_ARGUMENT",
            "message": "Id not specified in an update call",
            "fields": []
          }
        ]
      }
    ]
    "#);

    let body = json!({ "records": [
        { "LastName": "Anna", "External_Id__c": "c-1" },
        { "attributes": { "type": "Contact" }, "LastName": "Bob", "External_Id__c": "C-2" },
        { "LastName": "Cid" },
        { "LastName": "Dan", "External_Id__c": "C-3" },
        { "LastName": "Eve", "External_Id__c": "c-3" },
    ] });
    let upserted = sf.send("PATCH", "/composite/sobjects/Contact/External_Id__c", &body).await;
    insta::assert_snapshot!(sf.show(&upserted), @r#"
    200 application/json;charset=UTF-8
    [
      {
        "id": "<contact1>",
        "success": true,
        "errors": [],
        "created": false
      },
      {
        "id": "<contact2>",
        "success": true,
        "errors": [],
        "created": true
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "MISSING_ARGUMENT",
            "message": "External_Id__c not specified",
            "fields": []
          }
        ]
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "DUPLICATE_VALUE",
            "message": "Duplicate external id specified: C-3",
            "fields": [
              "External_Id__c"
            ]
          }
        ]
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "DUPLICATE_VALUE",
            "message": "Duplicate external id specified: c-3",
            "fields": [
              "External_Id__c"
            ]
          }
        ]
      }
    ]
    "#);

    let ids = format!("{ann},{acme},{}000zzz", &ann[..9]);
    let path = "/composite/sobjects/Contact";
    let read = sf.get(&format!("{path}?ids={ids}&fields=Name,FirstName")).await;
    insta::assert_snapshot!(sf.show(&read), @r#"
    200 application/json;charset=UTF-8
    [
      {
        "attributes": {
          "type": "Contact",
          "url": "/services/data/v62.0/sobjects/Contact/<contact1>"
        },
        "Name": "Ann Anna",
        "FirstName": "Ann",
        "Id": "<contact1>"
      },
      null,
      null
    ]
    "#);
    let body = json!({ "ids": [ann], "fields": ["Id", "LastName"] });
    insta::assert_snapshot!(sf.send("POST", path, &body).await.text().replace(&ann, "<ann>"), @r#"[{"attributes":{"type":"Contact","url":"/services/data/v62.0/sobjects/Contact/<ann>"},"Id":"<ann>","LastName":"Anna"}]"#);

    let ids = format!("{ann},{acme},{}AAA,{ann},x00000000000001", &ann[..15]);
    let gone = sf.call("DELETE", &format!("/composite/sobjects?ids={ids}"), &[], "").await;
    insta::assert_snapshot!(sf.show(&gone), @r#"
    200 application/json;charset=UTF-8
    [
      {
        "id": "<contact1>",
        "success": true,
        "errors": []
      },
      {
        "id": "<account1>",
        "success": true,
        "errors": []
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "MALFORMED_ID",
            "message": "malformed id 003psj0fWY6CHMeAAA",
            "fields": []
          }
        ]
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "ENTITY_IS_DELETED",
            "message": "entity is deleted",
            "fields": []
          }
        ]
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "INVALID_CROSS_REFERENCE_KEY",
            "message": "invalid cross reference id",
            "fields": []
          }
        ]
      }
    ]
    "#);
}

#[tokio::test]
async fn all_or_none_leaves_everything_as_it_was() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    sf.send("POST", "/sobjects/Contact", &contact("Ann", "C-1")).await.ok();
    let before = sf.rows("Contact").await;
    let body =
        json!({ "allOrNone": true, "records": [contact("Bob", "C-2"), contact("Twin", "C-1")] });
    let refused = sf.send("POST", "/composite/sobjects", &body).await;
    insta::assert_snapshot!(sf.show(&refused), @r#"
    200 application/json;charset=UTF-8
    [
      {
        "success": false,
        "errors": [
          {
            "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "message": "Record rolled back because not all records were valid and the request was using AllOrNone header",
            "fields": []
          }
        ]
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "DUPLICATE_VALUE",
            "message": "duplicate value found: External_Id__c duplicates value on record with id: <contact1>",
            "fields": []
          }
        ]
      }
    ]
    "#);
    let ann = sf.handle_id("Contact", 0);
    let path = format!("/composite/sobjects?ids={ann},003000000000001&allOrNone=true");
    insta::assert_snapshot!(sf.show(&sf.call("DELETE", &path, &[], "").await), @r#"
    200 application/json;charset=UTF-8
    [
      {
        "success": false,
        "errors": [
          {
            "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "message": "Record rolled back because not all records were valid and the request was using AllOrNone header",
            "fields": []
          }
        ]
      },
      {
        "success": false,
        "errors": [
          {
            "statusCode": "INVALID_CROSS_REFERENCE_KEY",
            "message": "invalid cross reference id",
            "fields": []
          }
        ]
      }
    ]
    "#);
    assert_eq!(sf.rows("Contact").await, before);
    // The number that was taken back is given again, and the key is free.
    let body = json!({ "allOrNone": true, "records": [contact("Bob", "C-2")] });
    insta::assert_snapshot!(sf.show(&sf.send("POST", "/composite/sobjects", &body).await), @r#"
    200 application/json;charset=UTF-8
    [{"id":"<contact2>","success":true,"errors":[]}]
    "#);
}

#[tokio::test]
async fn a_collection_that_cannot_be_read_is_refused_as_a_whole() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let many = |count: usize| vec![contact("Ann", ""); count];
    let long = vec!["003000000000001"; 201].join(",");
    let path = "/composite/sobjects";
    let body = |records: Value| json!({ "records": records }).to_string();
    let tries = [
        ("POST", path.to_owned(), body(json!(many(201)))),
        ("PATCH", path.to_owned(), body(json!(many(201)))),
        ("DELETE", format!("{path}?ids={long}"), String::new()),
        ("DELETE", path.to_owned(), String::new()),
        ("POST", path.to_owned(), "[]".into()),
        ("POST", path.to_owned(), "{}".into()),
        ("POST", path.to_owned(), body(json!("x"))),
        ("POST", path.to_owned(), body(json!([]))),
        ("POST", path.to_owned(), body(json!([7]))),
        ("POST", path.to_owned(), body(json!([{ "LastName": "Ann" }]))),
        ("POST", path.to_owned(), body(json!([{ "attributes": { "type": "Nothing" } }]))),
        (
            "POST",
            path.to_owned(),
            body(json!([contact("Ann", ""), { "attributes": { "type": "Contact" }, "X": 1 }])),
        ),
        (
            "POST",
            path.to_owned(),
            body(json!([contact("Ann", ""), { "attributes": { "type": "Contact" }, "Email": [] }])),
        ),
        ("PATCH", format!("{path}/Account/External_Id__c"), body(json!([contact("Ann", "")]))),
        ("PATCH", format!("{path}/Contact/LastName"), body(json!([contact("Ann", "")]))),
        ("PATCH", format!("{path}/Nothing/Id"), body(json!([]))),
        ("GET", format!("{path}/Contact?ids=003000000000001"), String::new()),
        ("GET", format!("{path}/Contact?fields=Id"), String::new()),
        ("GET", format!("{path}/Contact?fields=X&ids=003000000000001"), String::new()),
        ("GET", format!("{path}/Contact?fields=Id&ids=x"), String::new()),
        ("POST", format!("{path}/Contact"), r#"{"ids":[7],"fields":["Id"]}"#.into()),
        ("PUT", path.to_owned(), String::new()),
    ];
    let mut page = String::new();
    for (method, path, body) in tries {
        let answer =
            sf.call(method, &path, &[("content-type", "application/json")], body.clone()).await;
        let clip = |text: &str| text.chars().take(90).collect::<String>();
        page += &format!(
            "{method} {} {}\n    {} {}\n",
            clip(&path),
            clip(&body),
            answer.status,
            answer.text()
        );
    }
    insta::assert_snapshot!(page, @r#"
    POST /composite/sobjects {"records":[{"attributes":{"type":"Contact"},"LastName":"Ann","External_Id__c":""},{"attri
        400 [{"message":"record limit reached. cannot submit more than 200 records into this call","errorCode":"EXCEEDED_ID_LIMIT"}]
    PATCH /composite/sobjects {"records":[{"attributes":{"type":"Contact"},"LastName":"Ann","External_Id__c":""},{"attri
        400 [{"message":"record limit reached. cannot submit more than 200 records into this call","errorCode":"EXCEEDED_ID_LIMIT"}]
    DELETE /composite/sobjects?ids=003000000000001,003000000000001,003000000000001,003000000000001,00 
        400 [{"message":"record limit reached. cannot submit more than 200 records into this call","errorCode":"EXCEEDED_ID_LIMIT"}]
    DELETE /composite/sobjects 
        400 [{"message":"Required parameter is missing: ids","errorCode":"MISSING_ARGUMENT"}]
    POST /composite/sobjects []
        400 [{"message":"A JSON object is expected at [line:1, column:1]","errorCode":"JSON_PARSER_ERROR"}]
    POST /composite/sobjects {}
        400 [{"message":"Required parameter is missing: records","errorCode":"MISSING_ARGUMENT"}]
    POST /composite/sobjects {"records":"x"}
        400 [{"message":"Required parameter is missing: records","errorCode":"MISSING_ARGUMENT"}]
    POST /composite/sobjects {"records":[]}
        200 []
    POST /composite/sobjects {"records":[7]}
        400 [{"message":"Required parameter is missing: records","errorCode":"MISSING_ARGUMENT"}]
    POST /composite/sobjects {"records":[{"LastName":"Ann"}]}
        400 [{"message":"The attributes of each record must name its type.","errorCode":"INVALID_TYPE"}]
    POST /composite/sobjects {"records":[{"attributes":{"type":"Nothing"}}]}
        400 [{"message":"sObject type 'Nothing' is not supported.","errorCode":"INVALID_TYPE"}]
    POST /composite/sobjects {"records":[{"attributes":{"type":"Contact"},"LastName":"Ann","External_Id__c":""},{"attri
        400 [{"message":"No such column 'X' on sobject of type Contact","errorCode":"INVALID_FIELD"}]
    POST /composite/sobjects {"records":[{"attributes":{"type":"Contact"},"LastName":"Ann","External_Id__c":""},{"attri
        400 [{"message":"Cannot deserialize instance of email from START_ARRAY value [line:1, column:117]","errorCode":"JSON_PARSER_ERROR"}]
    PATCH /composite/sobjects/Account/External_Id__c {"records":[{"attributes":{"type":"Contact"},"LastName":"Ann","External_Id__c":""}]}
        400 [{"message":"sObject type 'Contact' is not supported.","errorCode":"INVALID_TYPE"}]
    PATCH /composite/sobjects/Contact/LastName {"records":[{"attributes":{"type":"Contact"},"LastName":"Ann","External_Id__c":""}]}
        404 [{"message":"Provided external ID field does not exist or is not accessible: LastName","errorCode":"NOT_FOUND"}]
    PATCH /composite/sobjects/Nothing/Id {"records":[]}
        404 [{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]
    GET /composite/sobjects/Contact?ids=003000000000001 
        400 [{"message":"Required parameter is missing: fields","errorCode":"MISSING_ARGUMENT"}]
    GET /composite/sobjects/Contact?fields=Id 
        400 [{"message":"Required parameter is missing: ids","errorCode":"MISSING_ARGUMENT"}]
    GET /composite/sobjects/Contact?fields=X&ids=003000000000001 
        400 [{"message":"No such column 'X' on sobject of type Contact","errorCode":"INVALID_FIELD"}]
    GET /composite/sobjects/Contact?fields=Id&ids=x 
        400 [{"message":"malformed id x","errorCode":"MALFORMED_ID"}]
    POST /composite/sobjects/Contact {"ids":[7],"fields":["Id"]}
        400 [{"message":"Required parameter is missing: ids","errorCode":"MISSING_ARGUMENT"}]
    PUT /composite/sobjects 
        405 [{"message":"HTTP Method 'PUT' not allowed. Allowed are POST,PATCH,DELETE","errorCode":"METHOD_NOT_ALLOWED"}]
    "#);
    insta::assert_snapshot!(sf.get("/limits/recordCount?sObjects=Contact").await.text(), @r#"{"sObjects":[{"count":0,"name":"Contact"}]}"#);
}
