//! Values of every type: which are taken, how they are shown, what is said of the others.

use serde_json::{Value, json};

use super::lead_org::{said, server};
use super::support::Instance;

/// Sends one value to a field of a new lead, and gives what the lead then shows or why it was skipped.
async fn send(instance: &Instance<'_>, field: &str, value: &Value) -> String {
    let body = json!({ "action": "createDuplicate", "input": [{ (field): value }] });
    let result = instance.post("/rest/v1/leads.json", &body).await.ok().json()["result"][0].clone();
    let Some(id) = result["id"].as_u64() else {
        let reason = &result["reasons"][0];
        let text = |name: &str| reason[name].as_str().unwrap_or_default().to_owned();
        return format!("{} {}", text("code"), text("message"));
    };
    let path = format!("/rest/v1/lead/{id}.json?fields={field}");
    instance.get(&path).await.ok().json()["result"][0][field].to_string()
}

#[tokio::test]
async fn each_type_takes_its_own_values_and_shows_them_in_one_form() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let values: [(&str, &[Value]); 11] = [
        (
            "myCustomInt",
            &[
                json!(14),
                json!("14"),
                json!("+14"),
                json!("007"),
                json!(-3),
                json!(14.1),
                json!("14.1"),
                json!("14c"),
                json!(" 14"),
                json!(2_147_483_647_i64),
                json!(2_147_483_648_i64),
                json!(true),
                json!([1]),
                json!({ "a": 1 }),
            ],
        ),
        ("myCustomScore", &[json!(5), json!("-5"), json!("5.0")]),
        ("myCustomPercent", &[json!(50), json!("100%"), json!("12.5")]),
        (
            "myCustomFloat",
            &[
                json!(14.5),
                json!("14.50"),
                json!("14"),
                json!(".5"),
                json!("1e3"),
                json!("14c"),
                json!("inf"),
                json!("NaN"),
                json!("1,5"),
            ],
        ),
        ("myCustomCurrency", &[json!(9.99), json!("9.99"), json!("$9.99")]),
        (
            "myCustomBoolean",
            &[
                json!(true),
                json!("TRUE"),
                json!("no"),
                json!(1),
                json!("0"),
                json!("other"),
                json!("2"),
            ],
        ),
        (
            "myCustomDate",
            &[
                json!("2024-02-29"),
                json!("2023-02-29"),
                json!("2024-02-29T23:00:00Z"),
                json!("29.02.2024"),
                json!("today"),
            ],
        ),
        (
            "myCustomDatetime",
            &[
                json!("2024-02-29T12:34:56Z"),
                json!("2024-02-29T12:34:56"),
                json!("2024-02-29T23:30:00-08:00"),
                json!("2024-01-01T00:30:00.123+0100"),
                json!("2024-02-29 12:34"),
                json!("2024-02-29"),
                json!("2024-02-29T24:00:00Z"),
                json!("yesterday"),
                json!(1_700_000_000),
            ],
        ),
        (
            "myCustomEmail",
            &[
                json!("a@example.com"),
                json!("bademail"),
                json!("a@b"),
                json!("a@@b.c"),
                json!("a b@example.com"),
            ],
        ),
        ("email", &[json!("abcds"), json!("A@Example.com")]),
        (
            "myCustomString",
            &[
                json!("text"),
                json!(7),
                json!(false),
                json!("null"),
                json!("ü \" \n ,"),
                json!("x".repeat(255)),
                json!("ü".repeat(255)),
                json!("x".repeat(256)),
            ],
        ),
    ];
    let mut told = String::new();
    for (field, sent) in values {
        told += &format!("{field}\n");
        for value in sent {
            let shown = send(&instance, field, value).await;
            told += &format!("    {value} -> {shown}\n");
        }
    }
    let long = "x".repeat(255);
    let wide = "ü".repeat(255);
    let told = told.replace(&long, "<255 x>").replace(&wide, "<255 ü>");
    insta::assert_snapshot!("values", told);
}

#[tokio::test]
async fn a_text_area_takes_thirty_thousand_bytes() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let fits = send(&instance, "myCustomText", &json!("ü".repeat(15_000))).await;
    assert_eq!(fits.len(), 30_002);
    let too_long = send(&instance, "myCustomText", &json!("ü".repeat(15_001))).await;
    assert_eq!(too_long, "1077 Value for field exceeds max length");
}

#[tokio::test]
async fn a_bad_value_keeps_the_whole_record_out() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let input = json!([{ "email": "a@example.com", "city": "Bath", "leadScore": "high" }]);
    let answer = instance.post("/rest/v1/leads.json", &json!({ "input": input })).await;
    let found = "/rest/v1/leads.json?filterType=email&filterValues=a@example.com";
    let told = said(&answer) + &said(&instance.get(found).await);
    insta::assert_snapshot!("a_bad_record", told);
}
