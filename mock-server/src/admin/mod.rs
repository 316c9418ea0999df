//! The admin surface under `/_mock`: what a tester does to a running server.
//!
//! It sets time through orgs and reads their plain data; it takes no provider's decision. Errors say
//! what is wrong and what to do.

mod clock;
mod error;
mod generated;
mod marketo_rows;
mod orgs;
mod rows;

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{Method, Uri};
use axum::response::IntoResponse;
use axum::routing::{get, post};

use crate::edge::Door;
use error::AdminError;

/// The prefix that no provider uses.
const PREFIX: &str = "/_mock";

/// Whether a path belongs to the admin surface.
pub fn owns(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The routes of the admin surface.
pub fn router(door: Arc<Door>) -> Router {
    Router::new()
        .route("/_mock/health", get(health))
        .route("/_mock/orgs", get(orgs::list).post(orgs::declare))
        .route("/_mock/orgs/{org}", get(orgs::inspect))
        .route("/_mock/orgs/{org}/rows/{object}", get(rows::rows))
        .route("/_mock/orgs/{org}/marketo/rows/{kind}", get(marketo_rows::rows))
        .route("/_mock/orgs/{org}/generated", post(generated::generate))
        .route("/_mock/orgs/{org}/jobs", get(orgs::jobs))
        .route("/_mock/orgs/{org}/journal", get(orgs::journal))
        .route("/_mock/orgs/{org}/clock", get(clock::read))
        .route("/_mock/orgs/{org}/clock/advance", post(clock::advance))
        .route("/_mock/journal", get(lobby_journal))
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        .with_state(door)
}

/// `GET /_mock/health`
async fn health(State(door): State<Arc<Door>>) -> impl IntoResponse {
    let version = env!("CARGO_PKG_VERSION");
    let orgs = door.registry().all().len();
    let seed = door.registry().config().seed;
    Json(serde_json::json!({
        "status": "ok", "version": version, "seed": seed, "orgs": orgs
    }))
}

/// `GET /_mock/journal`: requests that belonged to no org.
async fn lobby_journal(State(door): State<Arc<Door>>) -> impl IntoResponse {
    ([("content-type", "application/x-ndjson")], door.lobby_journal())
}

async fn nothing_here(method: Method, uri: Uri) -> AdminError {
    AdminError::not_found(format!(
        "nothing is served at {method} {}; the admin surface has /_mock/health, /_mock/orgs and \
         /_mock/orgs/{{org}}/rows/{{Object}}, /marketo/rows/{{kind}}, /generated, /jobs, /journal, /clock, /clock/advance",
        uri.path()
    ))
}
