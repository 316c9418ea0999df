//! Files of extracts, byte for byte.

use serde_json::{Value, json};

use super::extracting::{ACTIVITIES, CARS, Extract, LEADS, MEMBERS, generate};
use super::support::{Instance, refusal};
use crate::support::{lines, server};

async fn file(instance: &Instance<'_>, path: &'static str, body: &Value) -> Vec<u8> {
    Extract::create(instance, path, body).await.run().await
}

fn range(start: &str, end: &str) -> Value {
    json!({ "startAt": start, "endAt": end })
}

#[tokio::test]
async fn leads_come_in_the_columns_that_were_asked_for_quoted_only_where_they_must_be() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let fields = [
        "email",
        "id",
        "company",
        "createdAt",
        "updatedAt",
        "dateOfBirth",
        "unsubscribed",
        "annualRevenue",
        "leadScore",
        "myCustomText",
        "ecids",
        "leadPartitionId",
    ];
    let body = json!({
        "fields": fields,
        "columnHeaderNames": { "email": "Mail, \"electronic\"", "id": "Number" },
        "filter": { "createdAt": range("2024-01-01", "2024-01-31") },
    });
    insta::assert_snapshot!("leads", lines(&file(&instance, LEADS, &body).await));
}

#[tokio::test]
async fn every_field_that_the_describe_lists_can_be_asked_for() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let described = instance.get("/rest/v1/leads/describe.json").await.json();
    let fields = described["result"].as_array().expect("fields").iter();
    let fields: Vec<_> = fields.filter_map(|field| field["rest"]["name"].as_str()).collect();
    assert!(fields.contains(&"myCustomFormula"), "{fields:?}");
    let body = json!({ "fields": fields, "filter": { "staticListId": 1001 } });
    let header = fields.join(",");
    let lines = lines(&file(&instance, LEADS, &body).await);
    assert!(lines.starts_with(&header), "{lines}");

    let formula =
        json!({ "fields": ["myCustomFormula", "id"], "filter": { "staticListId": 1001 } });
    let rows = file(&instance, LEADS, &formula).await;
    assert!(rows.starts_with(b"myCustomFormula,id\nnull,"), "{rows:?}");

    let other = crate::support::server();
    let strict = Instance::fresh(&other, "formula_fields = \"refuse\"");
    let answer = strict.post("/bulk/v1/leads/export/create.json", &formula).await;
    assert_eq!(refusal(&answer), "200 1003 Invalid fields");
}

#[tokio::test]
async fn the_same_rows_in_each_format() {
    let server = server();
    let spaced = Instance::fresh(&server, "");
    let body = |format: &str| {
        json!({
            "format": format,
            "fields": ["id", "company", "title"],
            "filter": { "staticListId": 1001 },
        })
    };
    let mut out = String::new();
    for format in ["CSV", "TSV", "SSV"] {
        out += &format!("{format}\n{}", lines(&file(&spaced, LEADS, &body(format)).await));
    }
    let server = crate::support::server();
    let spaced = Instance::fresh(&server, "ssv = \"space\"");
    out += &format!("SSV with spaces\n{}", lines(&file(&spaced, LEADS, &body("SSV")).await));
    insta::assert_snapshot!("formats", out);
}

#[tokio::test]
async fn activities_come_with_their_attributes_as_json() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let january = json!({ "createdAt": range("2024-01-01", "2024-01-31") });
    let spring = json!({ "createdAt": range("2024-03-12", "2024-04-11") });
    let mut out = lines(&file(&instance, ACTIVITIES, &json!({ "filter": january })).await);
    let fields = json!(["activityDate", "actionResult", "attributes", "marketoGUID"]);
    let body = json!({ "fields": fields, "filter": spring });
    out += &lines(&file(&instance, ACTIVITIES, &body).await);
    insta::assert_snapshot!("activities", out);
}

#[tokio::test]
async fn members_come_with_fields_of_their_leads_and_the_program_in_front_of_several() {
    let fields = [
        "leadId",
        "firstName",
        "email",
        "program",
        "programId",
        "statusName",
        "isExhausted",
        "reachedSuccess",
        "reachedSuccessDate",
        "acquiredBy",
        "nurtureCadence",
        "membershipDate",
        "updatedAt",
        "myCustomField",
        "registrationCode",
        "unsubscribed",
    ];
    let mut out = String::new();
    for settings in ["", "member_booleans = \"digits\""] {
        let server = server();
        let instance = Instance::fresh(&server, settings);
        for filter in [json!({ "programId": 1 }), json!({ "programIds": [3] })] {
            let body = json!({
                "fields": fields, "filter": filter, "columnHeaderNames": { "leadId": "Lead" },
            });
            out += &lines(&file(&instance, MEMBERS, &body).await);
        }
    }
    insta::assert_snapshot!("members", out);
}

#[tokio::test]
async fn custom_objects_come_with_their_guids() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let cars = json!({
        "fields": ["marketoGUID", "vin", "color", "customerId", "year", "createdAt", "updatedAt"],
        "filter": { "updatedAt": range("2024-03-20", "2024-03-31") },
    });
    let plans = json!({
        "fields": ["leadId", "product", "price", "active", "renewal", "lastUsed", "notes"],
        "filter": { "updatedAt": range("2024-04-01", "2024-04-30") },
    });
    let mut out = lines(&file(&instance, CARS, &cars).await);
    out += &lines(&file(&instance, "/bulk/v1/customobjects/Plan_C/export", &plans).await);
    insta::assert_snapshot!("objects", out);
}

#[tokio::test]
async fn a_file_without_records_is_empty_or_a_header() {
    let body = json!({ "fields": ["id", "email"], "filter": { "staticListId": 1003 } });
    for (settings, wanted) in [("", ""), ("empty_extract = \"header\"", "id,email\n")] {
        let server = server();
        let instance = Instance::fresh(&server, settings);
        let job = Extract::create(&instance, LEADS, &body).await;
        assert_eq!(job.run().await, wanted.as_bytes());
        let status = job.status().await.json();
        assert_eq!(status["result"][0]["numberOfRecords"], 0);
        for header in ["bytes=0-", "bytes=0-0", "bytes=0--1"] {
            let answer = job.file(&[("range", header)]).await.ok();
            assert!(
                wanted.as_bytes().starts_with(&answer.body)
                    && wanted.is_empty() == answer.body.is_empty()
            );
        }
    }
}

#[tokio::test]
async fn a_file_is_text_csv_whatever_its_format_and_never_compressed() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    generate(&instance, 200);
    for format in ["CSV", "TSV", "SSV"] {
        let body = json!({
            "format": format,
            "fields": ["id", "email", "firstName", "myCustomText"],
            "filter": { "smartListId": 1 },
        });
        let job = Extract::create(&instance, LEADS, &body).await;
        let plain = job.run().await;
        let asked = job.file(&[("accept-encoding", "gzip")]).await.ok();
        assert_eq!(asked.header("content-type"), Some("text/csv;charset=UTF-8"));
        assert_eq!(asked.header("content-encoding"), None);
        assert_eq!(asked.header("content-length"), Some(plain.len().to_string().as_str()));
        assert_eq!(asked.body, plain);
    }
}

#[tokio::test]
async fn a_file_shows_the_records_as_they_were_when_the_work_began() {
    let server = server();
    let instance = Instance::fresh(&server, "export_thousand_time = \"10s\"");
    let job = Extract::usual(&instance).await;
    job.change("enqueue").await.ok();
    instance.wait("1s").await;
    let rename = json!({ "input": [{ "email": "ada.quill@example.com", "lastName": "Feder" }] });
    instance.post("/rest/v1/leads.json", &rename).await.ok();
    instance.call("DELETE", "/rest/v1/lists/1001/leads.json?id=1,2,3", &[], "").await.ok();
    instance.finish().await;
    let file = job.file(&[]).await.ok();
    assert_eq!(file.text().lines().count(), 5, "{}", file.text());
    let later = Extract::usual(&instance).await.run().await;
    assert_eq!(later.iter().filter(|byte| **byte == b'\n').count(), 2);
    assert_eq!(job.file(&[]).await.body, file.body, "it stays as it was");
}

#[tokio::test]
async fn an_error_on_a_file_is_an_envelope_with_status_200_and_its_lack_a_404() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let job = Extract::usual(&instance).await;
    let missing = job.file(&[]).await;
    let (path, id) = (job.path, job.id.clone());
    let stranger = instance.beside("x");
    let refused = Extract { instance: &stranger, path, id }.file(&[]).await;
    let show = |answer: &crate::support::Answer| {
        let kind = answer.header("content-type").unwrap_or("none").to_owned();
        let body = answer.text();
        let body = body.split_once("\"success\"").map_or(body.clone(), |(_, rest)| rest.to_owned());
        format!("{} {kind} {body}", answer.status)
    };
    insta::assert_snapshot!("no_file", format!("{}\n{}", show(&missing), show(&refused)));
}
