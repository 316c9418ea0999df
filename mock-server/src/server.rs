//! A whole server inside a Rust program: started on a port of its own, gone when it is dropped.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response};

use crate::admin;
use crate::app::App;
use crate::core::time::SimTime;
use crate::edge::{Answers, DoorSettings, JumpTarget, Listener, ResponseBody};
use crate::faults::{Rule, RuleError};
use crate::org::{AutoStops, ClockMode, Config, Declaration, Org, OrgCell, Sessions};
use crate::providers::marketo;
use crate::providers::salesforce::schema::Schema;
use crate::providers::salesforce::settings::Settings;
use crate::providers::salesforce::{DeclaredClient, DeclaredUser, Template};
use crate::scenario::{GeneratedRows, find_generated};

/// The name of the org that is there from the start.
pub const DEMO_ORG: &str = "demo";
/// Its user.
pub const DEMO_USER: &str = "demo@example.com";
/// The user's password.
pub const DEMO_PASSWORD: &str = "demo-password";
/// Its client's id.
pub const DEMO_CLIENT: &str = "demo-client";
/// The client's secret.
pub const DEMO_SECRET: &str = "demo-secret";
/// Its fixed access token.
pub const DEMO_TOKEN: &str = "00DDemo00000001!demo.access.token.for.bulk.mock.0001";

/// How a server is to be.
#[derive(Clone)]
pub struct Builder {
    config: Config,
    door: DoorSettings,
    admin: admin::Settings,
    bind: SocketAddr,
    demo: Option<Declaration>,
    generate: Vec<String>,
}

impl Default for Builder {
    fn default() -> Self {
        let config = Config {
            seed: 1,
            max_orgs: 10_000,
            declared_only: false,
            any_token: false,
            clock: ClockMode::Wall,
            auto_stops: AutoStops::States,
            epoch: None,
            journal: Default::default(),
            salesforce: Template {
                schema: Arc::new(Schema::standard()),
                settings: Settings::default(),
                strict: false,
            },
            marketo: marketo::Template::default(),
        };
        let bind = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        Self {
            config,
            door: DoorSettings::default(),
            admin: admin::Settings::default(),
            bind,
            demo: Some(demo()),
            generate: Vec::new(),
        }
    }
}

/// The org that is there from the start.
pub fn demo() -> Declaration {
    Declaration {
        name: DEMO_ORG.into(),
        users: vec![DeclaredUser {
            username: DEMO_USER.into(),
            password: DEMO_PASSWORD.into(),
            security_token: None,
        }],
        clients: vec![DeclaredClient {
            client_id: DEMO_CLIENT.into(),
            client_secret: Some(DEMO_SECRET.into()),
            certificate: None,
        }],
        access_token: Some(DEMO_TOKEN.into()),
        settings: None,
        marketo: marketo::Declared {
            clients: vec![marketo::DeclaredClient {
                client_id: DEMO_CLIENT.into(),
                client_secret: DEMO_SECRET.into(),
                user: Some(DEMO_USER.into()),
                permissions: None,
            }],
            ..marketo::Declared::default()
        },
        clock: None,
    }
}

/// The rows of the demo org, parents before children.
const DEMO_DATA: &[(&str, &str)] = &[
    ("Account.csv", include_str!("../../fixtures/salesforce/demo/Account.csv")),
    ("Contact.csv", include_str!("../../fixtures/salesforce/demo/Contact.csv")),
    ("Lead.csv", include_str!("../../fixtures/salesforce/demo/Lead.csv")),
    ("Campaign.csv", include_str!("../../fixtures/salesforce/demo/Campaign.csv")),
];

/// Fills the demo org with its rows.
///
/// # Errors
/// A file of the fixtures is wrong.
pub(crate) fn fill_demo(org: &OrgHandle) -> Result<(), String> {
    for (name, text) in DEMO_DATA {
        org.load(name, text.as_bytes()).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

impl Builder {
    /// The seed of everything that is drawn; 1 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.config.seed = seed;
        self
    }

    /// How time flows; as real time by default.
    pub fn clock(mut self, mode: ClockMode) -> Self {
        self.config.clock = mode;
        self
    }

    /// Time stands still at `epoch` until it is moved.
    pub fn manual_clock(mut self, epoch: SimTime) -> Self {
        self.config.clock = ClockMode::Manual;
        self.config.epoch = Some(epoch);
        self
    }

    /// The settings of Salesforce orgs.
    pub fn salesforce(mut self, settings: Settings) -> Self {
        self.config.salesforce.settings = settings;
        self
    }

    /// The settings of Marketo instances.
    pub fn marketo(mut self, settings: marketo::settings::Settings) -> Self {
        self.config.marketo.settings = settings;
        self
    }

    /// Everything about orgs that the other methods do not reach.
    pub fn configure(mut self, change: impl FnOnce(&mut Config, &mut DoorSettings)) -> Self {
        change(&mut self.config, &mut self.door);
        self
    }

    /// Who may call the admin surface: by default whoever calls the server by an address or as
    /// `localhost`, and is no page in a browser.
    pub fn admin(mut self, settings: admin::Settings) -> Self {
        self.admin = settings;
        self
    }

    /// Where to listen; a free port on the loopback interface by default.
    pub fn bind(mut self, address: SocketAddr) -> Self {
        self.bind = address;
        self
    }

    /// The org that is there from the start; `None` for none.
    pub fn demo(mut self, demo: Option<Declaration>) -> Self {
        self.demo = demo;
        self
    }

    /// Generated rows in the first org, as `--generate` takes them: `contacts`, `leads=1000`, or a
    /// fixture that ends in `.toml`.
    pub fn generate(mut self, words: impl Into<String>) -> Self {
        self.generate.push(words.into());
        self
    }

    /// Puts the server together without listening: requests go through [`MockServer::call`].
    ///
    /// # Errors
    /// What is wrong with the declaration of the first org, or with its generated rows.
    pub fn offline(self) -> Result<MockServer, String> {
        let app = App::new(self.config, self.door, self.admin);
        let server = MockServer { app, listening: None };
        if let Some(demo) = &self.demo {
            let org = server.declare(demo)?;
            fill_demo(&org)?;
            for words in &self.generate {
                org.generate(&find_generated(words, Path::new(""))?)?;
            }
        } else if let Some(words) = self.generate.first() {
            return Err(format!(
                "there is no org for the generated rows `{words}`; keep the demo org"
            ));
        }
        Ok(server)
    }

    /// Starts the server.
    ///
    /// # Errors
    /// The address cannot be bound, or the first org cannot be made.
    pub async fn start(self) -> Result<MockServer, String> {
        let bind = self.bind;
        let mut server = self.offline()?;
        server.listen(bind).await?;
        Ok(server)
    }
}

/// A running server. Dropping it stops it.
pub struct MockServer {
    app: Arc<App>,
    listening: Option<(SocketAddr, crate::edge::Running)>,
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

    /// Begins to answer on a socket: what was declared and loaded before is there for the first
    /// client.
    ///
    /// # Errors
    /// The address cannot be bound.
    pub async fn listen(&mut self, bind: SocketAddr) -> Result<(), String> {
        let listener = Listener::bind(bind)
            .await
            .map_err(|error| format!("{bind} cannot be bound: {error}; choose another port"))?;
        let address = listener.address;
        self.listening = Some((address, listener.run(Arc::clone(&self.app))));
        Ok(())
    }

    /// Where clients reach it, such as `http://127.0.0.1:41234`; empty if it does not listen.
    pub fn url(&self) -> String {
        self.address().map_or_else(String::new, |address| format!("http://{address}"))
    }

    /// The address it listens on.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listening.as_ref().map(|(address, _)| *address)
    }

    /// Answers a request without a socket.
    pub async fn call(&self, request: Request<Body>) -> Response<ResponseBody> {
        Arc::clone(&self.app).answer(request).await
    }

    /// Makes an org.
    ///
    /// # Errors
    /// What is wrong with the declaration.
    pub fn declare(&self, declared: &Declaration) -> Result<OrgHandle, String> {
        let cell = self.app.door.registry().declare(declared, self.app.door.wall_ms());
        let cell = cell.map_err(|error| error.to_string())?;
        Ok(OrgHandle { app: Arc::clone(&self.app), cell })
    }

    /// The org of that name.
    pub fn org(&self, name: &str) -> Option<OrgHandle> {
        let cell = self.app.door.registry().named(name)?;
        Some(OrgHandle { app: Arc::clone(&self.app), cell })
    }

    /// Takes an org away, its names and tokens too; `false` if there is none of that name.
    pub fn remove(&self, org: &str) -> bool {
        self.app.door.remove(org).is_some()
    }

    /// Stops it, letting requests under way finish for a while.
    pub async fn stop(mut self) {
        self.app.door.close();
        if let Some((_, running)) = self.listening.take() {
            running.stop().await;
        }
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.app.door.close();
    }
}

/// One org of a running server.
#[derive(Clone)]
pub struct OrgHandle {
    app: Arc<App>,
    cell: Arc<OrgCell>,
}

impl OrgHandle {
    /// Looks into the org, or changes it, under its lock.
    pub fn with<T>(&self, look: impl FnOnce(&mut Org) -> T) -> T {
        look(&mut self.cell.lock())
    }

    /// Loads a seed file, named after its object: `Contact.csv` or `Contact.json`.
    ///
    /// # Errors
    /// The row or the header that is wrong; nothing of the file is loaded then.
    pub fn load(&self, name: &str, text: &[u8]) -> Result<u32, String> {
        let (object, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let door = &self.app.door;
        door.registry().load(&self.cell, door.wall_ms(), |org, now| {
            let world = &mut org.salesforce.world;
            let loaded = match ending {
                "csv" => world.load_csv(object, text, now),
                "json" => world.load_json(object, text, now),
                other => return Err(format!("seed files end in .csv or .json, not .{other}")),
            };
            loaded.map_err(|error| error.to_string())
        })
    }

    /// Puts generated rows in front of all others; gives each object's name and how many it got.
    ///
    /// # Errors
    /// What is wrong with the fixture, with its file and line; nothing of it is there then.
    pub fn generate(&self, rows: &GeneratedRows) -> Result<Vec<(String, u32)>, String> {
        let door = &self.app.door;
        let made = door.registry().load(&self.cell, door.wall_ms(), |org, _| {
            org.generate(&rows.file, &rows.text, rows.rows)
        });
        made.map_err(|error| error.to_string())
    }

    /// Puts a rule of faults in force.
    ///
    /// # Errors
    /// What is wrong with the rule; nothing changed then.
    pub fn install(&self, rule: &Rule) -> Result<(), RuleError> {
        let words = self.app.door.vocabularies();
        let now = self.now();
        self.cell.lock().faults.install(rule, &words, now)
    }

    /// Takes the org back to what it was after it was declared and loaded; see [`Sessions`] for those
    /// who are logged in.
    pub async fn reset(&self, sessions: Sessions) {
        self.app.door.reset(&self.cell, sessions).await;
    }

    /// The org's time.
    pub fn now(&self) -> SimTime {
        self.cell.lock().clock.now(self.app.door.wall_ms())
    }

    /// Moves the org's clock; everything that falls due on the way is played. A clock that follows
    /// real time (wall or scaled) stays where it is. Gives the org's time afterwards.
    pub async fn advance(&self, target: JumpTarget) -> SimTime {
        self.app.door.jump(&self.cell, target).await
    }
}
