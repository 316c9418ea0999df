//! The server as a whole: whether it runs, what it can be asked, what belonged to no org.

use axum::http::Method;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Json;
use super::error::AdminError;
use super::route::{Asked, Route};

pub(super) fn routes() -> Vec<Route> {
    let summary = "Whether the server runs, and what it is.";
    let document = "This document.";
    vec![
        Route::new(Method::GET, "/_mock/health", "health", summary, health).open(),
        Route::new(
            Method::GET,
            "/_mock/ready",
            "ready",
            "Whether requests are answered: 503 once the server is being stopped.",
            ready,
        )
        .refuses(&[503])
        .open(),
        Route::new(Method::GET, "/_mock/openapi.json", "readDocument", document, read_document),
    ]
}

/// How the server is.
#[derive(Serialize, JsonSchema)]
struct Health {
    /// `ok`: it answers.
    status: &'static str,
    /// The version of the program.
    version: &'static str,
    /// The seed of everything that is drawn.
    seed: u64,
    /// How many orgs there are.
    orgs: usize,
}

async fn health(asked: Asked) -> Result<Json<Health>, AdminError> {
    let registry = asked.door().registry();
    Ok(Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        seed: registry.config().seed,
        orgs: registry.count(),
    }))
}

/// That requests are answered.
#[derive(Serialize, JsonSchema)]
struct Ready {
    /// Always true; a server that is not ready answers 503.
    ready: bool,
}

async fn ready(asked: Asked) -> Result<Json<Ready>, AdminError> {
    if asked.door().is_closing() {
        let refused = AdminError::unavailable("the server is being stopped");
        return Err(refused.remedy("start it again"));
    }
    Ok(Json(Ready { ready: true }))
}

async fn read_document(asked: Asked) -> Result<Json<serde_json::Value>, AdminError> {
    Ok(Json(asked.admin.document.clone()))
}
