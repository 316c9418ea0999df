//! The jobs of an org, as a client sees them.

use axum::http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::answer::Json;
use super::error::AdminError;
use super::route::{Asked, Route};

pub(super) fn routes() -> Vec<Route> {
    let says = "The jobs of an org as a client sees them.";
    vec![Route::new(Method::GET, "/_mock/orgs/{org}/jobs", "listJobs", says, list)]
}

/// The jobs of an org, each in its provider's own words.
#[derive(Serialize, JsonSchema)]
struct Jobs {
    /// Ingest jobs of Salesforce, oldest first.
    jobs: Vec<Value>,
    /// Jobs of Marketo.
    marketo: MarketoJobs,
}

/// The jobs of a Marketo instance.
#[derive(Serialize, JsonSchema)]
struct MarketoJobs {
    /// Batches of imports, oldest first.
    imports: Vec<Value>,
    /// Extracts, oldest first.
    exports: Vec<Value>,
}

async fn list(asked: Asked) -> Result<Json<Jobs>, AdminError> {
    let cell = asked.org()?;
    let org = cell.lock();
    let world = &org.salesforce.world;
    let infos =
        world.jobs().filter_map(|job| world.ingest_info(world.job_id(job.number).as_str()).ok());
    let (marketo, now) = (&org.marketo.world, org.clock.now(asked.door().wall_ms()));
    Ok(Json(Jobs {
        jobs: infos.collect(),
        marketo: MarketoJobs { imports: marketo.import_jobs(), exports: marketo.export_jobs(now) },
    }))
}
