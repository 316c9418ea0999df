//! The document and the server say the same: every call that stands in it is served, and every answer
//! of a walk through all calls is one that it describes.

use std::collections::BTreeSet;

use bulk_mock::MockServer;
use serde_json::Value;

use super::super::support::{Answer, call, server};
use super::{busy, fits::misfits};

/// A walk through every call, with right and with wrong input.
const WALK: &[(&str, &str, &str)] = &[
    ("GET", "/_mock/health", ""),
    ("GET", "/_mock/ready", ""),
    ("GET", "/_mock/openapi.json", ""),
    ("GET", "/_mock/orgs", ""),
    ("POST", "/_mock/orgs", r#"{"name":"new","access_token":"t-new"}"#),
    ("POST", "/_mock/orgs", r#"{"name":"new"}"#),
    ("POST", "/_mock/orgs", r#"{"nam":"new"}"#),
    ("GET", "/_mock/orgs/acme", ""),
    ("GET", "/_mock/orgs/nobody", ""),
    ("GET", "/_mock/orgs/acme/clock", ""),
    ("PUT", "/_mock/orgs/acme/clock", r#"{"mode":"auto"}"#),
    ("PUT", "/_mock/orgs/acme/clock", r#"{"mode":"fast"}"#),
    ("POST", "/_mock/orgs/acme/clock/advance", r#"{"by":"6d"}"#),
    ("PUT", "/_mock/orgs/acme/clock", r#"{"mode":{"scaled":60}}"#),
    ("POST", "/_mock/orgs/acme/clock/advance", r#"{"until_idle":true}"#),
    ("POST", "/_mock/orgs/acme/faults", BUSY),
    ("POST", "/_mock/orgs/acme/faults", BUSY),
    ("POST", "/_mock/orgs/acme/faults", r#"{"name":"x","inject":{"statuss":{}}}"#),
    ("GET", "/_mock/orgs/acme/faults", ""),
    ("GET", "/_mock/orgs/acme/faults/busy", ""),
    ("GET", "/_mock/orgs/acme/faults/bussy", ""),
    ("DELETE", "/_mock/orgs/acme/faults/busy", ""),
    ("DELETE", "/_mock/orgs/acme/faults", ""),
    ("POST", "/_mock/faults", BUSY),
    ("POST", "/_mock/faults", BUSY),
    ("GET", "/_mock/faults", ""),
    ("DELETE", "/_mock/faults/busy", ""),
    ("DELETE", "/_mock/faults/busy", ""),
    ("DELETE", "/_mock/faults", ""),
    ("GET", "/_mock/scenarios", ""),
    ("GET", "/_mock/scenarios/job-stuck-in-progress", ""),
    ("GET", "/_mock/scenarios/nothing", ""),
    ("PUT", "/_mock/scenario", r#"{"name":"job-stuck-in-progress"}"#),
    ("PUT", "/_mock/scenario", r#"{"nam":"job-stuck-in-progress"}"#),
    ("GET", "/_mock/scenario", ""),
    ("DELETE", "/_mock/scenario", ""),
    ("GET", "/_mock/orgs/acme/journal", ""),
    ("GET", "/_mock/orgs/acme/journal?status=2xx&limit=1&secrets=show", ""),
    ("GET", "/_mock/orgs/acme/journal?limit=many", ""),
    (
        "POST",
        "/_mock/orgs/acme/journal/verify",
        r#"{"expect":[{"of":{"status":201,"method":"PATCH"}}],"order":[{"status":"2xx"},{"method":"POST"},{"method":"POST"}]}"#,
    ),
    ("POST", "/_mock/orgs/acme/journal/verify", "{}"),
    ("GET", "/_mock/orgs/acme/journal/explain", ""),
    ("GET", "/_mock/orgs/acme/journal/explain?limit=-1", ""),
    ("GET", "/_mock/journal", ""),
    ("GET", "/_mock/journal/explain", ""),
    ("GET", "/_mock/orgs/acme/rows/Contact", ""),
    ("GET", "/_mock/orgs/acme/rows/Contact?format=csv", ""),
    ("GET", "/_mock/orgs/acme/rows/Contat", ""),
    ("GET", "/_mock/orgs/demo/marketo/rows/leads", ""),
    ("GET", "/_mock/orgs/demo/marketo/rows/leads?format=csv", ""),
    ("POST", "/_mock/orgs/new/generated?rows=2", ACCOUNTS),
    ("POST", "/_mock/orgs/new/generated", "object = 3"),
    ("GET", "/_mock/orgs/acme/jobs", ""),
    ("GET", "/_mock/orgs/acme/ledger", ""),
    ("GET", "/_mock/orgs/acme/ledger?format=csv", ""),
    ("GET", "/_mock/orgs/acme/ledger?job=7", ""),
    ("GET", "/_mock/orgs/acme/settings", ""),
    ("PATCH", "/_mock/orgs/acme/settings", r#"{"salesforce":{"queue_wait":"1d"}}"#),
    ("PATCH", "/_mock/orgs/acme/settings", r#"{"salesforce":{"queue_wiat":"1d"}}"#),
    ("POST", "/_mock/orgs/acme/reset", ""),
    ("POST", "/_mock/orgs/acme/reset", r#"{"sessions":"drop"}"#),
    ("POST", "/_mock/orgs/acme/reset", r#"{"session":"drop"}"#),
    ("DELETE", "/_mock/orgs/new", ""),
    ("DELETE", "/_mock/orgs/new", ""),
];

const BUSY: &str = r#"{"name":"busy","on":{"operation":"salesforce.ingest.info"},"lasts":"1h","inject":{"status":{"status":503}}}"#;

const ACCOUNTS: &str = include_str!("../../../../fixtures/salesforce/generated/contacts.toml");

async fn document(server: &MockServer) -> Value {
    call(server, "GET", "/_mock/openapi.json", &[], "").await.ok().json()
}

/// The path of the document that a target belongs to; a word wins over a name.
fn path_of<'a>(document: &'a Value, target: &str) -> Option<&'a str> {
    let target: Vec<&str> = target.split('?').next().unwrap_or("").split('/').collect();
    let paths = document["paths"].as_object().expect("paths");
    let fits = |path: &&String| {
        let parts: Vec<&str> = path.split('/').collect();
        parts.len() == target.len()
            && parts.iter().zip(&target).all(|(part, said)| part.starts_with('{') || part == said)
    };
    let fitting = paths.keys().filter(fits);
    fitting.min_by_key(|path| path.matches('{').count()).map(String::as_str)
}

/// What keeps an answer from being one that the document describes.
fn undescribed(document: &Value, operation: &Value, answer: &Answer) -> Vec<String> {
    let response = &operation["responses"][answer.status.to_string()];
    if response.is_null() {
        return vec![format!("status {} is not described: {}", answer.status, answer.text())];
    }
    let kind = answer.header("content-type").unwrap_or("");
    let schema = &response["content"][kind]["schema"];
    if schema.is_null() {
        return vec![format!("content type {kind} is not described")];
    }
    let values: Vec<Value> = match kind {
        "application/json" => vec![answer.json()],
        "application/x-ndjson" => {
            let text = answer.text();
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
        }
        _ => vec![answer.text().into()],
    };
    values.iter().flat_map(|value| misfits(document, schema, value, "$")).collect()
}

#[tokio::test]
async fn every_answer_of_a_walk_through_all_calls_is_described() {
    let server = server();
    busy(&server).await;
    let document = document(&server).await;
    let mut broken = Vec::new();
    let mut walked = BTreeSet::new();
    for (method, target, body) in WALK {
        let answer = call(&server, method, target, &[], *body).await;
        let path = path_of(&document, target).unwrap_or_else(|| panic!("{target}"));
        let operation = &document["paths"][path][method.to_lowercase()];
        assert!(!operation.is_null(), "{method} {path}");
        walked.insert(format!("{method} {path}"));
        let found = undescribed(&document, operation, &answer);
        broken.extend(found.iter().map(|found| format!("{method} {target} {body}: {found}")));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let described: BTreeSet<String> = operations(&document)
        .into_iter()
        .map(|(method, path, _)| format!("{} {path}", method.to_uppercase()))
        .collect();
    let not_walked: Vec<&String> = described.difference(&walked).collect();
    // It goes on until somebody ends it, and has tests of its own.
    assert_eq!(not_walked, ["GET /_mock/orgs/{org}/journal/stream"]);
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().expect("methods").clone();
        let path = path.clone();
        methods.into_iter().map(move |(method, operation)| (method, path.clone(), operation))
    };
    paths.iter().flat_map(of_path).collect()
}

/// Nothing is served that does not stand in the document: what it has no method for is refused, with
/// those that it has.
#[tokio::test]
async fn other_methods_are_refused_with_those_that_are_right() {
    let server = server();
    let document = document(&server).await;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let right: BTreeSet<String> =
            methods.as_object().expect("methods").keys().map(|name| name.to_uppercase()).collect();
        let target = path.replace("{org}", "acme").replace(['{', '}'], "");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if right.contains(method) {
                continue;
            }
            let answer = call(&server, method, &target, &[], "").await;
            assert_eq!(answer.status, 405, "{method} {path}");
            let allowed = answer.header("allow").expect("Allow").split(", ").map(str::to_owned);
            assert_eq!(allowed.collect::<BTreeSet<_>>(), right, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_document_is_well_formed() {
    let document = document(&server()).await;
    assert_eq!(document["openapi"], "3.1.0");
    every_default_is_allowed(&document);
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let name = operation["operationId"].as_str().expect("a name").to_owned();
        assert!(names.insert(name.clone()), "{name} stands twice");
        assert!(operation["summary"].as_str().is_some_and(|says| says.ends_with('.')), "{name}");
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        for part in path.split('/').filter(|part| part.starts_with('{')) {
            let part = part.trim_matches(['{', '}']);
            assert!(parameters.iter().any(|p| p["name"] == part && p["in"] == "path"), "{path}");
        }
        if let Some(body) = operation["requestBody"]["content"]["application/json"].as_object() {
            let misfits = misfits(&document, &body["schema"], &body["example"], "$");
            assert!(misfits.is_empty(), "{method} {path}: {misfits:?}");
        }
    }
    let text = document.to_string();
    let targets = text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next());
    for target in targets {
        assert!(document.pointer(target).is_some(), "{target} leads nowhere");
    }
}

/// Programs that read the document hold its defaults against its own limits.
fn every_default_is_allowed(part: &Value) {
    if let (Some(default), Some(least)) = (part["default"].as_f64(), part["minimum"].as_f64()) {
        assert!(default >= least, "{part}");
    }
    match part {
        Value::Object(members) => members.values().for_each(every_default_is_allowed),
        Value::Array(items) => items.iter().for_each(every_default_is_allowed),
        _ => {}
    }
}
