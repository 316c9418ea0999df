//! Bodies that nobody should send: whatever comes, an answer goes back and the org stands.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support::{Org, server};

const KEYS: &[&str] = &[
    "attributes",
    "type",
    "referenceId",
    "records",
    "Contacts",
    "Account",
    "AccountId",
    "Owner",
    "Id",
    "id",
    "LastName",
    "lastname",
    "Email",
    "External_Id__c",
    "MailingAddress",
    "Birthdate",
    "ids",
    "fields",
    "allOrNone",
    "batchRequests",
    "compositeRequest",
    "method",
    "url",
    "body",
    "richInput",
    "haltOnError",
    "",
    "\u{0}",
    "Account.Name",
    "DoNotCall",
];

const TEXTS: &[&str] = &[
    "",
    "Contact",
    "account",
    "x",
    "#N/A",
    "\u{0}\"\n,",
    "003000000000001",
    "GET",
    "POST",
    "PATCH",
    "/services/data/v62.0/sobjects/Contact",
    "v62.0/composite/sobjects?ids=,,&fields=,",
    "@{x.id}",
    "@{x[0].id}",
    "@{",
    "2026-01-01",
    "true",
    "1e400",
    "\u{f8ff}",
    "v62.0/query?q=",
    "://",
    "?",
];

const CALLS: &[(&str, &str)] = &[
    ("POST", "/sobjects/Contact"),
    ("PATCH", "/sobjects/Contact/External_Id__c/x"),
    ("POST", "/composite/sobjects"),
    ("PATCH", "/composite/sobjects"),
    ("PATCH", "/composite/sobjects/Contact/External_Id__c"),
    ("PATCH", "/composite/sobjects/Contact/Id"),
    ("POST", "/composite/sobjects/Contact"),
    ("POST", "/composite/tree/Contact"),
    ("POST", "/composite/tree/Account"),
    ("POST", "/composite/batch"),
    ("POST", "/composite"),
];

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop::sample::select(&[0_i64, -1, 1 << 53, i64::MAX]).prop_map(Value::from),
        prop::sample::select(&[0.1, -1e300, 5e-324]).prop_map(Value::from),
        prop::sample::select(TEXTS).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array);
        let pairs = prop::collection::vec((prop::sample::select(KEYS), inner), 0..6);
        let object = pairs.prop_map(|pairs| {
            let pairs = pairs.into_iter().map(|(key, value)| (key.to_owned(), value));
            Value::Object(pairs.collect::<Map<_, _>>())
        });
        prop_oneof![list, object]
    })
}

/// A body that has the outer shape that some call wants, and anything inside.
fn shaped() -> impl Strategy<Value = Value> {
    let outer = prop::sample::select(&["records", "batchRequests", "compositeRequest", "ids"]);
    let part = value().prop_map(|inner| {
        let mut part = json!({
            "attributes": { "type": "Contact", "referenceId": "a" },
            "referenceId": "x", "method": "POST", "url": "v62.0/composite/sobjects",
        });
        if let (Some(part), Value::Object(inner)) = (part.as_object_mut(), inner) {
            part.extend(inner);
        }
        part
    });
    (outer, prop::collection::vec(part, 0..4), any::<bool>())
        .prop_map(|(outer, parts, all)| json!({ outer: parts, "allOrNone": all }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_the_body_holds_an_answer_goes_back(
        bodies in prop::collection::vec((prop_oneof![value(), shaped()], prop::sample::select(CALLS)), 1..8)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let server = server();
            let sf = Org::fresh(&server, "acme", "");
            for (body, (method, path)) in bodies {
                let answer = sf.send(method, path, &body).await;
                assert!(answer.status < 500 || answer.status == 501, "{body}: {}", answer.text());
            }
            sf.get("/sobjects/Contact").await.ok();
        });
    }
}
