//! Generated rows put into a running org: a fixture as the body.

use std::collections::BTreeMap;

use axum::http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Created;
use super::error::AdminError;
use super::input::Text;
use super::route::{Asked, Route};
use crate::core::generate::ROWS_MAX;
use crate::org::GenerateError;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::POST,
            "/_mock/orgs/{org}/generated",
            "generateRows",
            "Put generated rows in front of all others, as a fixture says; a reset keeps them.",
            generate,
        )
        .example("a fixture, such as fixtures/generated/contacts.toml")
        .refuses(&[409]),
    ]
}

/// How the rows are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Rows of the table that counts; as in the fixture if absent.
    rows: Option<u32>,
}

/// What was generated.
#[derive(Serialize, JsonSchema)]
struct Generated {
    /// How many rows each kind of record got.
    generated: BTreeMap<String, u32>,
}

async fn generate(asked: Asked<Wanted, Text>) -> Result<Created<Generated>, AdminError> {
    let (rows, Text(text)) = (asked.query.rows, &asked.body);
    if rows.is_some_and(|rows| rows == 0 || rows > ROWS_MAX) {
        let refused = AdminError::bad_request("`rows` is out of range").key("rows");
        return Err(refused.remedy(format!("write a number from 1 to {ROWS_MAX}")));
    }
    let (cell, door) = (asked.org()?, asked.door());
    let made =
        door.registry().load(&cell, door.wall_ms(), |org, _| org.generate("body", text, rows));
    let made = made.map_err(|error| match error {
        GenerateError::Wrong(error) => {
            AdminError::bad_request(error.to_string()).place(error.place.line, 1)
        }
        GenerateError::Unfit(error) => AdminError::conflict(error.to_string()),
    })?;
    Ok(Created(Generated { generated: made.into_iter().collect() }))
}
