//! Orgs: declare, list, look into, take back to their beginning, take away.

use std::collections::BTreeMap;

use axum::http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::{Created, Json};
use super::error::AdminError;
use super::input::{Maybe, NoQuery, Sent};
use super::route::{Asked, Route};
use crate::core::time::SimTime;
use crate::edge::Door;
use crate::org::{ClockMode, Declaration, DeclareError, OrgCell, Sessions};
use crate::providers::marketo;

pub(super) fn routes() -> Vec<Route> {
    let (orgs, org) = ("/_mock/orgs", "/_mock/orgs/{org}");
    vec![
        Route::new(Method::GET, orgs, "listOrgs", "All orgs in short.", list),
        Route::new(
            Method::POST,
            orgs,
            "declareOrg",
            "Make an org with users, clients, tokens, settings and a clock of its own.",
            declare,
        )
        .example(r#"{"name":"team-a","access_token":"team-a-token","clock":"auto"}"#)
        .refuses(&[409]),
        Route::new(Method::GET, org, "inspectOrg", "What an org holds.", inspect),
        Route::new(
            Method::DELETE,
            org,
            "deleteOrg",
            "Take an org away: its names and tokens are free again, live readers come to the end.",
            delete,
        ),
        Route::new(
            Method::POST,
            "/_mock/orgs/{org}/reset",
            "resetOrg",
            "Take an org back to what it was after it was declared and loaded.",
            reset,
        )
        .example(r#"{"sessions":"drop"}"#),
    ]
}

/// All orgs.
#[derive(Serialize, JsonSchema)]
struct Orgs {
    /// By name.
    orgs: Vec<Summary>,
}

/// What an org holds.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Its name; it stands in the paths of calls.
    name: String,
    /// Its Salesforce side.
    salesforce: Salesforce,
    /// Its Marketo side.
    marketo: marketo::world::Summary,
    /// Its clock.
    clock: Clock,
    /// Its journal.
    journal: Journal,
    /// How many rules of faults are in force.
    faults: usize,
}

/// The Salesforce side of an org.
#[derive(Serialize, JsonSchema)]
struct Salesforce {
    /// The id of the organization.
    organization_id: String,
    /// Ingest jobs.
    jobs: usize,
    /// Records of each object that has any, deleted ones left out.
    records: BTreeMap<String, usize>,
}

/// An org's time.
#[derive(Serialize, JsonSchema)]
struct Clock {
    /// How it flows.
    mode: ClockMode,
    /// What it is.
    now: SimTime,
}

/// How much was written down of an org.
#[derive(Serialize, JsonSchema)]
struct Journal {
    /// Entries that are kept.
    entries: usize,
    /// Entries that made room for newer ones.
    evicted: u64,
}

/// What a reset leaves.
#[derive(Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields, default)]
struct Reset {
    /// What becomes of those who are logged in.
    sessions: KeptSessions,
}

/// What becomes of those who are logged in.
#[derive(Deserialize, JsonSchema, Default)]
#[serde(rename_all = "snake_case")]
enum KeptSessions {
    /// Their tokens stay good.
    #[default]
    Keep,
    /// Only declared tokens are good.
    Drop,
}

/// What was taken away.
#[derive(Serialize, JsonSchema)]
struct Deleted {
    /// The name of the org.
    deleted: String,
}

async fn list(asked: Asked) -> Result<Json<Orgs>, AdminError> {
    let door = asked.door();
    let orgs = door.registry().all().iter().map(|cell| summary(door, cell)).collect();
    Ok(Json(Orgs { orgs }))
}

async fn declare(asked: Asked<NoQuery, Sent<Declaration>>) -> Result<Created<Summary>, AdminError> {
    let door = asked.door();
    let declared = door.registry().declare(&asked.body.0, door.wall_ms());
    let cell = declared.map_err(|error| match error {
        DeclareError::Wrong(message) => AdminError::bad_request(message),
        DeclareError::Taken(message) => AdminError::conflict(message),
    })?;
    Ok(Created(summary(door, &cell)))
}

async fn inspect(asked: Asked) -> Result<Json<Summary>, AdminError> {
    Ok(Json(summary(asked.door(), &*asked.org()?)))
}

async fn delete(asked: Asked) -> Result<Json<Deleted>, AdminError> {
    let cell = asked.org()?;
    match asked.door().remove(&cell.name) {
        Some(cell) => Ok(Json(Deleted { deleted: cell.name.clone() })),
        // Somebody else was faster.
        None => asked.org().map(|cell| Json(Deleted { deleted: cell.name.clone() })),
    }
}

async fn reset(asked: Asked<NoQuery, Maybe<Reset>>) -> Result<Json<Summary>, AdminError> {
    let cell = asked.org()?;
    let sessions = match asked.body.0.sessions {
        KeptSessions::Keep => Sessions::Keep,
        KeptSessions::Drop => Sessions::Drop,
    };
    asked.door().reset(&cell, sessions).await;
    Ok(Json(summary(asked.door(), &cell)))
}

fn summary(door: &Door, cell: &OrgCell) -> Summary {
    let mut org = cell.lock();
    let now = org.clock.now(door.wall_ms());
    org.faults.expire(now);
    let world = &org.salesforce.world;
    Summary {
        name: org.name.clone(),
        salesforce: Salesforce {
            organization_id: world.org_id.as_str().to_owned(),
            jobs: world.jobs().count(),
            records: world.record_counts(),
        },
        marketo: org.marketo.world.summary(),
        clock: Clock { mode: org.clock.mode(), now },
        journal: Journal { entries: org.journal.entries().count(), evicted: org.journal.evicted() },
        faults: org.faults.installed().len(),
    }
}
