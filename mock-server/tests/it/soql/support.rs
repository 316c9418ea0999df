//! Reading at a fixed time against the standard objects.

use std::sync::LazyLock;

use bulk_mock::core::time::SimTime;
use bulk_mock::providers::salesforce::errors::ApiError;
use bulk_mock::providers::salesforce::schema::Schema;
use bulk_mock::providers::salesforce::settings::Messages;
use bulk_mock::providers::salesforce::soql::{Door, Query, Reading, read};
use bulk_mock::providers::salesforce::version::{ApiVersion, NamedVersion};

use super::render::query;

/// What the standard objects lack: types that only some orgs have fields of.
const EXTRAS: &str = r#"
extend = "Account"

[fields]
Regions__c = { type = "multipicklist", label = "Regions", values = ["a", "b", "c"] }
Place__c = { type = "location", label = "Place" }
Opens__c = { type = "time", label = "Opens" }
Body__c = { type = "base64", label = "Body" }
Code__c = { type = "string", length = 20, label = "Code", unique = true, external_id = true, case_sensitive = true }
"#;

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let files = vec![("extras.toml".to_owned(), EXTRAS.to_owned())];
    Schema::standard().with_files(files).expect("a schema")
});

static MESSAGES: LazyLock<Messages> = LazyLock::new(Messages::default);

pub(super) fn version(segment: &str) -> ApiVersion {
    match ApiVersion::named(segment) {
        NamedVersion::Served(version) => version,
        NamedVersion::Retired(_) | NamedVersion::Unknown => panic!("{segment} is not served"),
    }
}

/// A Thursday.
pub(super) fn reading(door: Door) -> Reading<'static> {
    let now: SimTime = "2026-08-20T15:30:00Z".parse().expect("an instant");
    Reading { schema: &SCHEMA, now, door, version: version("v62.0"), messages: &MESSAGES }
}

pub(super) fn read_at(door: Door, text: &str) -> Result<Query, ApiError> {
    read(text, &reading(door))
}

pub(super) fn rest(text: &str) -> Query {
    match read_at(Door::Rest, text) {
        Ok(query) => query,
        Err(error) => panic!("{text}\n{} {}", error.code, error.message),
    }
}

/// What texts are read into, one below the other.
pub(super) fn shown(texts: &[&str]) -> String {
    texts.iter().map(|text| query(&rest(text)) + "\n").collect()
}

/// Texts, and what is said of them.
pub(super) fn said(door: Door, texts: &[&str]) -> String {
    let line = |text: &&str| {
        let answer = match read_at(door, text) {
            Ok(found) => query(&found),
            Err(error) => format!("{} {}: {}", error.status, error.code, error.message),
        };
        format!("> {text}\n{answer}\n\n")
    };
    texts.iter().map(line).collect()
}
