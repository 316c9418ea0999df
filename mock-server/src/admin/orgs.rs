//! Orgs: declare, list, look into.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::error::AdminError;
use crate::edge::Door;
use crate::org::{Declaration, DeclareError, OrgCell};

/// `GET /_mock/orgs`
pub(super) async fn list(State(door): State<Arc<Door>>) -> Json<Value> {
    let orgs: Vec<Value> = door.registry().all().iter().map(|cell| summary(&door, cell)).collect();
    Json(json!({ "orgs": orgs }))
}

/// `POST /_mock/orgs`
pub(super) async fn declare(
    State(door): State<Arc<Door>>,
    body: Bytes,
) -> Result<impl IntoResponse, AdminError> {
    let declared: Declaration = serde_json::from_slice(&body).map_err(|error| {
        AdminError::bad_request(format!(
            "{error}; an org has name, users, clients, access_token, settings and clock"
        ))
    })?;
    let cell = door.registry().declare(&declared, door.wall_ms()).map_err(|error| match error {
        DeclareError::Wrong(message) => AdminError::bad_request(message),
        DeclareError::Taken(message) => AdminError::conflict(message),
    })?;
    Ok((StatusCode::CREATED, Json(summary(&door, &cell))))
}

/// `GET /_mock/orgs/{org}`
pub(super) async fn inspect(
    State(door): State<Arc<Door>>,
    Path(org): Path<String>,
) -> Result<Json<Value>, AdminError> {
    let cell = find(&door, &org)?;
    Ok(Json(summary(&door, &cell)))
}

/// `GET /_mock/orgs/{org}/jobs`
pub(super) async fn jobs(
    State(door): State<Arc<Door>>,
    Path(org): Path<String>,
) -> Result<Json<Value>, AdminError> {
    let cell = find(&door, &org)?;
    let org = cell.lock();
    let world = &org.salesforce.world;
    let jobs: Vec<Value> = world
        .jobs()
        .filter_map(|job| world.ingest_info(world.job_id(job.number).as_str()).ok())
        .collect();
    let (marketo, now) = (&org.marketo.world, org.clock.now(door.wall_ms()));
    let marketo = json!({
        "imports": marketo.import_jobs(),
        "exports": marketo.export_jobs(now),
    });
    Ok(Json(json!({ "jobs": jobs, "marketo": marketo })))
}

/// `GET /_mock/orgs/{org}/journal`
pub(super) async fn journal(
    State(door): State<Arc<Door>>,
    Path(org): Path<String>,
) -> Result<impl IntoResponse, AdminError> {
    // Writing it out takes a while; the org is free meanwhile.
    let snapshot = find(&door, &org)?.lock().journal.snapshot();
    Ok(([("content-type", "application/x-ndjson")], snapshot.json_lines()))
}

/// The org of that name, or a sentence that says which there are.
pub(super) fn find(door: &Door, name: &str) -> Result<Arc<OrgCell>, AdminError> {
    door.registry().named(name).ok_or_else(|| {
        let known: Vec<String> =
            door.registry().all().iter().take(10).map(|cell| cell.name.clone()).collect();
        AdminError::not_found(format!(
            "there is no org `{name}`; known are {} (see GET /_mock/orgs)",
            known.join(", ")
        ))
    })
}

fn summary(door: &Door, cell: &OrgCell) -> Value {
    let org = cell.lock();
    let world = &org.salesforce.world;
    json!({
        "name": org.name,
        "salesforce": {
            "organization_id": world.org_id.as_str(),
            "jobs": world.jobs().count(),
            "records": world.record_counts(),
        },
        "marketo": org.marketo.world.summary(),
        "clock": { "mode": org.clock.mode(), "now": org.clock.now(door.wall_ms()) },
        "journal": {
            "entries": org.journal.entries().count(),
            "evicted": org.journal.evicted(),
        },
    })
}
