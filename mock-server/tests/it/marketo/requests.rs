//! What a request may look like: methods that are overridden, bodies that mean nothing, forms,
//! repeated keys, bodies that are too large or no JSON.

use serde_json::json;

use super::support::{Instance, TOKEN, refusal};
use crate::support::{Answer, call, server};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("content-type", "application/json");
const LEADS: &str = "/rest/v1/leads.json";
const ASKED: &str = "filterType=email&filterValues=ada@example.com&fields=email&fields=firstName";

/// How many leads came, or the refusal.
fn told(answer: &Answer) -> String {
    match answer.json()["result"].as_array() {
        Some(result) => format!("{} leads", result.len()),
        None => refusal(answer),
    }
}

#[tokio::test]
async fn a_read_may_come_as_a_post_of_a_form() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let lead = json!({ "input": [{ "email": "ada@example.com" }] });
    instance.post(LEADS, &lead).await.ok();
    let ways = [
        instance.get(&format!("{LEADS}?{ASKED}")).await,
        instance.form(&format!("{LEADS}?_method=GET"), ASKED).await,
        instance.form(LEADS, &format!("_method=GET&{ASKED}")).await,
        instance.form(LEADS, &format!("{ASKED}&_method=get")).await,
        instance.get(&format!("{LEADS}?{}", ASKED.replace("fields=", "fields[]="))).await,
        instance.get("/rest/v1/leads?filterType=email&filterValues=ada@example.com,x").await,
    ];
    for answer in ways {
        assert_eq!(told(&answer), "1 leads", "{}", answer.text());
    }
}

#[tokio::test]
async fn a_base_url_may_end_in_a_slash() {
    let server = server();
    let paths = [
        "//rest/v1/lists.json",
        "/rest//v1/lists.json",
        "/rest//asset/v1/programs.json",
        "/rest//../bulk/v1/leads/export.json",
        "/bulk//v1/leads/export.json",
    ];
    for (settings, wanted) in [("", "200 OK"), ("double_slashes = \"refuse\"", "610")] {
        let server = if settings.is_empty() { &server } else { &crate::support::server() };
        let instance = Instance::fresh(server, settings);
        for path in paths {
            let answer = instance.get(path).await;
            let told = answer.json();
            let told = told["errors"][0]["code"].as_str().unwrap_or("200 OK");
            assert_eq!(told, wanted, "{path}: {}", answer.text());
        }
        let answer = instance.get("/rest/v1/lists//leads.json").await;
        assert_eq!(refusal(&answer), "200 610 Requested resource not found", "no list is named");
    }
}

#[tokio::test]
async fn what_is_not_faked_says_so_and_a_wrong_method_or_path_is_the_providers_own_refusal() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let mut told = String::new();
    for (method, path) in [
        ("GET", "/rest/asset/v1/form/1/fields.json"),
        ("GET", "/rest/asset/v1/folder/26/content.json"),
        ("GET", "/rest/asset/v1/program/byTag.json"),
        ("POST", "/rest/asset/v1/programs.json"),
        ("POST", "/rest/asset/v1/staticList/1001.json"),
        ("POST", "/rest/v1/companies.json"),
        ("PUT", "/rest/asset/v1/programs.json"),
        ("POST", "/rest/v1/leads/describe.json"),
        ("GET", "/rest/v1/nothing.json"),
    ] {
        let answer = instance.call(method, path, &[FORM], "").await;
        told += &format!("{method} {path}\n    {}\n", refusal(&answer));
    }
    insta::assert_snapshot!("not_faked", told);
}

#[tokio::test]
async fn the_body_of_a_read_means_nothing() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let path = "/rest/v1/leads/partitions.json";
    for (kind, body) in [
        (FORM, "_method=GET"),
        (JSON, r#"{"data":{"_method":"GET"}}"#),
        (JSON, "no json"),
        (("content-type", "text/plain; charset=utf-8;"), "x"),
    ] {
        let answer = instance.call("GET", path, &[kind], body).await;
        assert_eq!(answer.json()["success"], true, "{}", answer.text());
    }
}

#[tokio::test]
async fn a_body_that_is_none_of_what_a_call_takes_is_refused() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let large = format!("{{\"input\":[{{\"email\":\"{}\"}}]}}", "a".repeat(1 << 20));
    let bodies = [
        (JSON, ""),
        (JSON, "no json"),
        (JSON, "[]"),
        (JSON, "{\"input\":"),
        (("content-type", "text/plain"), "{\"input\":[]}"),
        (FORM, "input=1"),
        (JSON, large.as_str()),
    ];
    let mut table = String::new();
    for (kind, body) in bodies {
        let answer = instance.call("POST", LEADS, &[kind], body.to_owned()).await;
        let shown = &body[..body.len().min(40)];
        table += &format!("{} {shown:?}\n    {}\n", kind.1, refusal(&answer));
    }
    insta::assert_snapshot!("refused_bodies", table);
}

#[tokio::test]
async fn what_is_too_long_gets_the_gateways_page() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let uri = format!("{LEADS}?filterValues={}", "a".repeat(8 << 10));
    let uri = instance.get(&uri).await;
    let body = instance.call("POST", LEADS, &[JSON], "x".repeat((1 << 20) + 1)).await;
    let file = instance.upload("/bulk/v1/leads.json", &"x".repeat(10 << 20)).await;
    let mut told = String::new();
    for answer in [uri, body, file] {
        let kind = answer.header("content-type").unwrap_or("none");
        told += &format!("{} {kind}\n{}\n", answer.status, answer.text().replace('\r', "<CR>"));
    }
    insta::assert_snapshot!("gateway_pages", told);
}

#[tokio::test]
async fn answers_to_heads_have_no_body_and_answers_in_json_say_so() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let path = "/rest/v1/leads/partitions.json";
    let got = instance.get(path).await;
    let bearer = format!("Bearer {TOKEN}");
    let headers = [("authorization", bearer.as_str()), ("accept", "text/json")];
    let head = call(&server, "HEAD", path, &headers, "").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    for answer in [&got, &head] {
        assert_eq!(answer.header("content-type"), Some("application/json;charset=UTF-8"));
        assert_eq!(answer.header("server"), Some("nginx"));
    }
}
