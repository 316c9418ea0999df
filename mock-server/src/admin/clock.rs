//! An org's clock: read it, and move it where it only moves on command.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::AdminError;
use super::orgs::find;
use crate::core::time::SimDuration;
use crate::edge::{Door, JumpTarget};
use crate::org::OrgCell;

/// How far to go; exactly one of the three.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    by: Option<SimDuration>,
    #[serde(default)]
    to_next_event: bool,
    #[serde(default)]
    until_idle: bool,
}

/// `GET /_mock/orgs/{org}/clock`
pub(super) async fn read(
    State(door): State<Arc<Door>>,
    Path(org): Path<String>,
) -> Result<Json<Value>, AdminError> {
    let cell = find(&door, &org)?;
    Ok(Json(clock_json(&door, &cell)))
}

/// `POST /_mock/orgs/{org}/clock/advance`
pub(super) async fn advance(
    State(door): State<Arc<Door>>,
    Path(org): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, AdminError> {
    let cell = find(&door, &org)?;
    let target = target(&body)?;
    let mode = cell.lock().clock.mode();
    if !cell.lock().clock.can_jump() {
        return Err(AdminError::conflict(format!(
            "the clock of org `{org}` is {}, which follows real time; start the server with \
             --clock manual or --clock auto, or declare the org with that clock",
            json!(mode)
        )));
    }
    door.jump(&cell, target).await;
    Ok(Json(clock_json(&door, &cell)))
}

fn target(body: &[u8]) -> Result<JumpTarget, AdminError> {
    let remedy = "send one of {\"by\":\"5s\"}, {\"to_next_event\":true}, {\"until_idle\":true}";
    let wanted: Advance = serde_json::from_slice(body)
        .map_err(|error| AdminError::bad_request(format!("{error}; {remedy}")))?;
    match (wanted.by, wanted.to_next_event, wanted.until_idle) {
        (Some(by), false, false) => Ok(JumpTarget::By(by)),
        (None, true, false) => Ok(JumpTarget::NextEvent),
        (None, false, true) => Ok(JumpTarget::Idle),
        _ => Err(AdminError::bad_request(format!("it is not clear how far to go; {remedy}"))),
    }
}

fn clock_json(door: &Door, cell: &OrgCell) -> Value {
    let org = cell.lock();
    json!({
        "mode": org.clock.mode(),
        "now": org.clock.now(door.wall_ms()),
        "next_event": org.next_deadline(),
        "next_work": org.next_work(),
    })
}
