//! Every way in which calls about leads and lists are refused, in one table.

use serde_json::{Value, json};

use super::lead_org::{make, next_page, said, server};
use super::support::{Instance, refusal};

fn many(count: u64) -> Value {
    json!({ "input": (0..count).map(|id| json!({ "id": id })).collect::<Vec<_>>() })
}

fn list(count: u64) -> String {
    (1..=count).map(|id| id.to_string()).collect::<Vec<_>>().join(",")
}

#[tokio::test]
async fn calls_that_cannot_be_answered_are_refused_with_their_codes() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com", "a@example.com"]).await;
    let leads = "/rest/v1/leads.json";
    let found = format!("{leads}?filterType=email&filterValues=a@example.com&batchSize=1");
    let foreign = next_page(&instance.get(&found).await);
    let gets = [
        leads.to_owned(),
        format!("{leads}?filterType=brand&filterValues=x"),
        format!("{leads}?filterType=firstName&filterValues=x"),
        format!("{leads}?filterType=email"),
        format!("{leads}?filterType=email&filterValues=,"),
        format!("{leads}?filterType=id&filterValues={}", list(301)),
        format!("{leads}?filterType=id&filterValues=1&fields=id,brand"),
        format!("{leads}?filterType=id&filterValues=1&batchSize=x"),
        format!("{leads}?filterType=id&filterValues=1&nextPageToken=x"),
        format!("{leads}?filterType=email&filterValues=b@example.com&nextPageToken={foreign}"),
        "/rest/v1/lead/99.json".into(),
        "/rest/v1/lead/0.json".into(),
        "/rest/v1/lead/18446744073709551615.json".into(),
        "/rest/v1/lead/x.json".into(),
        "/rest/v1/lead/1.json?fields=brand".into(),
        "/rest/v1/leads/99/listMembership.json".into(),
        "/rest/v1/lists.json?id=x".into(),
        format!("/rest/v1/lists.json?nextPageToken={foreign}"),
        "/rest/v1/lists/7.json".into(),
        "/rest/v1/lists/99999999999.json".into(),
        "/rest/v1/lists/x.json".into(),
        "/rest/v1/lists/7/leads.json".into(),
        "/rest/v1/lists/1001/leads.json?fields=brand".into(),
        "/rest/v1/lists/1001/leads.json?nextPageToken=%00".into(),
        "/rest/v1/lists/7/leads/ismember.json?id=1".into(),
        "/rest/v1/lists/1001/leads/ismember.json".into(),
        "/rest/v1/lists/1001/leads/ismember.json?id=x".into(),
    ];
    let mut told = String::new();
    for path in gets {
        let shown = path.replace(&foreign, "<foreign>").replace(&list(301), "<301 ids>");
        told += &format!("GET {shown}\n    {}\n", refusal(&instance.get(&path).await));
    }
    insta::assert_snapshot!("refused_reads_of_leads", told);
}

#[tokio::test]
async fn writes_that_cannot_be_understood_are_refused_with_their_codes() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com"]).await;
    let one = || json!([{ "email": "b@example.com" }]);
    let record = json!({ "email": "b@example.com" });
    let leads = "/rest/v1/leads.json";
    let (delete, merge) = ("/rest/v1/leads/delete.json", "/rest/v1/leads/1/merge.json");
    let list = "/rest/v1/lists/1001/leads.json";
    let calls = [
        (leads, json!([])),
        (leads, json!({})),
        (leads, json!({ "input": null })),
        (leads, json!({ "input": [] })),
        (leads, json!({ "input": "x" })),
        (leads, json!({ "input": record })),
        (leads, json!({ "input": [record, 7] })),
        (leads, many(301)),
        (leads, json!({ "action": "destroy", "input": one() })),
        (leads, json!({ "action": 7, "input": one() })),
        (leads, json!({ "lookupField": "userId", "input": one() })),
        (leads, json!({ "lookupField": "firstName", "input": one() })),
        (leads, json!({ "lookupField": ["email"], "input": one() })),
        (leads, json!({ "partitionName": "Asia", "input": one() })),
        (leads, json!({ "partitionName": 1, "input": one() })),
        (delete, json!({})),
        (delete, json!({ "input": [] })),
        (delete, json!({ "input": { "id": 1 } })),
        (delete, json!({ "input": [1] })),
        (delete, json!({ "input": [{ "id": -1 }] })),
        (delete, json!({ "input": [{ "id": 1.5 }, { "id": [] }] })),
        (delete, many(301)),
        (merge, json!({})),
        (list, json!({})),
        (list, json!({ "input": [{}] })),
        (list, many(301)),
        ("/rest/v1/lists/7/leads.json?id=1", json!({})),
    ];
    let mut told = String::new();
    for (path, body) in calls {
        let shown = if body == many(301) { "<301 records>".into() } else { body.to_string() };
        let answer = instance.post(path, &body).await;
        told += &format!("POST {path} {shown}\n    {}\n", refusal(&answer));
    }
    let json = [("content-type", "application/json")];
    let text = [("content-type", "text/plain")];
    for (path, headers, body) in [
        (leads, &json, "{"),
        (leads, &json, ""),
        (leads, &text, "{}"),
        (delete, &json, "{"),
        (delete, &text, "x"),
        ("/rest/v1/leads/1/merge.json?leadId=x", &json, ""),
        ("/rest/v1/leads/x/merge.json?leadId=1", &json, ""),
        ("/rest/v1/leads/1/merge.json?leadIds=0", &json, ""),
    ] {
        let answer = instance.call("POST", path, headers, body).await;
        let kind = headers[0].1;
        told += &format!("POST {path} {kind} {body}\n    {}\n", refusal(&answer));
    }
    insta::assert_snapshot!("refused_writes_of_leads", told);
}

#[tokio::test]
async fn records_of_odd_shapes_are_skipped_one_by_one() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let input = json!([
        {},
        { "": "x", "email": "a@example.com" },
        { "email": null },
        { "email": 7 },
        { "email": ["a@example.com"] },
        { "email": { "a": 1 } },
        { "email": "b@example.com", "firstName": [] },
        { "email": "b@example.com", "myCustomInt": 1e300 },
        { "email": "b@example.com", "myCustomFloat": 1e300 },
        { "email": "c@example.com", "myCustomInt": u64::MAX },
        { "email": "c@example.com", "id": { "x": [] }, "createdAt": [] },
        { "email": "\u{0}\u{1f600}@example.com", "firstName": "\u{0}\r\n\u{2028}" },
        { "Email": "d@example.com" },
        { "email": "e".repeat(300) },
    ]);
    let answer = instance.post("/rest/v1/leads.json", &json!({ "input": input })).await;
    let told = said(&answer) + &said(&instance.get("/rest/v1/lead/3.json").await);
    insta::assert_snapshot!("odd_records", told);
}
