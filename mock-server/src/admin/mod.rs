//! The admin surface under `/_mock`: what a tester does to a running server.
//!
//! Every call is one `Route`; `table` has them all, and both the router and the document at
//! `/_mock/openapi.json` are made from it. The surface sets time through orgs and reads their plain
//! data; it takes no provider's decision. Errors say what is wrong, where, and what to do.

mod answer;
mod clock;
mod error;
mod explain;
mod faults;
mod generated;
mod guard;
mod input;
mod jobs;
mod journal;
mod ledger;
mod marketo_rows;
mod openapi;
mod orgs;
mod route;
mod rows;
mod scenario;
mod server;
mod settings;
mod table;
mod verify;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::core::nearest::suggest;
use crate::edge::{BodyError, Door};
use crate::stage::Stage;
use error::AdminError;
use route::{Came, Route};

/// The prefix that no provider uses.
const PREFIX: &str = "/_mock";

/// Bytes of the body of a call: rules, scenarios and fixtures are texts that people write.
pub(crate) const BODY_BYTES_MAX: usize = 4 << 20;

/// Who may call.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Names besides `localhost` and addresses under which the server is called.
    pub hosts: Vec<String>,
    /// What callers must show, if anything.
    pub token: Option<String>,
}

/// What all calls share.
struct Admin {
    door: Arc<Door>,
    stage: Arc<Stage>,
    settings: Settings,
    /// The document, made from the table.
    document: serde_json::Value,
    /// Paths that answer without the admin token.
    open: Vec<&'static str>,
    /// All paths, and the methods that each takes.
    paths: BTreeMap<&'static str, Vec<&'static str>>,
}

/// Whether a path belongs to the admin surface.
pub fn owns(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The routes of the admin surface.
pub fn router(door: Arc<Door>, stage: Arc<Stage>, settings: Settings) -> Router {
    let table = table::routes();
    let mut paths: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for route in &table {
        paths.entry(route.path).or_default().push(method_name(&route.method));
    }
    let open = table.iter().filter(|route| route.open).map(|route| route.path).collect();
    let document = openapi::document(&table);
    let admin = Arc::new(Admin { door, stage, settings, document, open, paths });
    let mut by_path: BTreeMap<&'static str, MethodRouter<Arc<Admin>>> = BTreeMap::new();
    for route in table {
        let path = route.path;
        let methods = by_path.remove(path).unwrap_or_default();
        by_path.insert(path, served(methods, route));
    }
    let mut router = Router::new();
    for (path, methods) in by_path {
        let other = move |State(admin): State<Arc<Admin>>, method: Method| async move {
            let allowed = admin.paths.get(path).map_or(&[][..], Vec::as_slice);
            let problem = format!("{path} takes no {method}");
            AdminError::method_not_allowed(problem, allowed)
        };
        router = router.route(path, methods.fallback(other));
    }
    let guarded = from_fn_with_state(Arc::clone(&admin), guard::guard);
    router.fallback(nothing_here).layer(guarded).with_state(admin)
}

fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "GET",
    }
}

fn served(methods: MethodRouter<Arc<Admin>>, route: Route) -> MethodRouter<Arc<Admin>> {
    let filter = match route.method {
        Method::POST => MethodFilter::POST,
        Method::PUT => MethodFilter::PUT,
        Method::PATCH => MethodFilter::PATCH,
        Method::DELETE => MethodFilter::DELETE,
        _ => MethodFilter::GET,
    };
    let Route { run, example, .. } = route;
    methods.merge(on(
        filter,
        move |State(admin): State<Arc<Admin>>,
              path: Option<Path<HashMap<String, String>>>,
              request: Request| async move {
            let path = path.map_or_else(HashMap::new, |Path(path)| path);
            match came(admin, path, request, example).await {
                Ok(came) => run(came).await,
                Err(refused) => refused.into_response(),
            }
        },
    ))
}

/// Reads a call's body, which is small and does not stall.
async fn came(
    admin: Arc<Admin>,
    path: HashMap<String, String>,
    request: Request,
    example: &'static str,
) -> Result<Came, AdminError> {
    let (parts, body) = request.into_parts();
    let body = admin.door.whole_body(&parts.headers, body, BODY_BYTES_MAX).await;
    let body = body.map_err(|error| match error {
        BodyError::TooLarge { bytes_max } => {
            AdminError::too_large(format!("the body has more than {bytes_max} bytes"))
        }
        BodyError::Stalled => AdminError::bad_request("the body did not come to its end in time"),
        BodyError::Broken(why) => AdminError::bad_request(format!("the body broke off: {why}")),
        BodyError::Undecodable(why) => {
            AdminError::bad_request(format!("the body is not what its headers say: {why}"))
        }
    })?;
    Ok(Came { admin, path, uri: parts.uri, headers: parts.headers, body, example })
}

async fn nothing_here(State(admin): State<Arc<Admin>>, request: Request) -> Response {
    let path = request.uri().path();
    let near = suggest(path, admin.paths.keys().copied());
    let near = near.strip_prefix("did you mean").map(|near| format!("did you mean{near} or "));
    let remedy = format!("{}see GET /_mock/openapi.json", near.unwrap_or_default());
    AdminError::not_found(format!("nothing is served at {path}")).remedy(remedy).into_response()
}
