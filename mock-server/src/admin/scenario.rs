//! Scenarios: those inside the server, and the one that it plays.

use axum::http::Method;
use bytes::Bytes;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::answer::Json;
use super::error::AdminError;
use super::input::{self, Body, NoQuery};
use super::route::{Asked, Route};
use crate::scenario::file::{Provider, Scenario, ScenarioFile, read_scenario};
use crate::scenario::{BuiltIn, Finding, built_in, find};

const EXAMPLE: &str = r#"{"name":"job-stuck-in-progress"}"#;

pub(super) fn routes() -> Vec<Route> {
    let one = "/_mock/scenario";
    vec![
        Route::new(
            Method::GET,
            "/_mock/scenarios",
            "listScenarios",
            "The scenarios inside the server.",
            list,
        ),
        Route::new(
            Method::GET,
            "/_mock/scenarios/{name}",
            "readScenario",
            "One scenario inside the server, with its file.",
            read,
        ),
        Route::new(Method::GET, one, "playingScenario", "The scenario that is played.", playing),
        Route::new(
            Method::PUT,
            one,
            "playScenario",
            "Put a scenario in force in the place of the one that is, by its name or as a file: faults \
             and settings in all orgs there are and will be, clocks, rows. All of it or nothing.",
            play,
        )
        .example(EXAMPLE),
        Route::new(
            Method::DELETE,
            one,
            "endScenario",
            "Take the scenario out of force: its faults, its settings and how time flows. Its rows stay.",
            end,
        ),
    ]
}

/// The scenarios inside the server.
#[derive(Serialize, JsonSchema)]
struct Scenarios {
    /// By provider and name.
    scenarios: Vec<Listed>,
}

/// One scenario in a list.
#[derive(Serialize, JsonSchema)]
struct Listed {
    /// Its name.
    name: String,
    /// What happens, and why somebody should care.
    why: String,
    /// What a right client does about it.
    right_client: String,
    /// Cases of the sheets that it comes from.
    source: Vec<String>,
    /// The providers that it is about.
    providers: Vec<Provider>,
    /// The names of its faults.
    faults: Vec<String>,
}

/// One scenario with its file.
#[derive(Serialize, JsonSchema)]
struct Shown {
    /// What it is.
    #[serde(flatten)]
    listed: Listed,
    /// The file, as TOML.
    file: String,
}

/// The scenario that is played.
#[derive(Serialize, JsonSchema)]
struct Playing {
    /// None if the server plays none.
    scenario: Option<Listed>,
}

/// A scenario that is named.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Named {
    /// Its name.
    name: String,
}

/// The name of a scenario inside the server, or the text of a file.
enum Wanted {
    Named(String),
    Written(Bytes),
}

impl Body for Wanted {
    fn read(body: &Bytes, content_type: &str, example: &str) -> Result<Self, AdminError> {
        if input::is_toml(content_type) {
            return Ok(Self::Written(body.clone()));
        }
        let remedy = format!("send {example}, or a scenario file as application/toml");
        input::json::<Named>(body, &remedy).map(|named| Self::Named(named.name))
    }

    fn content(schemas: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
        let named = schemas.subschema_for::<Named>();
        vec![("application/json", named), ("application/toml", schemas.subschema_for::<Scenario>())]
    }
}

fn listed(file: &ScenarioFile) -> Listed {
    let scenario = &file.scenario;
    Listed {
        name: file.name.clone(),
        why: scenario.why.clone(),
        right_client: scenario.right_client.clone(),
        source: scenario.source.clone(),
        providers: scenario.providers.clone(),
        faults: scenario.fault.iter().map(|rule| rule.name.clone()).collect(),
    }
}

fn found(name: &str) -> Result<(BuiltIn, ScenarioFile), AdminError> {
    let known = || built_in().map(|file| file.name);
    let inside = built_in().find(|file| file.name == name);
    let inside = inside.ok_or_else(|| AdminError::unknown("scenario", name, known()))?;
    Ok((inside, find(name).map_err(AdminError::conflict)?))
}

async fn list(_: Asked) -> Result<Json<Scenarios>, AdminError> {
    let files = built_in().map(|inside| found(inside.name).map(|(_, file)| listed(&file)));
    Ok(Json(Scenarios { scenarios: files.collect::<Result<_, _>>()? }))
}

async fn read(asked: Asked) -> Result<Json<Shown>, AdminError> {
    let (inside, file) = found(asked.named("name"))?;
    Ok(Json(Shown { listed: listed(&file), file: inside.text.to_owned() }))
}

async fn playing(asked: Asked) -> Result<Json<Playing>, AdminError> {
    let file = asked.admin.stage.playing().await;
    Ok(Json(Playing { scenario: file.as_ref().map(listed) }))
}

async fn play(asked: Asked<NoQuery, Wanted>) -> Result<Json<Playing>, AdminError> {
    let file = match &asked.body {
        Wanted::Named(name) => found(name)?.1,
        Wanted::Written(text) => read_scenario("body.toml", input::utf8(text)?)
            .map_err(|error| refused(&[error.finding().clone()]))?,
    };
    let told = listed(&file);
    asked.admin.stage.play(file).await.map_err(|findings| refused(&findings))?;
    Ok(Json(Playing { scenario: Some(told) }))
}

async fn end(asked: Asked) -> Result<Json<Playing>, AdminError> {
    let file = asked.admin.stage.end().await;
    Ok(Json(Playing { scenario: file.as_ref().map(listed) }))
}

/// One finding with its key and its line, or all in one line each.
fn refused(findings: &[Finding]) -> AdminError {
    if let [only] = findings {
        let refused = AdminError::bad_request(&only.problem).remedy(&only.remedy);
        return refused.key(&only.key).place(only.line, 1);
    }
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let refused = AdminError::bad_request(told.join("\n"));
    refused.remedy("each line says what to write instead")
}
