//! The published schema and the types behind it say the same, and the copy in the repository is fresh.

use std::path::Path;

use bulk_conformance::protocol::schema::{schema, schema_of};
use bulk_conformance::protocol::{Case, Feature, FromAdapter, FromKit, Op, examples};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::support::{case, fresh};

fn validator(side: &str) -> Validator {
    jsonschema::validator_for(&schema_of(side)).expect("a valid schema")
}

fn flaws(side: &str, message: &Value) -> Vec<String> {
    validator(side).iter_errors(message).map(|error| error.to_string()).collect()
}

#[test]
fn the_copy_in_the_repository_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("adapter-protocol.schema.json");
    let now = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    fresh(&path, &now);
}

#[test]
fn each_example_is_valid_and_is_read_by_the_types() {
    for example in examples() {
        let name = example["t"].as_str().unwrap_or_default();
        let side = match name {
            "hello" | "case" | "cancel" | "bye" => "FromKit",
            _ => "FromAdapter",
        };
        assert_eq!(flaws(side, &example), Vec::<String>::new(), "{example}");
        match side {
            "FromKit" => drop(serde_json::from_value::<FromKit>(example).expect("a message")),
            _ => drop(serde_json::from_value::<FromAdapter>(example).expect("a message")),
        }
    }
}

#[test]
fn each_message_has_a_title_and_an_example() {
    for side in ["FromKit", "FromAdapter"] {
        let schema = schema();
        for message in schema["$defs"][side]["oneOf"].as_array().expect("messages") {
            assert_eq!(message["title"], message["properties"]["t"]["const"]);
            assert_ne!(message["examples"], json!([]), "{}", message["title"]);
            assert_ne!(message["description"], Value::Null, "{}", message["title"]);
        }
    }
}

#[test]
fn what_the_kit_writes_is_valid() {
    let case: Case = case("c-1", json!({ "object": "Contact" }));
    for message in
        [FromKit::Case(Box::new(case)), FromKit::Bye, FromKit::Cancel { id: "c-1".into() }]
    {
        let line = serde_json::to_value(&message).expect("JSON");
        assert_eq!(flaws("FromKit", &line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn operations_and_features_are_closed_lists() {
    let mut ready = examples().into_iter().find(|example| example["t"] == "ready").expect("one");
    for op in Op::ALL {
        ready["ops"] = json!([op]);
        assert_eq!(flaws("FromAdapter", &ready), Vec::<String>::new());
    }
    for feature in Feature::ALL {
        ready["features"] = json!({ feature.name(): true });
        assert_eq!(flaws("FromAdapter", &ready), Vec::<String>::new());
    }
    ready["features"] = json!({ "flying": true });
    assert_ne!(flaws("FromAdapter", &ready), Vec::<String>::new(), "an unknown feature");
    assert!(serde_json::from_value::<FromAdapter>(ready.clone()).is_err());
    ready["features"] = json!({});
    ready["ops"] = json!(["sf.fly"]);
    assert_ne!(flaws("FromAdapter", &ready), Vec::<String>::new(), "an unknown operation");
    assert!(serde_json::from_value::<FromAdapter>(ready).is_err());
}

#[test]
fn schema_and_types_refuse_the_same_lines() {
    let wrong = [
        json!({ "t": "ready", "protocol": 1 }),
        json!({ "t": "ready", "protocol": "1", "client": {}, "ops": [] }),
        json!({ "t": "note", "id": "a", "kind": "weather" }),
        json!({ "t": "done", "id": "a" }),
        json!({ "t": "done", "id": "a", "outcome": "fine" }),
        json!({ "t": "done", "id": "a", "outcome": { "kind": "error" } }),
        json!({ "t": "done", "id": "a", "outcome": { "kind": "error", "class": "bad luck" } }),
        json!({ "t": "done", "id": 7, "outcome": { "kind": "ok" } }),
        json!({ "t": "weather" }),
    ];
    for line in wrong {
        assert_ne!(flaws("FromAdapter", &line), Vec::<String>::new(), "{line}");
        assert!(serde_json::from_value::<FromAdapter>(line.clone()).is_err(), "{line}");
    }
}

#[test]
fn members_that_are_not_known_are_let_pass() {
    for mut example in examples() {
        example["added_later"] = json!({ "a": 1 });
        assert!(flaws_of_any(&example).is_empty(), "{example}");
    }
}

fn flaws_of_any(message: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&schema()).expect("a valid schema");
    validator.iter_errors(message).map(|error| error.to_string()).collect()
}
