//! Composition only: providers, admin surface and edge, put together into one server.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::admin;
use crate::clock::RealClock;
use crate::edge::{Answers, Door, DoorSettings, ResponseBody, Surface};
use crate::org::{Config, Registry};
use crate::providers::marketo::MarketoSurface;
use crate::providers::salesforce::{self, SalesforceSurface};
use crate::stage::Stage;

/// A server without a socket.
pub struct App {
    /// The way of every provider request.
    pub door: Arc<Door>,
    /// The scenario that is played.
    pub stage: Arc<Stage>,
    admin: Router,
}

impl App {
    /// Puts a server together.
    pub fn new(config: Config, settings: DoorSettings, admin: admin::Settings) -> Arc<Self> {
        let surfaces: Vec<Arc<dyn Surface>> =
            vec![Arc::new(SalesforceSurface::default()), Arc::new(MarketoSurface::default())];
        let registry = Arc::new(Registry::new(config));
        let door = Door::new(surfaces, registry, RealClock::start(), settings);
        let stage = Arc::new(Stage::new(Arc::clone(&door)));
        let admin = admin::router(Arc::clone(&door), Arc::clone(&stage), admin);
        Arc::new(Self { door, stage, admin })
    }
}

impl Answers for App {
    fn not_http(&self) -> &'static [u8] {
        salesforce::NOT_HTTP
    }

    async fn answer(self: Arc<Self>, request: Request<Body>) -> Response<ResponseBody> {
        if !admin::owns(request.uri().path()) {
            return Arc::clone(&self.door).handle(request).await;
        }
        match self.admin.clone().oneshot(request).await {
            Ok(response) => response.map(|body| {
                // An admin body is made in memory and cannot fail.
                let body = body.map_err(|_| unreachable!("admin bodies are made in memory"));
                body.boxed_unsync()
            }),
            Err(never) => match never {},
        }
    }
}
