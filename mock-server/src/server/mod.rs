//! A whole server inside a Rust program: started on a port of its own, gone when it is dropped.
//!
//! `builder` says how it is to be, `org` and `clock` reach into it, `salesforce` and `marketo` are an
//! org as each provider's clients know it, `fault`, `calls` and `expectation` are what a test asks of it.
//! It composes, and knows no rule of any provider.

mod builder;
mod calls;
mod clock;
mod credentials;
mod demo;
mod expectation;
mod fault;
mod marketo;
mod org;
mod row;
mod salesforce;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::http::{Request, Response};
use parking_lot::Mutex;

use crate::app::App;
use crate::edge::{Answers, Listener, ResponseBody};
use crate::faults::Vocabulary;
use crate::org::{Declaration, OrgCell};
use crate::scenario::Finding;
use crate::scenario::file::ScenarioFile;
use expectation::Expectation;

pub use builder::Builder;
pub use calls::Calls;
pub use clock::Clock;
pub(crate) use credentials::derived as derived_declaration;
pub(crate) use demo::fill_demo;
pub use demo::{DEMO_CLIENT, DEMO_ORG, DEMO_PASSWORD, DEMO_SECRET, DEMO_TOKEN, DEMO_USER, demo};
pub use expectation::Times;
pub use fault::{Failure, Fault, FaultBuilder};
pub use marketo::MarketoHandle;
pub use org::OrgHandle;
pub use row::Row;
pub use salesforce::SalesforceHandle;

/// What a server and the handles of its orgs share.
struct Shared {
    app: Arc<App>,
    /// Where it listens, once it does.
    address: OnceLock<SocketAddr>,
    /// What was said of each org, as far as this program said it.
    declared: Mutex<BTreeMap<String, Declaration>>,
    /// What must have happened when the server is dropped.
    expected: Mutex<Vec<Expectation>>,
}

impl Shared {
    /// Where clients reach the server; empty if it does not listen.
    fn url(&self) -> String {
        self.address.get().map_or_else(String::new, |address| format!("http://{address}"))
    }

    /// What was expected and did not happen, one paragraph each; nothing is expected any more.
    fn take_unmet(&self, of: impl Fn(&Expectation) -> bool) -> Vec<String> {
        let (asked, others) = std::mem::take(&mut *self.expected.lock()).into_iter().partition(of);
        self.expected.lock().extend::<Vec<_>>(others);
        let asked: Vec<Expectation> = asked;
        asked.iter().filter_map(Expectation::unmet).collect()
    }
}

/// Panics if something that was expected did not happen.
#[track_caller]
fn demand(unmet: &[String]) {
    assert!(unmet.is_empty(), "not as expected:\n\n{}\n", unmet.join("\n\n"));
}

/// A running server. Dropping it stops it, and panics if something that was expected of it did not
/// happen, unless the thread is panicking already.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use bulk_mock::MockServer;
///
/// let server = MockServer::start().await.expect("a free port");
/// let org = server.org("a");
/// let fault = org.salesforce().fail_next("salesforce.limits", 503);
///
/// // our_client::ask(org.salesforce().instance_url(), org.salesforce().access_token()).await;
/// # let limits = axum::http::Request::get("/services/data/v62.0/limits")
/// #     .header("authorization", org.salesforce().authorization())
/// #     .body(axum::body::Body::empty());
/// # drop(server.call(limits.expect("a request")).await);
///
/// assert_eq!(fault.fired(), 1);
/// assert_eq!(org.calls("salesforce.limits").status(503).len(), 1);
/// # }
/// ```
pub struct MockServer {
    shared: Arc<Shared>,
    running: Option<crate::edge::Running>,
}

impl MockServer {
    /// Starts a server with all defaults: demo org, real time, a free port.
    ///
    /// # Errors
    /// No port can be bound.
    pub async fn start() -> Result<Self, String> {
        Self::builder().start().await
    }

    /// A server to be described first.
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn new(app: Arc<App>) -> Self {
        let shared = Shared {
            app,
            address: OnceLock::new(),
            declared: Mutex::default(),
            expected: Mutex::default(),
        };
        Self { shared: Arc::new(shared), running: None }
    }

    /// Begins to answer on a socket: what was declared and loaded before is there for the first
    /// client. It listens in one place only.
    ///
    /// # Errors
    /// The address cannot be bound, or the server listens already.
    pub async fn listen(&mut self, bind: SocketAddr) -> Result<(), String> {
        let listener = Listener::bind(bind)
            .await
            .map_err(|error| format!("{bind} cannot be bound: {error}; choose another port"))?;
        let address = listener.address;
        self.shared.address.set(address).map_err(|listening| {
            format!("{bind}: the server listens at {listening} already; start another one")
        })?;
        self.running = Some(listener.run(Arc::clone(&self.shared.app)));
        Ok(())
    }

    /// Where clients reach it, such as `http://127.0.0.1:41234`; empty if it does not listen.
    pub fn url(&self) -> String {
        self.shared.url()
    }

    /// The address it listens on.
    pub fn address(&self) -> Option<SocketAddr> {
        self.shared.address.get().copied()
    }

    /// Answers a request without a socket.
    pub async fn call(&self, request: Request<Body>) -> Response<ResponseBody> {
        Arc::clone(&self.shared.app).answer(request).await
    }

    /// Makes an org.
    ///
    /// # Errors
    /// What is wrong with the declaration.
    pub fn declare(&self, declared: &Declaration) -> Result<OrgHandle, String> {
        let door = &self.shared.app.door;
        let cell = door.registry().declare(declared, door.wall_ms());
        let cell = cell.map_err(|error| error.to_string())?;
        self.shared.declared.lock().insert(declared.name.clone(), declared.clone());
        Ok(self.handle(cell))
    }

    /// The org of that name. If there is none yet, it is made, with credentials that follow from its
    /// name: those that its [`SalesforceHandle`] and [`MarketoHandle`] tell.
    ///
    /// # Panics
    /// It cannot be made: the name is empty, or there are as many orgs as there may be.
    #[track_caller]
    pub fn org(&self, name: &str) -> OrgHandle {
        if let Some(org) = self.find_org(name) {
            return org;
        }
        match self.declare(&credentials::derived(name)) {
            Ok(org) => org,
            // Somebody else may have made it since.
            Err(error) => self.find_org(name).unwrap_or_else(|| panic!("org `{name}`: {error}")),
        }
    }

    /// The org of that name, if there is one.
    pub fn find_org(&self, name: &str) -> Option<OrgHandle> {
        self.shared.app.door.registry().named(name).map(|cell| self.handle(cell))
    }

    /// All orgs, by name.
    pub fn orgs(&self) -> Vec<OrgHandle> {
        let cells = self.shared.app.door.registry().all();
        cells.into_iter().map(|cell| self.handle(cell)).collect()
    }

    /// Puts a scenario in force, in the place of the one that is: its faults and settings in all orgs
    /// there are and will be, how time flows, its rows in the demo org.
    ///
    /// # Errors
    /// Everything that is in its way; nothing changed then.
    pub async fn play(&self, scenario: ScenarioFile) -> Result<(), Vec<Finding>> {
        self.shared.app.stage.play(scenario).await
    }

    /// Takes the scenario out of force that is, and gives it; the rows that it brought stay.
    pub async fn end_scenario(&self) -> Option<ScenarioFile> {
        self.shared.app.stage.end().await
    }

    /// The words that rules of faults may use.
    pub fn vocabularies(&self) -> Vec<&Vocabulary> {
        self.shared.app.door.vocabularies()
    }

    /// Takes an org away, its names and tokens too; `false` if there is none of that name. What is
    /// expected of it stays expected.
    pub fn remove(&self, org: &str) -> bool {
        self.shared.declared.lock().remove(org);
        self.shared.app.door.remove(org).is_some()
    }

    /// The clocks of all orgs that there are now.
    pub fn clock(&self) -> Clock {
        Clock::of(self.orgs())
    }

    /// Panics if something that was expected did not happen. After that nothing is expected, until
    /// something new is.
    ///
    /// # Panics
    /// With a paragraph for each fault that did not fire, or calls that did not come, as often as was
    /// expected.
    #[track_caller]
    pub fn verify(&self) {
        demand(&self.shared.take_unmet(|_| true));
    }

    /// Stops it, letting requests under way finish for a while.
    ///
    /// # Panics
    /// As [`MockServer::verify`].
    pub async fn stop(mut self) {
        self.shared.app.door.close();
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    fn handle(&self, cell: Arc<OrgCell>) -> OrgHandle {
        OrgHandle { shared: Arc::clone(&self.shared), cell }
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.shared.app.door.close();
        // A second panic would hide the first one, and end the process.
        if !std::thread::panicking() {
            self.verify();
        }
    }
}
