//! Several requests in one.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::runtime::Builder;

use crate::support::{Org, builder, call, server};

fn part(name: &str, method: &str, url: &str, body: impl Into<Value>) -> Value {
    let body = body.into();
    json!({ "referenceId": name, "method": method, "url": url, "body": body })
}

const SOBJECTS: &str = "/services/data/v62.0/sobjects";

#[tokio::test]
async fn a_later_request_speaks_of_an_earlier_answer() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let contact = json!({ "LastName": "Ann", "AccountId": "@{acme.id}", "Email": "a@b.example" });
    let two = json!({ "records": [
        { "attributes": { "type": "Lead" }, "LastName": "Lee", "Company": "@{read.Name} & @{read.NumberOfEmployees}" },
    ] });
    let body = json!({ "compositeRequest": [
        part("acme", "POST", &format!("{SOBJECTS}/Account"), json!({ "Name": "Acme", "NumberOfEmployees": 7 })),
        part("ann", "post", &format!("{SOBJECTS}/Contact/"), contact),
        part("read", "GET", &format!("{SOBJECTS}/Account/@{{acme.id}}?fields=Name,NumberOfEmployees,Phone"), Value::Null),
        part("leads", "POST", "/services/data/v62.0/composite/sobjects", two),
        part("lead", "GET", &format!("{SOBJECTS}/Lead/@{{leads[0].id}}?fields=Company"), Value::Null),
        part("nothing", "PATCH", &format!("{SOBJECTS}/Account/@{{acme.id}}"), json!({ "Phone": "@{read.Phone}" })),
        part("gone", "DELETE", &format!("{SOBJECTS}/Contact/@{{ann.id}}"), Value::Null),
    ] });
    let answer = sf.send("POST", "/composite", &body).await;
    insta::assert_snapshot!(sf.show(&answer), @r#"
    200 application/json;charset=UTF-8
    {
      "compositeResponse": [
        {
          "body": {
            "id": "<account1>",
            "success": true,
            "errors": []
          },
          "httpHeaders": {
            "Location": "/services/data/v62.0/sobjects/Account/<account1>"
          },
          "httpStatusCode": 201,
          "referenceId": "acme"
        },
        {
          "body": {
            "id": "<contact1>",
            "success": true,
            "errors": []
          },
          "httpHeaders": {
            "Location": "/services/data/v62.0/sobjects/Contact/<contact1>"
          },
          "httpStatusCode": 201,
          "referenceId": "ann"
        },
        {
          "body": {
            "attributes": {
              "type": "Account",
              "url": "/services/data/v62.0/sobjects/Account/<account1>"
            },
            "Name": "Acme",
            "NumberOfEmployees": 7,
            "Phone": null,
            "Id": "<account1>"
          },
          "httpHeaders": {},
          "httpStatusCode": 200,
          "referenceId": "read"
        },
        {
          "body": [
            {
              "id": "<lead1>",
              "success": true,
              "errors": []
            }
          ],
          "httpHeaders": {},
          "httpStatusCode": 200,
          "referenceId": "leads"
        },
        {
          "body": {
            "attributes": {
              "type": "Lead",
              "url": "/services/data/v62.0/sobjects/Lead/<lead1>"
            },
            "Company": "Acme & 7",
            "Id": "<lead1>"
          },
          "httpHeaders": {},
          "httpStatusCode": 200,
          "referenceId": "lead"
        },
        {
          "body": [
            {
              "errorCode": "PROCESSING_HALTED",
              "message": "Invalid reference specified. No value for read.Phone found in read. Provided referenceId ('read.Phone') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."
            }
          ],
          "httpHeaders": {},
          "httpStatusCode": 400,
          "referenceId": "nothing"
        },
        {
          "body": null,
          "httpHeaders": {},
          "httpStatusCode": 204,
          "referenceId": "gone"
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn requests_stand_or_fall_together_if_told_so() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let requests = |all_or_none: bool| {
        json!({ "allOrNone": all_or_none, "compositeRequest": [
            part("a", "POST", &format!("{SOBJECTS}/Account"), json!({ "Name": "Acme" })),
            part("b", "POST", &format!("{SOBJECTS}/Contact"), json!({ "FirstName": "Nobody" })),
            part("c", "POST", &format!("{SOBJECTS}/Contact"), json!({ "LastName": "@{b.id}" })),
        ] })
    };
    let refused = sf.send("POST", "/composite", &requests(true)).await;
    insta::assert_snapshot!(sf.show(&refused), @r#"
    200 application/json;charset=UTF-8
    {
      "compositeResponse": [
        {
          "body": [
            {
              "errorCode": "PROCESSING_HALTED",
              "message": "The transaction was rolled back since another operation in the same transaction failed."
            }
          ],
          "httpHeaders": {},
          "httpStatusCode": 400,
          "referenceId": "a"
        },
        {
          "body": [
            {
              "message": "Required fields are missing: [LastName]",
              "errorCode": "REQUIRED_FIELD_MISSING",
              "fields": [
                "LastName"
              ]
            }
          ],
          "httpHeaders": {},
          "httpStatusCode": 400,
          "referenceId": "b"
        },
        {
          "body": [
            {
              "errorCode": "PROCESSING_HALTED",
              "message": "The transaction was rolled back since another operation in the same transaction failed."
            }
          ],
          "httpHeaders": {},
          "httpStatusCode": 400,
          "referenceId": "c"
        }
      ]
    }
    "#);
    insta::assert_snapshot!(sf.get("/limits/recordCount?sObjects=Account,Contact").await.text(), @r#"{"sObjects":[{"count":0,"name":"Account"},{"count":0,"name":"Contact"}]}"#);
    let mixed = sf.send("POST", "/composite", &requests(false)).await;
    insta::assert_snapshot!(sf.show(&mixed), @r#"
    200 application/json;charset=UTF-8
    {
      "compositeResponse": [
        {
          "body": {
            "id": "<account1>",
            "success": true,
            "errors": []
          },
          "httpHeaders": {
            "Location": "/services/data/v62.0/sobjects/Account/<account1>"
          },
          "httpStatusCode": 201,
          "referenceId": "a"
        },
        {
          "body": [
            {
              "message": "Required fields are missing: [LastName]",
              "errorCode": "REQUIRED_FIELD_MISSING",
              "fields": [
                "LastName"
              ]
            }
          ],
          "httpHeaders": {},
          "httpStatusCode": 400,
          "referenceId": "b"
        },
        {
          "body": [
            {
              "errorCode": "PROCESSING_HALTED",
              "message": "Invalid reference specified. No value for b.id found in b. Provided referenceId ('b.id') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."
            }
          ],
          "httpHeaders": {},
          "httpStatusCode": 400,
          "referenceId": "c"
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn a_collection_that_takes_itself_back_takes_the_others_with_it() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    for (all_or_none, accounts) in [(true, 0), (false, 2)] {
        let records = json!({ "allOrNone": all_or_none, "records": [
            { "attributes": { "type": "Account" }, "Name": "Good" },
            { "attributes": { "type": "Account" }, "Phone": "1" },
        ] });
        let body = json!({ "allOrNone": true, "compositeRequest": [
            part("one", "POST", &format!("{SOBJECTS}/Account"), json!({ "Name": "Acme" })),
            part("many", "POST", "/services/data/v62.0/composite/sobjects", records),
        ] });
        sf.send("POST", "/composite", &body).await.ok();
        let counted = sf.get("/limits/recordCount?sObjects=Account").await.json();
        assert_eq!(counted["sObjects"][0]["count"], accounts);
    }
}

#[tokio::test]
async fn a_batch_runs_requests_that_know_nothing_of_each_other() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let requests = |halt: bool| {
        json!({ "haltOnError": halt, "batchRequests": [
            { "method": "POST", "url": "v60.0/sobjects/Account", "richInput": { "Name": "Acme", "External_Id__c": format!("{halt}") } },
            { "method": "PATCH", "url": format!("v60.0/sobjects/Account/External_Id__c/{halt}"), "richInput": { "Phone": "1" } },
            { "method": "GET", "url": "v60.0/sobjects/Nothing/describe" },
            { "method": "GET", "url": "/services/data/v60.0/limits/recordCount?sObjects=Account" },
        ] })
    };
    insta::assert_snapshot!(sf.show(&sf.send("POST", "/composite/batch", &requests(false)).await), @r#"
    200 application/json;charset=UTF-8
    {
      "hasErrors": true,
      "results": [
        {
          "statusCode": 201,
          "result": {
            "id": "<account1>",
            "success": true,
            "errors": []
          }
        },
        {
          "statusCode": 200,
          "result": {
            "id": "<account1>",
            "success": true,
            "errors": [],
            "created": false
          }
        },
        {
          "statusCode": 404,
          "result": [
            {
              "message": "The requested resource does not exist",
              "errorCode": "NOT_FOUND"
            }
          ]
        },
        {
          "statusCode": 200,
          "result": {
            "sObjects": [
              {
                "count": 1,
                "name": "Account"
              }
            ]
          }
        }
      ]
    }
    "#);
    insta::assert_snapshot!(sf.show(&sf.send("POST", "/composite/batch", &requests(true)).await), @r#"
    200 application/json;charset=UTF-8
    {
      "hasErrors": true,
      "results": [
        {
          "statusCode": 201,
          "result": {
            "id": "<account2>",
            "success": true,
            "errors": []
          }
        },
        {
          "statusCode": 200,
          "result": {
            "id": "<account2>",
            "success": true,
            "errors": [],
            "created": false
          }
        },
        {
          "statusCode": 404,
          "result": [
            {
              "message": "The requested resource does not exist",
              "errorCode": "NOT_FOUND"
            }
          ]
        },
        {
          "statusCode": 412,
          "result": [
            {
              "message": "The batch was halted because an earlier request in it failed.",
              "errorCode": "BATCH_PROCESSING_HALTED"
            }
          ]
        }
      ]
    }
    "#);

    // What one client asks for: 25 describes, each as it is by itself.
    let describe = json!({ "method": "GET", "url": "v60.0/sobjects/contact/describe" });
    let all =
        sf.send("POST", "/composite/batch", &json!({ "batchRequests": vec![describe; 25] })).await;
    let own =
        Org::fresh(&server, "beta", "").speaking("v60.0").get("/sobjects/Contact/describe").await;
    let all = all.ok().json();
    assert_eq!(all["results"].as_array().map(Vec::len), Some(25));
    assert_eq!(all["results"][24]["result"], own.json());
    assert_eq!(all["hasErrors"], false);
}

#[tokio::test]
async fn a_composite_that_cannot_be_read_is_refused_as_a_whole() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let get = |name: &str, url: &str| part(name, "GET", url, Value::Null);
    let of = |parts: Vec<Value>| json!({ "compositeRequest": parts });
    let numbered =
        |count: usize, url: &str| of((0..count).map(|n| get(&format!("r{n}"), url)).collect());
    let batch = |count: usize| json!({ "batchRequests": vec![json!({ "method": "GET", "url": "v62.0/limits" }); count] });
    let inner = |url: &str| of(vec![part("a", "POST", url, json!({}))]);
    let tries = [
        ("/composite", json!({})),
        ("/composite", json!([])),
        ("/composite", json!({ "compositeRequest": 7 })),
        ("/composite", of(vec![json!(7)])),
        ("/composite", of(vec![json!({ "method": "GET", "url": "v62.0/limits" })])),
        ("/composite", of(vec![json!({ "method": 7, "url": "v62.0/limits", "referenceId": "a" })])),
        ("/composite", of(vec![get("a", "v62.0/limits"), get("a", "v62.0/limits")])),
        ("/composite", of(vec![get("a b", "v62.0/limits")])),
        ("/composite", numbered(26, "v62.0/limits")),
        ("/composite", numbered(6, "/services/data/v62.0/query?q=SELECT+Id+FROM+Account")),
        ("/composite", inner("/services/data/v62.0/composite")),
        ("/composite", inner("v62.0/composite/batch")),
        ("/composite", inner("v62.0/jobs/ingest")),
        ("/composite", inner("https://mock.test/services/data/v62.0/nothing")),
        ("/composite", inner("https://mock.test")),
        ("/composite", inner("v20.0/sobjects")),
        ("/composite", inner("")),
        ("/composite/batch", batch(26)),
        ("/composite/batch", json!({})),
        ("/composite/batch", json!({ "batchRequests": [{}] })),
        ("/composite/graph", json!({})),
    ];
    let mut page = String::new();
    for (path, body) in tries {
        let answer = sf.send("POST", path, &body).await;
        let text: String = body.to_string().chars().take(110).collect();
        page += &format!("{path} {text}\n    {} {}\n", answer.status, answer.text());
    }
    insta::assert_snapshot!(page, @r#"
    /composite {}
        400 [{"message":"Required parameter is missing: compositeRequest","errorCode":"MISSING_ARGUMENT"}]
    /composite []
        400 [{"message":"A JSON object is expected at [line:1, column:1]","errorCode":"JSON_PARSER_ERROR"}]
    /composite {"compositeRequest":7}
        400 [{"message":"Required parameter is missing: compositeRequest","errorCode":"MISSING_ARGUMENT"}]
    /composite {"compositeRequest":[7]}
        400 [{"message":"Required parameter is missing: compositeRequest","errorCode":"MISSING_ARGUMENT"}]
    /composite {"compositeRequest":[{"method":"GET","url":"v62.0/limits"}]}
        400 [{"message":"Required parameter is missing: referenceId","errorCode":"MISSING_ARGUMENT"}]
    /composite {"compositeRequest":[{"method":7,"url":"v62.0/limits","referenceId":"a"}]}
        400 [{"message":"Required parameter is missing: method","errorCode":"MISSING_ARGUMENT"}]
    /composite {"compositeRequest":[{"referenceId":"a","method":"GET","url":"v62.0/limits","body":null},{"referenceId":"a","m
        400 [{"message":"Provided referenceId ('a') must be unique, must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').","errorCode":"INVALID_INPUT"}]
    /composite {"compositeRequest":[{"referenceId":"a b","method":"GET","url":"v62.0/limits","body":null}]}
        400 [{"message":"Provided referenceId ('a b') must be unique, must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').","errorCode":"INVALID_INPUT"}]
    /composite {"compositeRequest":[{"referenceId":"r0","method":"GET","url":"v62.0/limits","body":null},{"referenceId":"r1",
        400 [{"message":"The request has more than 25 subrequests.","errorCode":"LIMIT_EXCEEDED"}]
    /composite {"compositeRequest":[{"referenceId":"r0","method":"GET","url":"/services/data/v62.0/query?q=SELECT+Id+FROM+Acc
        400 [{"message":"The request has more than 5 queries and collections.","errorCode":"LIMIT_EXCEEDED"}]
    /composite {"compositeRequest":[{"referenceId":"a","method":"POST","url":"/services/data/v62.0/composite","body":{}}]}
        200 {"compositeResponse":[{"body":[{"message":"The resource /services/data/v62.0/composite cannot be requested inside a composite request.","errorCode":"INVALID_INPUT"}],"httpHeaders":{},"httpStatusCode":400,"referenceId":"a"}]}
    /composite {"compositeRequest":[{"referenceId":"a","method":"POST","url":"v62.0/composite/batch","body":{}}]}
        200 {"compositeResponse":[{"body":[{"message":"The resource /services/data/v62.0/composite/batch cannot be requested inside a composite request.","errorCode":"INVALID_INPUT"}],"httpHeaders":{},"httpStatusCode":400,"referenceId":"a"}]}
    /composite {"compositeRequest":[{"referenceId":"a","method":"POST","url":"v62.0/jobs/ingest","body":{}}]}
        200 {"compositeResponse":[{"body":[{"message":"bulk-mock does not fake this call inside a composite","errorCode":"NOT_IMPLEMENTED_IN_MOCK"}],"httpHeaders":{},"httpStatusCode":501,"referenceId":"a"}]}
    /composite {"compositeRequest":[{"referenceId":"a","method":"POST","url":"https://mock.test/services/data/v62.0/nothing",
        200 {"compositeResponse":[{"body":[{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}],"httpHeaders":{},"httpStatusCode":404,"referenceId":"a"}]}
    /composite {"compositeRequest":[{"referenceId":"a","method":"POST","url":"https://mock.test","body":{}}]}
        200 {"compositeResponse":[{"body":[{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}],"httpHeaders":{},"httpStatusCode":404,"referenceId":"a"}]}
    /composite {"compositeRequest":[{"referenceId":"a","method":"POST","url":"v20.0/sobjects","body":{}}]}
        200 {"compositeResponse":[{"body":[{"message":"API version v20.0 is retired. Use a supported version.","errorCode":"UNSUPPORTED_API_VERSION"}],"httpHeaders":{},"httpStatusCode":410,"referenceId":"a"}]}
    /composite {"compositeRequest":[{"referenceId":"a","method":"POST","url":"","body":{}}]}
        200 {"compositeResponse":[{"body":[{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}],"httpHeaders":{},"httpStatusCode":404,"referenceId":"a"}]}
    /composite/batch {"batchRequests":[{"method":"GET","url":"v62.0/limits"},{"method":"GET","url":"v62.0/limits"},{"method":"GET",
        400 [{"message":"The request has more than 25 subrequests.","errorCode":"LIMIT_EXCEEDED"}]
    /composite/batch {}
        400 [{"message":"Required parameter is missing: batchRequests","errorCode":"MISSING_ARGUMENT"}]
    /composite/batch {"batchRequests":[{}]}
        400 [{"message":"Required parameter is missing: method","errorCode":"MISSING_ARGUMENT"}]
    /composite/graph {}
        501 [{"message":"bulk-mock does not fake composite graphs","errorCode":"NOT_IMPLEMENTED_IN_MOCK"}]
    "#);
    insta::assert_snapshot!(sf.get("/composite").await.text(), @r#"{"tree":"/services/data/v62.0/composite/tree","batch":"/services/data/v62.0/composite/batch","sobjects":"/services/data/v62.0/composite/sobjects"}"#);
}

#[tokio::test]
async fn the_journal_names_what_was_inside() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let body = json!({ "batchRequests": [
        { "method": "POST", "url": "v62.0/sobjects/Account", "richInput": { "Name": "Acme" } },
        { "method": "GET", "url": "v62.0/search?q=x" },
    ] });
    let batch = sf.send("POST", "/composite/batch", &body).await.ok();
    insta::assert_snapshot!(batch.header("sforce-limit-info").unwrap_or_default(), @"api-usage=2/1000000");
    let journal = call(&server, "GET", "/_mock/orgs/acme/journal", &[], "").await.text();
    let entry = journal.lines().find(|line| line.contains("composite/batch")).expect("an entry");
    let entry: Value = serde_json::from_str(entry).expect("JSON");
    insta::assert_snapshot!(format!("{} {}", entry["operation"], entry["notes"]), @r#""salesforce.composite.batch" ["POST /services/data/v62.0/sobjects/Account: 201","GET /services/data/v62.0/search: 501"]"#);
}

#[test]
fn a_long_query_in_a_batch_does_not_hold_up_other_orgs() {
    let runtime =
        Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let server = builder().generate("contacts=200000").offline().expect("a server");
    let (server, told) = (Arc::new(server), Arc::new(Mutex::new(Vec::new())));
    let (slow_server, slow_told) = (Arc::clone(&server), Arc::clone(&told));
    let slow = runtime.spawn(async move {
        let soql = "SELECT+Id+FROM+Contact+WHERE+LastName+LIKE+'%25o%25z%25'";
        let part = json!({ "method": "GET", "url": format!("v62.0/query?q={soql}") });
        let body = json!({ "batchRequests": [part] });
        let org = Org::demo(&slow_server);
        let answer = org.send("POST", "/composite/batch", &body).await.ok().json();
        slow_told.lock().expect("a list").push(answer["hasErrors"].to_string());
    });
    let quick_told = Arc::clone(&told);
    let quick = runtime.spawn(async move {
        let health = call(&server, "GET", "/_mock/health", &[], "").await;
        quick_told.lock().expect("a list").push(health.status.to_string());
    });
    runtime.block_on(async { tokio::try_join!(slow, quick) }).expect("both are answered");
    assert_eq!(*told.lock().expect("a list"), ["200", "false"]);
}
