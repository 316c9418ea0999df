//! Custom objects: imports into them, and their calls over REST.

use serde_json::{Value, json};

use super::support::{CARS, Import, Instance, refusal};
use crate::support::server;

const PLANS: Import<'_> = CARS.with("/bulk/v1/customobjects/plan_c/import.json");

/// The result of an answer, GUIDs named by order of first sight.
fn result(answer: &crate::support::Answer, seen: &mut Vec<String>) -> String {
    let json = answer.json();
    if json["success"] != true {
        return refusal(answer);
    }
    let mut text = String::new();
    for row in json["result"].as_array().into_iter().flatten() {
        text += &format!("{row}\n");
        if let Some(guid) = row["marketoGUID"].as_str().filter(|guid| guid.len() == 36) {
            let place = seen.iter().position(|known| known == guid).unwrap_or_else(|| {
                seen.push(guid.into());
                seen.len() - 1
            });
            text = text.replace(guid, &format!("<guid {}>", place + 1));
        }
    }
    if let Some(token) = json["nextPageToken"].as_str() {
        text += &format!("and more: {}\n", token.len());
    }
    text
}

#[tokio::test]
async fn objects_are_listed_and_described() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let mut told = String::new();
    for path in ["", "/car_c/describe", "/plan_c/describe", "/boat_c/describe"] {
        let answer = instance.get(&format!("/rest/v1/customobjects{path}.json")).await;
        told += &format!(
            "{path}\n{}\n",
            match answer.json()["success"] == true {
                true => format!("{:#}", answer.json()["result"]),
                false => refusal(&answer),
            }
        );
    }
    insta::assert_snapshot!("describe_objects", told);
}

#[tokio::test]
async fn records_are_made_changed_found_and_deleted() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let path = "/rest/v1/customobjects/car_c.json";
    let mut seen = Vec::new();
    let mut told = String::new();
    let sync = [
        json!({ "input": [
            { "vin": "V1", "make": "M", "year": 2001, "customerId": "ada.quill@example.com" },
            { "vin": "v1", "model": "changed" },
            { "vin": "V2", "year": "x" },
            { "vin": "V3", "customerId": "nobody@example.com" },
            { "make": "no key" },
            { "vin": "V4", "colour": "unknown field" },
            { "vin": ["a list"] },
        ] }),
        json!({ "action": "createOnly", "input": [{ "vin": "V1" }] }),
        json!({ "action": "updateOnly", "input": [{ "vin": "V9" }, { "vin": "V1", "make": null }] }),
        json!({ "action": "createOnly", "dedupeBy": "idField", "input": [{ "vin": "V1" }] }),
        json!({ "action": "other", "input": [{ "vin": "V1" }] }),
        json!({ "input": "text" }),
        json!({ "input": [1] }),
        json!({}),
        json!({ "input": vec![json!({ "vin": "V" }); 301] }),
    ];
    for body in sync {
        let answer = instance.post(path, &body).await;
        let shown: String = body.to_string().chars().take(70).collect();
        told += &format!("{shown}\n{}\n", result(&answer, &mut seen));
    }
    let guid = seen[0].clone();
    let by_id = json!({ "action": "updateOnly", "dedupeBy": "idField", "input": [
        { "marketoGUID": guid, "color": "blue" }, { "marketoGUID": "no-guid" }, { "color": "red" },
    ] });
    told += &result(&instance.post(path, &by_id).await, &mut seen);
    for query in [
        "filterType=vin&filterValues=V1,V9",
        "filterType=dedupeFields&filterValues=V1&fields=marketoGuid,color,make,year",
        &format!("filterType=idField&filterValues={guid}"),
        "filterType=customerId&filterValues=ada.quill@example.com&batchSize=1&fields=vin",
        "filterType=make&filterValues=M",
        "filterType=vin",
        "filterValues=V1",
        "filterType=vin&filterValues=V1&fields=wheels",
        "filterType=vin&filterValues=V1&nextPageToken=x",
    ] {
        let answer = instance.get(&format!("{path}?{query}")).await;
        told += &format!("{}\n{}\n", query.replace(&guid, "<guid>"), result(&answer, &mut seen));
    }
    let form = instance.form(path, "_method=GET&filterType=vin&filterValues=V1&fields=vin").await;
    told += &format!("in a form\n{}\n", result(&form, &mut seen));
    let delete =
        json!({ "deleteBy": "dedupeFields", "input": [{ "vin": "V1" }, { "vin": "V1" }, {}] });
    let deleted = instance.post("/rest/v1/customobjects/car_c/delete.json", &delete).await;
    told += &format!("delete\n{}", result(&deleted, &mut seen));
    insta::assert_snapshot!("object_records", told);
}

#[tokio::test]
async fn several_fields_make_one_key() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let mut seen = Vec::new();
    let file = "account,product,seats,leadID\nA-7,Letters,1,1\nA-7,Parcels,2,\nA-7,Letters,3,\n\
        A-7,,4,\nA-8,Letters,5,999999\n";
    let batch = instance.import(PLANS, file).await;
    instance.finish().await;
    let of = format!("/bulk/v1/customobjects/plan_c/import/{batch}");
    let status = instance.get(&format!("{of}/status.json")).await.json()["result"][0].clone();
    let failures = instance.get(&format!("{of}/failures.json")).await.text();
    let query = json!({ "filterType": "dedupeFields", "fields": ["account", "product", "seats", "leadID"],
        "input": [{ "product": "Letters", "account": "A-7" }, { "account": "A-7", "product": "Parcels" }] });
    let path = "/rest/v1/customobjects/plan_c.json";
    let found = instance.post(&format!("{path}?_method=GET"), &query).await;
    let told = format!("{status}\n{failures}\n{}", result(&found, &mut seen));
    insta::assert_snapshot!("joined_keys", told);
    // The path of another object names no batch.
    let other =
        instance.get(&format!("/bulk/v1/customobjects/car_c/import/{batch}/status.json")).await;
    assert_eq!(refusal(&other), "200 1013 Batch not found");
}

#[tokio::test]
async fn values_of_an_import_come_back_in_their_types() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let file = "account,product,price,active,renewal,lastUsed,notes\n\
        T,1,49.90,Yes,2027-01-02,2027-01-02T03:04:05+01:00,\"two\nlines\"\n\
        T,2,x,,,,\nT,3,,maybe,,,\nT,4,,,soon,,\n";
    let batch = instance.import(PLANS, file).await;
    instance.finish().await;
    let of = format!("/bulk/v1/customobjects/plan_c/import/{batch}");
    let failures = instance.get(&format!("{of}/failures.json")).await.text();
    let query = json!({ "fields": ["price", "active", "renewal", "lastUsed", "notes"],
        "input": [{ "account": "T", "product": "1" }] });
    let path = "/rest/v1/customobjects/plan_c.json?_method=GET";
    let found = instance.post(path, &query).await.json()["result"][0].clone();
    let Value::Object(mut found) = found else { panic!("no record") };
    found.remove("marketoGUID");
    insta::assert_snapshot!("object_values", format!("{failures}{}", Value::Object(found)));
}
