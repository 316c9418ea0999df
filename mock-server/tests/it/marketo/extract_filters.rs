//! What a create body may say, what is refused, and which records each filter takes.

use serde_json::{Value, json};

use super::extracting::{ACTIVITIES, CARS, Extract, LEADS, MEMBERS, told};
use super::support::Instance;
use crate::support::server;

/// What becomes of each body, on two lines.
async fn table(instance: &Instance<'_>, path: &str, bodies: &[Value]) -> String {
    let mut table = String::new();
    for body in bodies {
        let answer = instance.post(&format!("{path}/create.json"), body).await;
        table += &format!("{body}\n    {}\n", told(&answer));
    }
    table
}

/// The first column of a file, on one line.
fn first_column(file: &[u8]) -> String {
    let mut reader = csv::Reader::from_reader(file);
    let rows = reader.records().map(|row| row.expect("a row")[0].to_owned());
    rows.collect::<Vec<_>>().join(" ")
}

/// Which records each filter takes, told by their first column.
async fn taken(
    instance: &Instance<'_>,
    path: &'static str,
    fields: &Value,
    filters: &[Value],
) -> String {
    let mut table = String::new();
    for filter in filters {
        let body = json!({ "fields": fields, "filter": filter });
        let file = Extract::create(instance, path, &body).await.run().await;
        table += &format!("{filter}\n    {}\n", first_column(&file));
    }
    table
}

#[tokio::test]
async fn a_create_body_of_leads_is_read_leniently_and_refused_in_words() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let list = || json!({ "staticListId": 1001 });
    let made = |start: Value, end: Value| json!({ "fields": ["id"], "filter": { "createdAt": { "startAt": start, "endAt": end } } });
    let with = |filter: Value| json!({ "fields": ["id"], "filter": filter });
    let bodies = [
        json!({ "fields": ["id", "email"], "filter": list() }),
        json!({ "format": "csv", "fields": ["id"], "filter": list() }),
        json!({ "format": "Tsv", "fields": ["id"], "filter": list() }),
        json!({ "format": null, "columnHeaderNames": null, "fields": ["id"], "filter": list() }),
        json!({ "format": "SSV", "columnHeaderNames": { "id": "Number", "x": "y" }, "fields": ["id"], "filter": list(), "more": 1 }),
        json!({ "format": "XML", "fields": ["id"], "filter": list() }),
        json!({ "format": 1, "fields": ["id"], "filter": list() }),
        json!({ "columnHeaderNames": ["id"], "fields": ["id"], "filter": list() }),
        json!({ "columnHeaderNames": { "id": 1 }, "fields": ["id"], "filter": list() }),
        json!({ "filter": list() }),
        json!({ "fields": null, "filter": list() }),
        json!({ "fields": [], "filter": list() }),
        json!({ "fields": "id", "filter": list() }),
        json!({ "fields": ["id", 7], "filter": list() }),
        json!({ "fields": ["id", "nothing"], "filter": list() }),
        json!({ "fields": ["ID"], "filter": list() }),
        json!({ "fields": ["id", "ecids"], "filter": list() }),
        json!({ "fields": ["id"] }),
        json!({ "fields": ["id"], "filter": null }),
        with(json!({})),
        with(json!([])),
        with(json!("createdAt")),
        with(json!({ "createdAt": null })),
        with(json!({ "staticListId": 1001, "smartListId": 1 })),
        with(json!({ "staticListId": "1001", "createdAt": null })),
        with(json!({ "staticListId": 1.5 })),
        with(json!({ "staticListId": -1 })),
        with(json!({ "staticListId": [1001] })),
        with(json!({ "staticListId": 99 })),
        with(json!({ "staticListId": 99_999_999_999_u64 })),
        with(json!({ "staticListName": "Newsletter" })),
        with(json!({ "staticListName": "Nowhere" })),
        with(json!({ "staticListName": "" })),
        with(json!({ "staticListName": 1001 })),
        with(json!({ "smartListId": 1 })),
        with(json!({ "smartListName": "People in Japan or Germany" })),
        with(json!({ "smartListId": 3 })),
        with(json!({ "smartListId": 99 })),
        with(json!({ "smartListName": "Nowhere" })),
        with(json!({ "activityTypeIds": [1] })),
        with(json!({ "createdAt": "2026-01-01" })),
        with(json!({ "createdAt": { "startAt": "2026-01-01T00:00:00Z" } })),
        with(json!({ "createdAt": { "endAt": "2026-01-01T00:00:00Z" } })),
        made(json!("2026-01-01T00:00:00Z"), json!("2026-02-01T00:00:00Z")),
        made(json!("2026-01-01T00:00:00Z"), json!("2026-02-01T00:00:01Z")),
        made(json!("2026-01-01"), json!("2026-01-31")),
        made(json!("2018-02-27T20:12:03.768Z"), json!("2018-02-27T20:12:03.768Z")),
        made(json!("2026-01-01T00:00:00+00:00"), json!("2026-01-02T00:00:00-00:00")),
        made(json!("2030-01-01T00:00:00Z"), json!("2030-01-31T00:00:00Z")),
        made(json!("2026-01-02T00:00:00Z"), json!("2026-01-01T00:00:00Z")),
        made(json!("2026-13-01T00:00:00Z"), json!("2026-01-01T00:00:00Z")),
        made(json!(""), json!("2026-01-01T00:00:00Z")),
        made(json!(1_767_225_600), json!("2026-01-01T00:00:00Z")),
        with(
            json!({ "updatedAt": { "startAt": "2026-01-01T00:00:00Z", "endAt": "2026-01-01T00:00:01Z" } }),
        ),
        json!([]),
        json!("text"),
    ];
    insta::assert_snapshot!("create_leads", table(&instance, LEADS, &bodies).await);
}

#[tokio::test]
async fn a_create_call_needs_json_and_says_so() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let body = super::extracting::some_leads().to_string();
    let path = format!("{LEADS}/create.json");
    let mut out = String::new();
    for (content_type, body) in [
        ("application/json", body.as_str()),
        ("application/json;charset=UTF-8", body.as_str()),
        ("Application/JSON; charset=utf-8", body.as_str()),
        ("text/plain", body.as_str()),
        ("application/x-www-form-urlencoded", body.as_str()),
        ("application/json", "{"),
        ("application/json", ""),
        ("application/json", "{\"fields\":[\"id\"],\"filter\":{\"staticListId\":1001}} x"),
    ] {
        let headers = [("content-type", content_type)];
        let answer = instance.call("POST", &path, &headers, body.to_owned()).await;
        let short: String = body.chars().take(9).collect();
        out += &format!("{content_type} {short}\n    {}\n", told(&answer));
    }
    let large = format!("{{\"fields\":[{}]}}", "\"id\",".repeat(300_000));
    let json = [("content-type", "application/json")];
    let answer = instance.call("POST", &path, &json, large).await;
    out += &format!("too large\n    {} {}\n", answer.status, answer.text());
    insta::assert_snapshot!("create_types", out);
}

#[tokio::test]
async fn filters_that_the_subscription_lacks_are_refused_when_the_job_is_made() {
    let server = server();
    let settings = "updated_at_filter = false\nsmart_list_filter = false\ndate_range_days = 30";
    let instance = Instance::fresh(&server, settings);
    let range = json!({ "startAt": "2026-01-01T00:00:00Z", "endAt": "2026-01-01T00:00:01Z" });
    let leads = [
        json!({ "fields": ["id"], "filter": { "updatedAt": range } }),
        json!({ "fields": ["id"], "filter": { "smartListId": 1 } }),
        json!({ "fields": ["id"], "filter": { "smartListName": "x" } }),
        json!({ "fields": ["id"], "filter": { "createdAt": { "startAt": "2026-01-01", "endAt": "2026-02-01" } } }),
    ];
    let members = [json!({ "fields": ["id"], "filter": { "programId": 1, "updatedAt": range } })];
    // That custom objects need no feature for it is documented.
    let cars = [json!({ "fields": ["vin"], "filter": { "updatedAt": range } })];
    let mut out = table(&instance, LEADS, &leads).await;
    out += &table(&instance, MEMBERS, &members).await;
    out += &table(&instance, CARS, &cars).await;
    insta::assert_snapshot!("create_without_features", out);
}

#[tokio::test]
async fn a_create_body_of_members_is_read_and_refused() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let with = |filter: Value| json!({ "fields": ["leadId"], "filter": filter });
    let bodies = [
        with(json!({ "programId": 1 })),
        with(json!({ "programId": "1" })),
        with(json!({ "programIds": [1, "2"] })),
        with(json!({ "programIds": [] })),
        with(json!({ "programId": 1, "programIds": [2] })),
        with(json!({ "programIds": [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3] })),
        with(json!({ "programIds": 1 })),
        with(json!({ "programId": 99 })),
        with(json!({})),
        with(json!({ "isExhausted": true })),
        with(
            json!({ "programId": 1, "isExhausted": true, "nurtureCadence": "pause", "statusNames": ["On List"] }),
        ),
        with(json!({ "programId": 1, "isExhausted": "yes" })),
        with(json!({ "programId": 1, "nurtureCadence": "paus" })),
        with(json!({ "programId": 1, "nurtureCadence": "fast" })),
        with(json!({ "programId": 1, "nurtureCadence": 1 })),
        with(json!({ "programId": 1, "statusNames": ["On List", "Asleep"] })),
        with(json!({ "programId": 1, "statusNames": ["Attended"] })),
        with(json!({ "programIds": [1, 2], "statusNames": ["Attended"] })),
        with(json!({ "programId": 1, "statusNames": "On List" })),
        with(json!({ "programId": 1, "createdAt": {} })),
        json!({ "fields": ["leadId", "firstName", "statusName", "myCustomField"], "filter": { "programId": 1 } }),
        json!({ "fields": ["leadId", "vin"], "filter": { "programId": 1 } }),
        json!({ "fields": [], "filter": { "programId": 1 } }),
    ];
    insta::assert_snapshot!("create_members", table(&instance, MEMBERS, &bodies).await);
}

#[tokio::test]
async fn a_create_body_of_activities_is_read_and_refused() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let with = |more: Value| {
        let mut filter = json!({ "createdAt": { "startAt": "2024-01-01", "endAt": "2024-01-31" } });
        for (name, value) in more.as_object().expect("an object") {
            filter[name] = value.clone();
        }
        json!({ "filter": filter })
    };
    let many: Vec<u32> = (0..51).collect();
    let bodies = [
        with(json!({})),
        with(json!({ "createdAt": null })),
        json!({ "filter": {} }),
        json!({ "fields": [], "filter": { "createdAt": { "startAt": "2024-01-01", "endAt": "2024-01-31" } } }),
        json!({ "fields": ["leadId", "actionResult"], "filter": { "createdAt": { "startAt": "2024-01-01", "endAt": "2024-01-31" } } }),
        json!({ "fields": ["email"], "filter": { "createdAt": { "startAt": "2024-01-01", "endAt": "2024-01-31" } } }),
        with(json!({ "activityTypeIds": [1, 12] })),
        with(json!({ "activityTypeIds": ["12"] })),
        with(json!({ "activityTypeIds": [] })),
        with(json!({ "activityTypeIds": 12 })),
        with(json!({ "activityTypeIds": "12" })),
        with(json!({ "activityTypeIds": [37] })),
        with(json!({ "activityTypeIds": [24], "primaryAttributeValueIds": [1001] })),
        with(json!({ "activityTypeIds": [24, 25], "primaryAttributeValues": ["Newsletter"] })),
        with(
            json!({ "activityTypeIds": [24], "primaryAttributeValueIds": [1], "primaryAttributeValues": ["x"] }),
        ),
        with(json!({ "activityTypeIds": [24, 104], "primaryAttributeValueIds": [1] })),
        with(json!({ "activityTypeIds": [12], "primaryAttributeValueIds": [1] })),
        with(json!({ "primaryAttributeValueIds": [1] })),
        with(json!({ "activityTypeIds": [24], "primaryAttributeValueIds": many })),
        with(json!({ "activityTypeIds": [24], "primaryAttributeValueIds": ["x"] })),
        with(json!({ "activityTypeIds": [24], "primaryAttributeValues": [1] })),
        with(json!({ "leadIds": [1] })),
    ];
    insta::assert_snapshot!("create_activities", table(&instance, ACTIVITIES, &bodies).await);
}

#[tokio::test]
async fn a_create_body_of_custom_objects_is_read_and_refused() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let range = json!({ "startAt": "2024-03-20", "endAt": "2024-03-21" });
    let bodies = [
        json!({ "fields": ["vin", "marketoGUID", "createdAt"], "filter": { "updatedAt": range } }),
        json!({ "fields": ["vin"], "filter": { "createdAt": range } }),
        json!({ "fields": ["vin"], "filter": { "staticListName": "Newsletter" } }),
        json!({ "fields": ["vin"], "filter": { "smartListId": "2" } }),
        json!({ "fields": ["vin", "email"], "filter": { "updatedAt": range } }),
        json!({ "fields": ["VIN"], "filter": { "updatedAt": range } }),
        json!({ "filter": { "updatedAt": range } }),
    ];
    let plans = [
        json!({ "fields": ["leadId", "leadID"], "filter": { "updatedAt": range } }),
        json!({ "fields": ["leadid", "Account"], "filter": { "updatedAt": range } }),
    ];
    let mut out = table(&instance, CARS, &bodies).await;
    out += &table(&instance, "/bulk/v1/customobjects/plan_c/export", &plans).await;
    out += &table(&instance, "/bulk/v1/customobjects/boat_c/export", &plans).await;
    insta::assert_snapshot!("create_objects", out);
}

#[tokio::test]
async fn each_filter_takes_its_records() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let range = |start: &str, end: &str| json!({ "startAt": start, "endAt": end });
    let leads = [
        json!({ "createdAt": range("2024-01-10T09:15:00Z", "2024-01-12T01:20:00Z") }),
        json!({ "createdAt": range("2024-01-10T09:15:01Z", "2024-01-12T01:19:59Z") }),
        json!({ "createdAt": range("2024-01-10T09:15:00Z", "2024-01-10T09:15:00Z") }),
        json!({ "updatedAt": range("2024-05-01", "2024-05-31") }),
        json!({ "staticListId": 1001 }),
        json!({ "staticListName": "Newsletter" }),
        json!({ "staticListId": 1003 }),
        json!({ "smartListId": 1 }),
        json!({ "smartListId": 2 }),
        json!({ "smartListId": 4 }),
    ];
    let members = [
        json!({ "programId": 1 }),
        json!({ "programId": 2, "statusNames": ["No Show", "Waitlisted"] }),
        json!({ "programId": 3, "isExhausted": true }),
        json!({ "programId": 3, "isExhausted": false }),
        json!({ "programId": 3, "nurtureCadence": "pause" }),
        json!({ "programId": 3, "nurtureCadence": "norm" }),
        json!({ "programId": 2, "updatedAt": range("2024-03-15", "2024-03-31") }),
        json!({ "programIds": [3, 1] }),
    ];
    let year = |start: &str, more: Value| {
        let mut filter = json!({ "createdAt": range(start, &format!("{start}T23:59:59Z")) });
        for (name, value) in more.as_object().expect("an object") {
            filter[name] = value.clone();
        }
        filter
    };
    let activities = [
        year("2024-03-10", json!({})),
        year("2024-03-12", json!({})),
        year("2024-03-12", json!({ "activityTypeIds": [25] })),
        year(
            "2024-03-10",
            json!({ "activityTypeIds": ["24"], "primaryAttributeValueIds": [1001] }),
        ),
        year(
            "2024-03-10",
            json!({ "activityTypeIds": ["24"], "primaryAttributeValueIds": ["1002"] }),
        ),
        year(
            "2024-03-12",
            json!({ "activityTypeIds": [24, 25], "primaryAttributeValues": ["Newsletter"] }),
        ),
        year(
            "2024-03-12",
            json!({ "activityTypeIds": [24], "primaryAttributeValues": ["A Program.Newsletter"] }),
        ),
    ];
    let cars = [
        json!({ "updatedAt": range("2024-03-21", "2024-03-31") }),
        json!({ "staticListId": 1002 }),
        json!({ "smartListId": 2 }),
    ];
    let plans = "/bulk/v1/customobjects/plan_c/export";
    let mut out = taken(&instance, LEADS, &json!(["id"]), &leads).await;
    out += &taken(&instance, MEMBERS, &json!(["leadId"]), &members).await;
    out += &taken(&instance, ACTIVITIES, &json!(["leadId"]), &activities).await;
    out += &taken(&instance, CARS, &json!(["vin"]), &cars).await;
    out += &taken(&instance, plans, &json!(["product"]), &[json!({ "staticListId": 1001 })]).await;
    insta::assert_snapshot!("taken", out);
}
