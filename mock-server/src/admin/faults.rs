//! Rules of faults: put in force, looked at, taken out of force; in one org or in all.

use std::sync::Arc;

use axum::http::Method;
use bytes::Bytes;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::answer::{Created, Json};
use super::error::AdminError;
use super::input::{self, Body, NoQuery};
use super::route::{Asked, Route};
use crate::faults::Rule;
use crate::org::{InForce, NotInstalled, ServerWide};

const EXAMPLE: &str = r#"{"name":"busy","on":{"operation":"salesforce.ingest.info"},"when":{"first":2},"inject":{"status":{"status":503}}}"#;

pub(super) fn routes() -> Vec<Route> {
    let mut routes = of_one_org();
    routes.extend(of_all());
    routes
}

fn of_one_org() -> Vec<Route> {
    let (all, one) = ("/_mock/orgs/{org}/faults", "/_mock/orgs/{org}/faults/{name}");
    let list_says = "The rules in force in an org, how often each was met and fired, and for how long \
                     it stays.";
    let install_says = "Put a rule in force in an org, or a list of them: all or none.";
    vec![
        Route::new(Method::GET, all, "listFaults", list_says, list),
        Route::new(Method::POST, all, "installFaults", install_says, install)
            .example(EXAMPLE)
            .refuses(&[409]),
        Route::new(
            Method::DELETE,
            all,
            "removeFaults",
            "Take all rules out of force in an org, and forget what was counted.",
            clear,
        ),
        Route::new(Method::GET, one, "readFault", "One rule in force in an org.", read),
        Route::new(
            Method::DELETE,
            one,
            "removeFault",
            "Take one rule out of force in an org; tells what it came to.",
            remove,
        ),
    ]
}

fn of_all() -> Vec<Route> {
    let (all, one) = ("/_mock/faults", "/_mock/faults/{name}");
    vec![
        Route::new(
            Method::GET,
            all,
            "listServerFaults",
            "The rules in force in all orgs there are and will be.",
            list_of_all,
        ),
        Route::new(
            Method::POST,
            all,
            "installServerFaults",
            "Put a rule, or a list of them, in force in all orgs there are and will be: all or none.",
            install_for_all,
        )
        .example(EXAMPLE)
        .refuses(&[409]),
        Route::new(
            Method::DELETE,
            all,
            "removeServerFaults",
            "Take the rules out of force that are in force in all orgs.",
            clear_for_all,
        ),
        Route::new(
            Method::DELETE,
            one,
            "removeServerFault",
            "Take one rule out of force in all orgs.",
            remove_for_all,
        ),
    ]
}

/// The rules in force in an org.
#[derive(Serialize, JsonSchema)]
struct Faults {
    /// In the order in which they came.
    faults: Vec<InForce>,
}

/// The rules in force in all orgs.
#[derive(Serialize, JsonSchema)]
struct ServerFaults {
    /// In the order in which they came.
    faults: Vec<ServerWide>,
}

/// Rules that were taken out of force.
#[derive(Serialize, JsonSchema)]
struct Removed {
    /// Their names.
    removed: Vec<String>,
}

/// One rule, or several.
struct Rules(Vec<Arc<Rule>>);

/// Rules as a file of TOML has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    fault: Vec<Rule>,
}

impl Body for Rules {
    fn read(body: &Bytes, content_type: &str, example: &str) -> Result<Self, AdminError> {
        let remedy = format!("send a rule or a list of them, such as {example}");
        let rules = if input::is_toml(content_type) {
            let is_list = std::str::from_utf8(body).is_ok_and(|text| text.contains("[[fault]]"));
            match is_list {
                true => input::toml::<Listed>(body, &remedy)?.fault,
                false => vec![input::toml::<Rule>(body, &remedy)?],
            }
        } else if body.trim_ascii_start().starts_with(b"[") {
            input::json::<Vec<Rule>>(body, &remedy)?
        } else {
            vec![input::json::<Rule>(body, &remedy)?]
        };
        Ok(Self(rules.into_iter().map(Arc::new).collect()))
    }

    fn content(schemas: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
        let one = schemas.subschema_for::<Rule>();
        let several = schemas.subschema_for::<Vec<Rule>>();
        let either = schemars::json_schema!({ "anyOf": [one, several] });
        vec![("application/json", either.clone()), ("application/toml", either)]
    }
}

fn refused(refused: NotInstalled, sent: usize) -> AdminError {
    let NotInstalled { place, org, error } = refused;
    let what = match &org {
        Some(org) => format!("fault `{}` in org `{org}`", error.rule),
        None => format!("fault `{}`", error.rule),
    };
    let problem = format!("{what}: {}", error.problem);
    let refused = match error.key.as_str() {
        "name" if !error.rule.trim().is_empty() => AdminError::conflict(problem),
        _ => AdminError::bad_request(problem),
    };
    let key = if sent > 1 { format!("[{place}].{}", error.key) } else { error.key };
    refused.remedy(error.remedy).key(key)
}

async fn list(asked: Asked) -> Result<Json<Faults>, AdminError> {
    let (cell, door) = (asked.org()?, asked.door());
    Ok(Json(Faults { faults: door.registry().rules_of(&cell, door.wall_ms()) }))
}

async fn install(asked: Asked<NoQuery, Rules>) -> Result<Created<Faults>, AdminError> {
    let (cell, door, rules) = (asked.org()?, asked.door(), &asked.body.0);
    let installed = cell.lock().install(rules, door.wall_ms());
    installed.map_err(|error| refused(error, rules.len()))?;
    let mut faults = door.registry().rules_of(&cell, door.wall_ms());
    faults.retain(|fault| rules.iter().any(|rule| rule.name == fault.rule.name));
    Ok(Created(Faults { faults }))
}

async fn clear(asked: Asked) -> Result<Json<Removed>, AdminError> {
    let removed = asked.org()?.lock().clear_rules(asked.door().wall_ms());
    Ok(Json(Removed { removed: removed.iter().map(|rule| rule.name.clone()).collect() }))
}

/// The rule that a path names.
fn find<Q, B>(asked: &Asked<Q, B>) -> Result<InForce, AdminError> {
    let (cell, door, name) = (asked.org()?, asked.door(), asked.named("name"));
    let faults = door.registry().rules_of(&cell, door.wall_ms());
    let names: Vec<String> = faults.iter().map(|fault| fault.rule.name.clone()).collect();
    let found = faults.into_iter().find(|fault| fault.rule.name == name);
    found.ok_or_else(|| no_fault(name, &names, "no rule is in force in this org"))
}

fn no_fault(name: &str, names: &[String], none: &str) -> AdminError {
    if names.is_empty() {
        let refused = AdminError::not_found(format!("there is no fault `{name}`: {none}"));
        return refused.remedy("put one in force with POST");
    }
    AdminError::unknown("fault", name, names.iter().map(String::as_str))
}

async fn read(asked: Asked) -> Result<Json<InForce>, AdminError> {
    find(&asked).map(Json)
}

async fn remove(asked: Asked) -> Result<Json<InForce>, AdminError> {
    let found = find(&asked)?;
    asked.org()?.lock().faults.remove(&found.rule.name);
    Ok(Json(found))
}

async fn list_of_all(asked: Asked) -> Result<Json<ServerFaults>, AdminError> {
    let door = asked.door();
    Ok(Json(ServerFaults { faults: door.registry().rules_of_all(door.wall_ms()) }))
}

async fn install_for_all(
    asked: Asked<NoQuery, Rules>,
) -> Result<Created<ServerFaults>, AdminError> {
    let (door, rules) = (asked.door(), &asked.body.0);
    let installed = door.registry().install_for_all(rules, door.wall_ms());
    installed.map_err(|error| refused(error, rules.len()))?;
    let mut faults = door.registry().rules_of_all(door.wall_ms());
    faults.retain(|fault| rules.iter().any(|rule| rule.name == fault.rule.name));
    Ok(Created(ServerFaults { faults }))
}

async fn clear_for_all(asked: Asked) -> Result<Json<Removed>, AdminError> {
    let removed = asked.door().registry().remove_for_all(None);
    Ok(Json(Removed { removed: removed.iter().map(|rule| rule.name.clone()).collect() }))
}

async fn remove_for_all(asked: Asked) -> Result<Json<Removed>, AdminError> {
    let (door, name) = (asked.door(), asked.named("name"));
    let faults = door.registry().rules_of_all(door.wall_ms());
    let removed = door.registry().remove_for_all(Some(name));
    if removed.is_empty() {
        let names: Vec<String> = faults.iter().map(|fault| fault.rule.name.clone()).collect();
        return Err(no_fault(name, &names, "no rule is in force in all orgs"));
    }
    Ok(Json(Removed { removed: removed.iter().map(|rule| rule.name.clone()).collect() }))
}
