//! An org's clock: read it, let it flow in another way, and move it where it moves on command.

use axum::http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Json;
use super::error::AdminError;
use super::input::{NoQuery, Sent};
use super::route::{Asked, Route};
use crate::core::time::{SimDuration, SimTime};
use crate::edge::{Door, JumpTarget};
use crate::org::{ClockMode, OrgCell};

pub(super) fn routes() -> Vec<Route> {
    let clock = "/_mock/orgs/{org}/clock";
    vec![
        Route::new(Method::GET, clock, "readClock", "An org's time, and what is due next.", read),
        Route::new(
            Method::PUT,
            clock,
            "setClock",
            "Let an org's time flow in another way; it goes on from where it is.",
            set,
        )
        .example(r#"{"mode":"manual"}"#),
        Route::new(
            Method::POST,
            "/_mock/orgs/{org}/clock/advance",
            "advanceClock",
            "Move an org's time, playing everything that falls due: by a span, to the next event, \
             or until no job has anything to do.",
            advance,
        )
        .example(r#"{"by":"5s"}"#)
        .refuses(&[409]),
    ]
}

/// An org's clock.
#[derive(Serialize, JsonSchema)]
struct ClockNow {
    /// How time flows.
    mode: ClockMode,
    /// The org's time.
    now: SimTime,
    /// When something is next due.
    next_event: Option<SimTime>,
    /// When a job is next due to do more than to be forgotten.
    next_work: Option<SimTime>,
}

/// How far to go; exactly one of the three.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Advance {
    /// So much later.
    by: Option<SimDuration>,
    /// To the next thing that is due, whatever it is.
    #[serde(default)]
    to_next_event: bool,
    /// Until no job has anything to do any more.
    #[serde(default)]
    until_idle: bool,
}

/// How time is to flow.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Mode {
    /// `wall`, `manual`, `auto`, or `{"scaled": 60}`.
    mode: ClockMode,
}

async fn read(asked: Asked) -> Result<Json<ClockNow>, AdminError> {
    Ok(Json(now(asked.door(), &*asked.org()?)))
}

async fn set(asked: Asked<NoQuery, Sent<Mode>>) -> Result<Json<ClockNow>, AdminError> {
    let cell = asked.org()?;
    let Sent(Mode { mode }) = asked.body;
    asked.admin.door.set_clock(&cell, mode).await;
    Ok(Json(now(&asked.admin.door, &cell)))
}

async fn advance(asked: Asked<NoQuery, Sent<Advance>>) -> Result<Json<ClockNow>, AdminError> {
    let cell = asked.org()?;
    let target = target(&asked.body.0)?;
    let clock = cell.lock().clock;
    if !clock.can_jump() {
        let mode = serde_json::json!(clock.mode());
        let refused =
            format!("the clock of org `{}` is {mode}, which follows real time", cell.name);
        let remedy = "set it with PUT to \"manual\" or \"auto\", declare the org with that clock, or \
                      start the server with --clock manual or --clock auto";
        return Err(AdminError::conflict(refused).remedy(remedy));
    }
    asked.door().jump(&cell, target).await;
    Ok(Json(now(asked.door(), &cell)))
}

fn target(wanted: &Advance) -> Result<JumpTarget, AdminError> {
    match (wanted.by, wanted.to_next_event, wanted.until_idle) {
        (Some(by), false, false) => Ok(JumpTarget::By(by)),
        (None, true, false) => Ok(JumpTarget::NextEvent),
        (None, false, true) => Ok(JumpTarget::Idle),
        _ => Err(AdminError::bad_request("it is not clear how far to go").remedy(
            "send one of {\"by\":\"5s\"}, {\"to_next_event\":true}, {\"until_idle\":true}",
        )),
    }
}

fn now(door: &Door, cell: &OrgCell) -> ClockNow {
    let org = cell.lock();
    ClockNow {
        mode: org.clock.mode(),
        now: org.clock.now(door.wall_ms()),
        next_event: org.next_deadline(),
        next_work: org.next_work(),
    }
}
