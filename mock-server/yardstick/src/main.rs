//! The least possible bulk ingest server: what the wire, a CSV split and a hash map cost here.
//!
//! It parses and upserts rows while they arrive, keeps the raw bytes, and streams results from them.
//! It checks nothing, knows no fields, no time and no tokens, and is right for one job per process
//! with its external id in the first column. Whatever a real fake takes beyond it, its rules cost.

mod blob;
mod records;
mod results;

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post, put};
use http_body_util::BodyExt;
use tokio::net::TcpListener;

use records::{Intake, Table, Uploaded};

const JOBS: &str = "/services/data/v62.0/jobs/ingest";

#[derive(Default)]
struct Server {
    jobs: Mutex<HashMap<usize, Job>>,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Job {
    done: bool,
    rows: Arc<Uploaded>,
}

impl Server {
    fn jobs(&self) -> MutexGuard<'_, HashMap<usize, Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new()
        .route(JOBS, post(create))
        .route(&format!("{JOBS}/{{id}}"), patch(close).get(look))
        .route(&format!("{JOBS}/{{id}}/batches"), put(upload))
        .route(&format!("{JOBS}/{{id}}/successfulResults"), get(successful))
        .route("/blob/{rows}", get(blob::blob))
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::new(Server::default()));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let mut out = std::io::stdout();
    writeln!(out, "ready http://{}", listener.local_addr()?)?;
    out.flush()?;
    axum::serve(listener, app).await
}

async fn create(State(server): State<Arc<Server>>, _wanted: Bytes) -> Response {
    let mut jobs = server.jobs();
    let id = jobs.len() + 1;
    info(id, jobs.entry(id).or_default())
}

async fn upload(
    State(server): State<Arc<Server>>,
    Path(id): Path<usize>,
    headers: HeaderMap,
    mut body: Body,
) -> StatusCode {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = length.and_then(|value| value.parse().ok()).unwrap_or(0);
    // The upload owns the table while it lasts: the one job has nobody to share it with.
    let mut intake = Intake::new(std::mem::take(&mut *server.table()), length);
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return StatusCode::BAD_REQUEST };
        if let Some(chunk) = frame.data_ref() {
            intake.push(chunk);
        }
    }
    let (table, rows) = intake.finish();
    *server.table() = table;
    server.jobs().entry(id).or_default().rows = Arc::new(rows);
    StatusCode::CREATED
}

async fn close(
    State(server): State<Arc<Server>>,
    Path(id): Path<usize>,
    _wanted: Bytes,
) -> Response {
    let mut jobs = server.jobs();
    let Some(job) = jobs.get_mut(&id) else { return StatusCode::NOT_FOUND.into_response() };
    job.done = true;
    info(id, job)
}

async fn look(State(server): State<Arc<Server>>, Path(id): Path<usize>) -> Response {
    match server.jobs().get(&id) {
        Some(job) => info(id, job),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn successful(State(server): State<Arc<Server>>, Path(id): Path<usize>) -> Response {
    let Some(rows) = server.jobs().get(&id).map(|job| Arc::clone(&job.rows)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let pages = futures_util::stream::iter(results::pages(rows).map(Ok::<_, std::io::Error>));
    ([(header::CONTENT_TYPE, "text/csv")], Body::from_stream(pages)).into_response()
}

fn info(id: usize, job: &Job) -> Response {
    let state = if job.done { "JobComplete" } else { "Open" };
    let rows = job.rows.count();
    let body = format!(
        r#"{{"id":"{id}","state":"{state}","contentUrl":"{url}/{id}/batches","numberRecordsProcessed":{rows},"numberRecordsFailed":0}}"#,
        url = JOBS.trim_start_matches('/'),
    );
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
